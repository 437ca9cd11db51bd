import { parseAddress } from '../core/address.ts'
import { denialText, type Fields, type HttpGate, readText } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { readGateLogin, readOctetText } from '../core/gate-login.ts'

/** nginx as a mail proxy: it asks before it connects a client to the real server, which then checks the password. */
const nginxMail: HttpGate = {
  name: 'nginx-mail',
  about: 'auth_http of the nginx mail proxy; X-Kagimori-Backend names the server behind as address:port',
  settings: {
    page: 'nginx-mail',
    system: 'X-Kagimori-System',
    address: 'auth_http',
    form: 'X-Kagimori-Backend',
  },
  door: { protocol: 'http', path: '', method: 'GET', token: 'any-header' },
  ask: ({ headers }) => ({
    system: readText(headers, 'x-kagimori-system') ?? '',
    ...(readBackend(headers) === undefined
      ? { ip: '', unread: 'malformed' }
      : readClient(readText(headers, 'client-ip'))),
    ...readGateLogin(plain(headers), { login: 'auth-user', password: 'auth-pass', mayBeEmpty: true }),
    phase: 'before',
  }),
  answer: ({ allow }, { headers }) => {
    const backend = readBackend(headers)
    const isLetIn = allow && backend !== undefined
    return {
      status: 200,
      // Without Auth-Wait the connection ends: another password would be no better.
      headers: isLetIn
        ? ['Auth-Status', 'OK', 'Auth-Server', backend.server, 'Auth-Port', backend.port]
        : ['Auth-Status', denialText],
      body: '',
    }
  },
  examples: [
    {
      about: 'nginx asks for an IMAP client',
      sent: request('Client-IP: 192.0.2.7'),
      asks: { system: 'mail', ip: '192.0.2.7', login: 'tanaka@aoba.example', password: 'spring 2026' },
      allowed: 'HTTP/1.1 200 OK\nAuth-Status: OK\nAuth-Server: 127.0.0.1\nAuth-Port: 8143\n\n',
      denied: 'HTTP/1.1 200 OK\nAuth-Status: Access from this address is not permitted\n\n',
    },
    {
      about: 'an nginx that was not told where the real server is',
      sent: request('Client-IP: 192.0.2.7', 'X-Other: 1'),
      asks: { system: 'mail', ip: '', login: 'tanaka@aoba.example', unread: 'malformed' },
      denied: 'HTTP/1.1 200 OK\nAuth-Status: Access from this address is not permitted\n\n',
    },
    {
      about: 'a request without the client’s address',
      sent: request('Client-Host: pc1.aoba.example'),
      asks: { system: 'mail', ip: '', login: 'tanaka@aoba.example', unread: 'no-address' },
      denied: 'HTTP/1.1 200 OK\nAuth-Status: Access from this address is not permitted\n\n',
    },
    ...(
      [
        ['a login with a NUL', 'tanaka%00', 'spring'],
        ['a password with a NUL, where servers stop reading', 'tanaka', 'spring%00x', 'tanaka'],
      ] as const
    ).map(([about, user, password, login]) => ({
      about,
      sent: request('Client-IP: 192.0.2.7', undefined, user, password),
      asks: {
        system: 'mail',
        ip: '192.0.2.7',
        unread: 'malformed' as const,
        ...(login === undefined ? {} : { login }),
      },
      denied: 'HTTP/1.1 200 OK\nAuth-Status: Access from this address is not permitted\n\n',
    })),
  ],
}

export default nginxMail

interface Backend {
  readonly server: string
  readonly port: string
}

/** nginx connects to addresses only. */
function readBackend(headers: Fields): Backend | undefined {
  const text = readText(headers, 'x-kagimori-backend') ?? ''
  const [, server = '', port = ''] = /^\[?([\d.a-f:]+?)\]?:(\d{1,5})$/i.exec(text) ?? []
  return parseAddress(server) === undefined ? undefined : { server, port }
}

/** nginx writes what is no plain character of a login or a password as %XX, byte for byte. */
function plain(headers: Fields): Fields {
  const of = (name: string) => {
    const text = headers[name]
    return typeof text === 'string' ? { [name]: readOctetText(octetsOf(text)) } : {}
  }
  return { ...of('auth-user'), ...of('auth-pass') }
}

function octetsOf(text: string): Uint8Array {
  const hex = Array.from(text.matchAll(/%([\da-f]{2})|./gis), ([character, code]) => {
    return code ?? character.charCodeAt(0).toString(16).padStart(2, '0').slice(-2)
  })
  return Uint8Array.fromHex(hex.join(''))
}

function request(
  client: string,
  backend = 'X-Kagimori-Backend: 127.0.0.1:8143',
  login = 'tanaka@aoba.example',
  password = 'spring%202026',
): string {
  return `GET /gates/nginx-mail HTTP/1.0
Host: 127.0.0.1
Auth-Method: plain
Auth-User: ${login}
Auth-Pass: ${password}
Auth-Protocol: imap
Auth-Login-Attempt: 1
${client}
X-Kagimori-Token: {token}
X-Kagimori-System: mail
${backend}

`
}
