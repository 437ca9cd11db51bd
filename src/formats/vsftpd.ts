import type { AccountRow } from '../core/account.ts'
import { isLoginLike, mostFit } from '../core/colon-list.ts'
import { defineDialect, type Format, type Head, type ReadResult } from '../core/format.ts'
import { looksHashed, readCredential } from '../core/hash-text.ts'
import { openLogins } from '../core/login-register.ts'
import { Secret } from '../core/secret.ts'

const loginLike = /^[A-Za-z0-9_][A-Za-z0-9._@+-]{0,63}$/
/** The head of `db_dump -p`, which writes the same pairs with a blank before each. */
const dumpStart = /^VERSION=\d+$/
const dumpHeaderEnd = 'HEADER=END'
const dumpEnd = 'DATA=END'
const wholeHead = { lines: 200, characters: 65_536 }

/** Only pairs of words, with no login twice: anything with a blank, a colon or a comma in it is somebody else's. */
function recognises({ text, lines }: Head): boolean {
  if (dumpStart.test(lines[0] ?? '')) return lines.includes(dumpHeaderEnd)
  const complete = lines.length < wholeHead.lines && text.length < wholeHead.characters
  if (lines.length < 2 || (complete && lines.length % 2 !== 0)) return false
  const logins = lines.filter((_, index) => index % 2 === 0)
  const passwords = lines.filter((_, index) => index % 2 === 1)
  const fitting = logins.filter(login => loginLike.test(login) && !looksHashed(login))
  return (
    fitting.length >= logins.length * 0.8 &&
    new Set(logins).size === logins.length &&
    passwords.every(password => !/[\s:,;|]|^[<[{}\]]/.test(password) || looksHashed(password))
  )
}

/**
 * Logins are looked at, and no password. An odd number of lines gives no account, so that a third of them is enough for
 * the reader to say so; and so does a hash for a login.
 */
function passesNamed({ text, isWhole }: Head): boolean {
  const lines = text.split(/\r\n|[\n\r]/)
  if (isWhole !== true || lines.at(-1) === '') lines.pop()
  if (lines.length % 2 !== 0 && (isWhole !== true || lines.at(-1) === '')) lines.pop()
  if (lines.length % 2 !== 0) return lines.filter(isNamedLogin).length >= lines.length / 3
  return mostFit(
    lines.filter((_, index) => index % 2 === 0),
    line => isNamedLogin(line) || looksHashed(line),
  )
}

function isNamedLogin(line: string): boolean {
  return isLoginLike(line) && !line.includes(' ')
}

/**
 * Keeps the pairs until the end: one line missing makes passwords of all logins after it and logins of all
 * passwords, so a list whose pairs do not come out even, or with a hash for a login, gives no account at all.
 */
function open() {
  const lines: { readonly text: string; readonly line: number }[] = []
  let dump: 'no' | 'header' | 'data' | 'ended' = 'no'
  const read = (text: string, line: number): readonly ReadResult[] => {
    if (lines.length === 0 && dump === 'no' && dumpStart.test(text)) dump = 'header'
    if (dump === 'no') lines.push({ text, line })
    if (dump === 'data' && text === dumpEnd) dump = 'ended'
    if (dump === 'data') lines.push({ text: readDumped(text), line })
    if (dump === 'header' && text === dumpHeaderEnd) dump = 'data'
    return []
  }
  const end = (): readonly ReadResult[] => {
    if (lines.length % 2 !== 0 && lines.at(-1)?.text === '') lines.pop()
    const last = lines.at(-1)
    if (last === undefined) return []
    if (dump === 'header' || dump === 'data') return [{ line: last.line, key: 'entry-cut-short' }]
    if (lines.length % 2 !== 0) return [{ line: last.line, key: 'vsftpd-odd' }]
    const shifted = lines.find(({ text }, index) => index % 2 === 0 && looksHashed(text))
    if (shifted !== undefined) return [{ line: shifted.line, key: 'vsftpd-shifted' }]
    const admit = openLogins()
    return lines.flatMap(({ text, line }, index) =>
      index % 2 === 0 ? [admit(accountOf(text, lines[index + 1]?.text ?? '', line))] : [],
    )
  }
  return { read, end }
}

function accountOf(login: string, password: string, line: number): AccountRow {
  const credential =
    password === '' ? { seen: 'clear' as const, secret: new Secret('') } : readCredential(password)
  return { login, line, credential }
}

/** `db_dump -p` writes a leading blank and other than printable bytes as `\xx`. */
function readDumped(text: string): string {
  const escaped = text
    .slice(1)
    .replace(/%/g, '%25')
    .replace(/\\([0-9a-f]{2})/g, '%$1')
    .replace(/\\\\/g, '\\')
  try {
    return decodeURIComponent(escaped)
  } catch {
    return text.slice(1)
  }
}

/** Virtual users of vsftpd before `db_load` (or back from `db_dump -p`): login and password on alternating lines. */
const vsftpd: Format = {
  name: 'vsftpd',
  expects: {
    en: 'pairs of lines, a login and its password, as given to db_load',
    ja: 'db_load に渡す形、ログインとパスワードが1行ずつ交互',
  },
  dialects: [defineDialect({ syntax: 'lines', recognises, passesNamed, open })],
  examples: {
    good: [
      { about: 'passwords in clear', text: 'taro\nsecret\nhana\nsecret2\n', logins: ['taro', 'hana'] },
      {
        about: 'crypt=crypt',
        text: 'taro\n$6$Cf..fIiWY9/Jc9u0$BXaFChh8OY.2fF3m0HuNQTYcjMErz1BIKRa8GxzGqia79hLObXo4OU/tCIPMxxbXgjrq4cDuJrCbUrP3ewxuR/\n',
        logins: ['taro'],
      },
      {
        about: 'back from the database',
        text: 'VERSION=3\nformat=print\ntype=hash\nHEADER=END\n hana\n secret2\n taro\n secret\nDATA=END\n',
        logins: ['hana', 'taro'],
      },
    ],
    bad: [
      { about: 'a letter', text: 'Dear all,\nthe new passwords come by post.\nYours,\nTanaka\n' },
      { about: 'the same word over and over', text: 'yes\nno\nyes\nno\n' },
      {
        about: 'a password line missing: nobody can tell logins from passwords',
        text: 'taro\nsecret\nhana\n',
        rejectedLines: [3],
      },
      {
        about: 'a login line missing, told by the hash in its place',
        text: 'taro\nA2SK9c5jE8K.M\nA2SK9c5jE8K.M\njiro\n',
        rejectedLines: [3],
      },
      { about: 'a login twice', text: 'taro\nsecret\ntaro\nsecret2\n', rejectedLines: [3] },
    ],
  },
}

export default vsftpd
