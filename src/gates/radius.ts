import { denialText, type RadiusGate, readText } from '../core/gate.ts'
import { type Client, readClient } from '../core/gate-client.ts'
import { readGateLogin } from '../core/gate-login.ts'

/** A radio's or network card's address, which a Wi-Fi access point names as its caller: it is on no allowlist. */
const hardwareAddress = /^[\da-f]{2}(?:[-:.]?[\da-f]{2}){5}(?::.*)?$/i

/**
 * RADIUS with the password as PAP (RFC 2865). Only the address is judged: whoever may come in is handed on to the server
 * that checks passwords, or accepted where the client is declared to check them itself.
 */
const radius: RadiusGate = {
  name: 'radius',
  about: 'pam_radius_auth, VPN and NAS boxes, with the system by the client’s entry in the clients file',
  settings: { page: 'radius', system: 'system', address: 'address', form: 'secretFile' },
  door: { protocol: 'radius' },
  ask: ({ named, body }) => ({
    system: readText(named, 'system') ?? '',
    ...readCaller(readText(body, readText(named, 'address') ?? 'calling-station-id')),
    ...readGateLogin(body, { login: 'user-name', password: 'user-password' }),
    phase: 'before',
  }),
  answer: ({ allow }) => (allow ? { accept: true } : { accept: false, message: denialText }),
  examples: [
    {
      about: 'pam_radius_auth of vsftpd asks, with IPv4 as an IPv6 socket reports it',
      sent: 'User-Name = "tanaka"\nUser-Password = "spring:2026"\nNAS-Identifier = "vsftpd"\nCalling-Station-Id = "::ffff:192.0.2.7"\n',
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', password: 'spring:2026' },
      allowed: 'Access-Accept\n',
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
    {
      about: 'a VPN box asks for a caller with an IPv6 address',
      sent: 'User-Name = "sato"\nUser-Password = "spring"\nCalling-Station-Id = "2001:db8::7"\n',
      asks: { system: 'ftp', ip: '2001:db8::7', login: 'sato', password: 'spring' },
      allowed: 'Access-Accept\n',
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
    {
      about: 'a request without a caller',
      sent: 'User-Name = "tanaka"\nUser-Password = "spring"\n',
      asks: { system: 'ftp', ip: '', login: 'tanaka', unread: 'no-address' },
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
    {
      about: 'a Wi-Fi access point, which knows its caller by the radio’s address alone',
      sent: 'User-Name = "tanaka"\nUser-Password = "spring"\nCalling-Station-Id = "AA-BB-CC-00-11-22"\n',
      asks: { system: 'ftp', ip: '', login: 'tanaka', unread: 'not-an-address' },
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
    {
      about: 'a second caller smuggled in behind the first',
      sent: 'User-Name = "tanaka"\nCalling-Station-Id = "203.0.113.9"\nCalling-Station-Id = "192.0.2.7"\n',
      asks: { system: 'ftp', ip: '', unread: 'malformed' },
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
    {
      about: 'a password with a control character',
      sent: 'User-Name = "tanaka"\nUser-Password = "spring\t2026"\nCalling-Station-Id = "192.0.2.7"\n',
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', unread: 'malformed' },
      denied: `Access-Reject\nReply-Message = "${denialText}"\n`,
    },
  ],
}

export default radius

function readCaller(text: string | undefined): Client {
  const client = readClient(text)
  const isHardware = client.unread === 'name-for-address' && hardwareAddress.test(client.ip)
  return isHardware ? { ip: '', unread: 'not-an-address' } : client
}
