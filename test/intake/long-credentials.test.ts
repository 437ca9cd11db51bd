import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Format, isAccountRow, type ReadResult } from '../../src/core/format.ts'
import { readList } from '../../src/intake/reading.ts'
import { readShelf } from '../../src/shelf.ts'

const formats: ReadonlyMap<string, Format> = await readShelf('formats')

const crypt = '$5$abcdefgh$1234567890123456789012345678901234567890123'
const django = 'pbkdf2_sha256$1000$abcdefghijkl$abc='
const lm = 'X'.repeat(32)
const nt = '878D8014606CDA29677A44EFA1353FC7'
const ftp = ':5000:5000::/srv/ftp/x/./::::::::::::'

/** By format: lists whose last account has this password or hash. Those of a fixed form are wrong in their form before. */
const lists: Readonly<Record<string, readonly ((secret: string) => string)[]>> = {
  csv: [
    secret => `login,password\nsato,a\ntanaka,${secret}\n`,
    secret => `login,password_hash\nsato,a\ntanaka,"${secret}"\n`,
  ],
  django: [
    secret => `username,password,is_superuser,is_staff\nsato,${django},f,f\ntanaka,${secret},f,f\n`,
    secret =>
      `[{"model":"auth.user","pk":1,"fields":{"username":"sato","password":"${django}"}},\n{"model":"auth.user","pk":2,"fields":{"username":"tanaka","password":"${secret}"}}]\n`,
  ],
  dovecot: [secret => `sato:{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA\ntanaka:{PLAIN}${secret}\n`],
  htdigest: [secret => `${many(n => `sato${n}:inventory:${'0'.repeat(32)}`)}tanaka:inventory:${secret}\n`],
  htpasswd: [secret => `${many(n => `sato${n}:${crypt}`)}tanaka:${secret}\n`],
  json: [secret => `[{"login":"sato","password":"a"},\n{"login":"tanaka","password":"${secret}"}]\n`],
  ldif: [
    secret =>
      `dn: uid=sato,dc=aoba\nobjectClass: account\nuid: sato\nuserPassword: a\n\ndn: uid=tanaka,dc=aoba\nuid: tanaka\nuserPassword: ${secret}\n`,
  ],
  mysql: [
    secret =>
      `User\tHost\tplugin\tauthentication_string\nsato\t%\tmysql_native_password\t*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29\ntanaka\t%\tour_plugin\t${secret}\n`,
    secret =>
      `CREATE USER 'sato'@'%' IDENTIFIED BY 'a';\nCREATE USER 'tanaka'@'%' IDENTIFIED BY '${secret}';\n`,
  ],
  ndjson: [secret => `{"login":"sato","password":"a"}\n{"login":"tanaka","password":"${secret}"}\n`],
  passwd: [secret => `${many(n => `sato${n}:x:0:0::/:/bin/sh`)}tanaka:${secret}:1:1::/:/bin/sh\n`],
  postgresql: [
    secret => `rolname,rolcanlogin,rolpassword\nsato,t,md5${'0'.repeat(32)}\ntanaka,t,${secret}\n`,
    secret =>
      `ALTER ROLE sato WITH NOSUPERUSER LOGIN;\nALTER ROLE tanaka WITH NOSUPERUSER LOGIN PASSWORD '${secret}';\n`,
  ],
  proftpd: [
    secret => `${many(n => `sato${n}:${crypt}:1:1::/srv:/bin/false`)}tanaka:${secret}:1:1::/srv:/bin/false\n`,
  ],
  'pure-ftpd': [secret => `${many(n => `sato${n}:${crypt}${ftp}`)}tanaka:${secret}${ftp}\n`],
  shadow: [secret => `${many(n => `sato${n}:!:20779:0:99999:7:::`)}tanaka:${secret}:20779:0:99999:7:::\n`],
  smbpasswd: [
    secret =>
      `${many(n => `sato${n}:5001:${lm}:${nt}:[U          ]:LCT-6B0338FC:`)}tanaka:5001:${lm}:${secret}:[U          ]:LCT-6B0338FC:\n`,
  ],
  vsftpd: [secret => `sato\nabc\ntanaka\n${secret}\n`],
  wordpress: [
    secret => `user_login,user_pass\nsato,$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0\ntanaka,${secret}\n`,
    secret =>
      `INSERT INTO \`wp_users\` (\`user_login\`, \`user_pass\`) VALUES\n('sato', '$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0'),\n('tanaka', '${secret}');\n`,
  ],
}

/** Lines enough for a damaged one among them not to hide what the file is. */
function many(line: (n: number) => string): string {
  return Array.from({ length: 9 }, (_, n) => `${line(n)}\n`).join('')
}

async function* partsOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 65_536) yield Uint8Array.from(bytes.subarray(at, at + 65_536))
}

async function readAll(format: string, text: string): Promise<readonly ReadResult[]> {
  const results: ReadResult[] = []
  const order = { format, encoding: 'auto', columns: {}, now: '2026-11-23T00:00:00Z' }
  for await (const reading of readList(partsOf(text), order, formats)) {
    if (reading.type === 'results') results.push(...reading.results)
  }
  return results
}

describe('a password or hash longer than 4,096 characters', () => {
  it('is tried in every format there is', () => {
    assert.deepEqual(Object.keys(lists).sort(), [...formats.keys()].sort())
  })

  for (const [format, texts] of Object.entries(lists)) {
    it(`rejects its own line of ${format}, whatever it is made of, and no other`, async () => {
      for (const [at, text] of texts.entries()) {
        for (const secret of ['x'.repeat(4097), '$6$'.repeat(20_000), '1'.repeat(60_000)]) {
          const results = await readAll(format, text(secret))
          const rejected = results.flatMap(result => (isAccountRow(result) ? [] : [result]))
          const logins = results.filter(isAccountRow).map(({ login }) => login)
          assert.equal(rejected.length, 1, `${format} ${at}: ${logins.join(', ')}`)
          assert.ok(logins.length > 0 && logins.every(login => login.startsWith('sato')))
          assert.doesNotMatch(JSON.stringify(rejected), /xxx|\$6|111/)
        }
      }
    })
  }

  it('is told by its length where the format takes any text, and one of 4,096 is read', async () => {
    for (const format of ['csv', 'dovecot', 'json', 'ldif', 'mysql', 'ndjson', 'postgresql', 'vsftpd']) {
      for (const text of lists[format] ?? []) {
        const keys = (await readAll(format, text('x'.repeat(4097)))).flatMap(result =>
          isAccountRow(result) ? [] : [result.key],
        )
        assert.deepEqual(keys, ['account-password-long'], format)
        assert.ok((await readAll(format, text('x'.repeat(4096)))).every(isAccountRow), format)
      }
    }
  })
})
