import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { after, describe, test } from 'node:test'
import { denialText } from '../../src/core/gate.ts'
import { Secret } from '../../src/core/secret.ts'
import { dialects } from '../../src/doctor/dialects.ts'
import { knock } from '../../src/doctor/knock.ts'

/** A server that says its lines one after the other, each when the client has said something; `-` hangs up. */
async function scripted(
  lines: readonly string[],
): Promise<{ readonly port: number; readonly heard: string[] }> {
  const heard: string[] = []
  const server = createServer(socket => {
    const left = [...lines]
    const say = () => {
      const line = left.shift()
      if (line === undefined || line === '-') socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    say()
    socket
      .on('error', () => undefined)
      .on('data', text => {
        heard.push(String(text).trimEnd())
        say()
      })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  return { port: (server.address() as AddressInfo).port, heard }
}

const visitor = { is: 'made-up', login: 'kagimori-doctor-1', password: new Secret('not-a-password') } as const

async function knockAt(scheme: string, lines: readonly string[]) {
  const { port, heard } = await scripted(lines)
  const dialect = dialects.get(scheme) ?? assert.fail(scheme)
  return { heard, ...(await knock(new URL(`${scheme}://127.0.0.1:${port}`), dialect, '127.0.0.2', visitor)) }
}

const conversations: Readonly<Record<string, readonly [string, readonly string[], string]>> = {
  'FTP lets in': ['ftp', ['220 ready', '500 no TLS', '331 password', '230 in'], 'in'],
  'FTP lets in without a password': ['ftp', ['220 ready', '500 no TLS', '230 in'], 'in'],
  'FTP refuses': ['ftp', ['220 ready', '500 no TLS', '331 password', '530 Login incorrect.'], 'refused'],
  'FTP turns away at once': ['ftp', ['421 Service not available.'], 'turned-away'],
  'FTP hangs up at once': ['ftp', ['-'], 'turned-away'],
  'FTP hangs up on the password': ['ftp', ['220 ready', '500 no TLS', '331 password', '-'], 'refused'],
  'IMAP lets in': ['imap', ['* OK ready', 'a BAD no TLS', 'a OK in'], 'in'],
  'IMAP refuses': ['imap', ['* OK ready', 'a BAD no TLS', 'a NO [AUTHENTICATIONFAILED] no'], 'refused'],
  'IMAP says what Kagimori had it say': [
    'imap',
    ['* OK ready', 'a BAD no TLS', `a NO ${denialText}`],
    'turned-away',
  ],
  'IMAP puts off': ['imap', ['* OK ready', 'a BAD no TLS', 'a NO [UNAVAILABLE] later'], 'turned-away'],
  'IMAP turns away at once': ['imap', ['* BYE no'], 'turned-away'],
  'POP3 lets in': ['pop3', ['+OK ready', '-ERR no TLS', '+OK', '+OK in'], 'in'],
  'POP3 refuses': ['pop3', ['+OK ready', '-ERR no TLS', '+OK', '-ERR [AUTH] no'], 'refused'],
  'SMTP offers no login': ['smtp', ['220 ready', '250 mail.aoba.example'], 'heard'],
  'SMTP lets in': ['smtp', ['220 ready', '250-mail\r\n250 AUTH LOGIN PLAIN', '235 in'], 'in'],
  'SMTP refuses': ['smtp', ['220 ready', '250-mail\r\n250 AUTH PLAIN', '535 5.7.8 no'], 'refused'],
  'SMTP turns away at once': ['smtp', ['554 5.7.1 no'], 'turned-away'],
  'SMTP puts off at once': ['smtp', ['451 4.3.5 later'], 'turned-away'],
}

describe('What a server did with a login is read off its words', () => {
  for (const [about, [scheme, lines, did]] of Object.entries(conversations)) {
    test(about, async () => {
      const { did: seen, from } = await knockAt(scheme, lines)
      assert.deepEqual([seen, from], [did, '127.0.0.2'])
    })
  }

  test('one that cannot be reached is none', async () => {
    const { port } = await scripted([])
    const dialect = dialects.get('imap') ?? assert.fail()
    const nobody = new URL(`imap://127.0.0.9:${port}`)
    assert.deepEqual(await knock(nobody, dialect, '127.0.0.2', visitor), { trouble: 'ECONNREFUSED' })
  })

  test('its last word is told without anything a terminal would obey', async () => {
    const { words } = await knockAt('imap', ['* OK ready', 'a BAD no TLS', 'a NO \u001b[2Jno'])
    assert.equal(words, 'a NO ?[2Jno')
  })

  test('a login and password for IMAP are quoted as RFC 9051 wants it', async () => {
    const { port, heard } = await scripted(['* OK ready', 'a BAD no TLS', 'a NO no'])
    const dialect = dialects.get('imap') ?? assert.fail()
    const odd = { ...visitor, password: new Secret('a"b\\c') }
    await knock(new URL(`imap://127.0.0.1:${port}`), dialect, undefined, odd)
    assert.equal(heard.at(-1), 'a LOGIN "kagimori-doctor-1" "a\\"b\\\\c"')
  })
})
