import { parseAddress } from '../core/address.ts'
import { denialText, type Fields, type HttpGate, readLogin, readText } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { Secret } from '../core/secret.ts'

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
  ask: ({ headers }) => {
    const password = readText(headers, 'auth-pass')
    return {
      system: readText(headers, 'x-kagimori-system') ?? '',
      ...(readBackend(headers) === undefined
        ? { ip: '', unread: 'malformed' }
        : readClient(readText(headers, 'client-ip'))),
      ...plainLogin(headers),
      ...(password === undefined ? {} : { password: new Secret(plain(password)) }),
      phase: 'before',
    }
  },
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

/** nginx writes what is no plain character of a login or a password as %XX. */
function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function plainLogin(headers: Fields): ReturnType<typeof readLogin> {
  const { login } = readLogin(headers, 'auth-user')
  return login === undefined ? {} : { login: plain(login) }
}

function request(client: string, backend = 'X-Kagimori-Backend: 127.0.0.1:8143'): string {
  return `GET /gates/nginx-mail HTTP/1.0
Host: 127.0.0.1
Auth-Method: plain
Auth-User: tanaka@aoba.example
Auth-Pass: spring%202026
Auth-Protocol: imap
Auth-Login-Attempt: 1
${client}
X-Kagimori-Token: {token}
X-Kagimori-System: mail
${backend}

`
}
