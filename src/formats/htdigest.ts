import { isComment, mostFieldsFit } from '../core/colon-list.ts'
import { defineDialect, type Format, type ReadResult } from '../core/format.ts'
import { openGathering } from '../core/login-gathering.ts'
import { Secret } from '../core/secret.ts'

const digest = /^[0-9a-f]{32}$/i

/** Opens a reader that makes one account of a login in several realms, for the hash of each is a password of its own. */
function open() {
  const gathering = openGathering()
  const read = (text: string, line: number): readonly ReadResult[] => {
    if (isComment(text)) return []
    const fields = text.split(':')
    const [login = '', realm = '', hash = ''] = fields
    if (fields.length !== 3) {
      return [{ line, key: 'entry-fields', values: { expected: 3, found: fields.length } }]
    }
    if (!digest.test(hash)) return [{ line, key: 'entry-digest' }]
    const credential = {
      seen: 'hash',
      hash: new Secret(hash.toLowerCase()),
      scheme: 'htdigest',
      realm,
    } as const
    return gathering.add({ login, line, credential }, realm)
  }
  return { read, end: gathering.end }
}

/** Apache's AuthUserFile for mod_auth_digest: `login:realm:md5(login:realm:password)`. */
const htdigest: Format = {
  name: 'htdigest',
  expects: {
    en: 'login:realm:32 hexadecimal digits, one account a line: tanaka:inventory:6817…',
    ja: '1行に1アカウント、ログイン:レルム:16進数32桁: tanaka:inventory:6817…',
  },
  dialects: [
    defineDialect({
      syntax: 'lines',
      recognises: head => mostFieldsFit(head, 3, ([, , hash = '']) => digest.test(hash)),
      open,
    }),
  ],
  examples: {
    good: [
      {
        about: 'a realm with a blank, and one login in two realms',
        text: `taro:inventory realm:6817ec61dbd6eec2f1f77a3ac4048b9e
hana:webdav:b66301e9bbc1aba06d48bbf1adbfc8a5
taro:webdav:5a2d6c1b2f6f9bb8f4a3b51c1e0a4d77
`,
        logins: ['taro', 'hana'],
      },
    ],
    bad: [
      { about: 'three fields without a digest', text: 'taro:inventory:secret\nhana:inventory:secret2\n' },
      {
        about: 'a digest cut short, a realm missing, the same login and realm twice',
        text: `taro:webdav:5a2d6c1b2f6f9bb8f4a3b51c1e0a4d77
hana:webdav:b66301e9bbc1aba0
jiro:b66301e9bbc1aba06d48bbf1adbfc8a5
taro:webdav:b66301e9bbc1aba06d48bbf1adbfc8a5
`,
        rejectedLines: [2, 3, 4],
      },
    ],
  },
}

export default htdigest
