import { type LineGate, readText } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { readGateLogin } from '../core/gate-login.ts'

/**
 * External authentication of Pure-FTPd. Only the address is judged: `0` hands the login on to the next method, which
 * checks the password, and `-1` ends it. `1` would let in without a password and is never answered.
 */
const pureFtpd: LineGate = {
  name: 'pure-ftpd',
  about: '-l extauth:SOCKET before the method that checks the password',
  settings: { page: 'pure-ftpd', system: 'KAGIMORI_PURE_FTPD_SYSTEM', address: 'extauth', form: 'extauth' },
  door: { protocol: 'lines', separator: ':', end: 'end', questions: 'one' },
  ask: ({ named, body }) => ({
    system: readText(named, 'system') ?? '',
    ...readClient(readText(body, 'peer')),
    ...readGateLogin(body, { login: 'account', password: 'password' }),
    phase: 'before',
  }),
  answer: ({ allow }) => `auth_ok:${allow ? 0 : -1}\nend\n`,
  examples: [
    {
      about: 'Pure-FTPd asks for a login whose password has a colon',
      sent: 'account:tanaka\npassword:spring:2026\nlocalhost:192.0.2.1\nlocalport:21\npeer:192.0.2.7\nsni_name:\nencrypted:0\nend\n',
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', password: 'spring:2026' },
      allowed: 'auth_ok:0\nend\n',
      denied: 'auth_ok:-1\nend\n',
    },
    {
      about: 'a question without a peer',
      sent: 'account:tanaka\npassword:spring\nlocalhost:192.0.2.1\nlocalport:21\nend\n',
      asks: { system: 'ftp', ip: '', login: 'tanaka', unread: 'no-address' },
      denied: 'auth_ok:-1\nend\n',
    },
    {
      about: 'a second peer smuggled in behind the first',
      sent: 'account:tanaka\npeer:203.0.113.9\npassword:spring\npeer:192.0.2.7\nend\n',
      asks: { system: 'ftp', ip: '', unread: 'malformed' },
      denied: 'auth_ok:-1\nend\n',
    },
    {
      about: 'a login with a control character',
      sent: 'account:tanaka\u0007\npassword:spring\npeer:192.0.2.7\nend\n',
      asks: { system: 'ftp', ip: '192.0.2.7', unread: 'malformed' },
      denied: 'auth_ok:-1\nend\n',
    },
    {
      about: 'a password with a NUL, where servers stop reading',
      sent: 'account:tanaka\npassword:spring\0x\npeer:192.0.2.7\nend\n',
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', unread: 'malformed' },
      denied: 'auth_ok:-1\nend\n',
    },
  ],
}

export default pureFtpd
