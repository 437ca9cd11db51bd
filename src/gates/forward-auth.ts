import { readBasicLogin } from '../core/basic-login.ts'
import { type HttpGate, type HttpReply, readText, type Sent, type Verdict } from '../core/gate.ts'
import { readForwardedClient } from '../core/gate-client.ts'
import { render } from '../core/message.ts'

const deniedPage = `HTTP/1.1 403 Forbidden
Content-Type: text/html; charset=utf-8
Vary: Accept-Language

<!doctype html><html lang="en"><meta charset="utf-8"><title>Access from this address is not permitted</title>
<h1>Access from this address is not permitted</h1>
<p>If you should have access, ask your administrator and name this request: {request}</p></html>
`

/** What nginx, Caddy, Traefik, HAProxy and Apache ask before they let a request through: 2xx, or 403 as it is. */
const forwardAuth: HttpGate = {
  name: 'forward-auth',
  about: 'nginx auth_request, Caddy forward_auth, Traefik ForwardAuth, HAProxy and Apache by Lua',
  settings: { page: 'nginx', system: 'gates/forward-auth/', address: 'X-Real-IP', form: 'proxy_pass' },
  door: { protocol: 'http', path: '/{system}', method: 'any', token: 'own-header' },
  ask: ({ named, headers, trusted }) => ({
    system: readText(named, 'system') ?? '',
    ...readForwardedClient(headers, trusted),
    ...readBasicLogin(headers),
    phase: named.login === 'checked' ? 'after' : 'before',
  }),
  answer: (verdict, sent) => {
    if (!verdict.allow) return { status: 403, headers: pageHeaders, body: page(verdict) }
    if (lacksLogin(sent)) return challenge(readText(sent.named, 'system') ?? '')
    return { status: 204, headers: ['X-Kagimori-Reason', verdict.reason], body: '' }
  },
  examples: [
    {
      about: 'nginx asks about a visitor who sends a Basic credential',
      sent: `GET /gates/forward-auth/inventory HTTP/1.1
X-Kagimori-Token: {token}
X-Real-IP: 192.0.2.7
X-Forwarded-For: 192.0.2.7
Host: decision
User-Agent: curl/7.88.1
Accept: */*
Authorization: Basic dGFuYWthOnNwcmluZy0yMDI2
Cookie: s=1
Content-Type: application/x-www-form-urlencoded

`,
      asks: { system: 'inventory', ip: '192.0.2.7', login: 'tanaka', password: 'spring-2026' },
      allowed: `HTTP/1.1 204 No Content
X-Kagimori-Reason: listed

`,
      denied: deniedPage,
    },
    {
      about: 'Caddy asks about an IPv6 visitor, and the page is in his language',
      sent: `GET /gates/forward-auth/inventory HTTP/1.1
Host: inventory.aoba.example
User-Agent: curl/7.88.1
Accept-Language: ja
X-Forwarded-For: 2001:DB8:0::7
X-Forwarded-Host: inventory.aoba.example
X-Forwarded-Method: POST
X-Forwarded-Proto: http
X-Forwarded-Uri: /stock
X-Kagimori-Token: {token}
X-Real-Ip: 2001:db8::7
Accept-Encoding: gzip

`,
      asks: { system: 'inventory', ip: '2001:db8::7' },
      allowed: `HTTP/1.1 204 No Content
X-Kagimori-Reason: listed

`,
      denied: `HTTP/1.1 403 Forbidden
Content-Type: text/html; charset=utf-8
Vary: Accept-Language

<!doctype html><html lang="ja"><meta charset="utf-8"><title>このアドレスからは利用できません</title>
<h1>このアドレスからは利用できません</h1>
<p>利用できるはずの場合は、この番号を添えて管理者に連絡してください: {request}</p></html>
`,
    },
    {
      about: 'Traefik asks with the token that a middleware before it has set',
      sent: `GET /gates/forward-auth/inventory HTTP/1.1
Host: 127.0.0.1:8420
User-Agent: curl/7.88.1
Accept: */*
X-Forwarded-For: 192.0.2.7
X-Forwarded-Host: inventory.aoba.example
X-Forwarded-Method: GET
X-Forwarded-Port: 443
X-Forwarded-Proto: https
X-Forwarded-Server: web-1
X-Forwarded-Uri: /stock
X-Kagimori-Token: {token}
X-Real-Ip: 192.0.2.7
Accept-Encoding: gzip

`,
      asks: { system: 'inventory', ip: '192.0.2.7' },
      allowed: `HTTP/1.1 204 No Content
X-Kagimori-Reason: listed

`,
      denied: deniedPage,
    },
    {
      about: 'HAProxy asks and wants a login before anybody comes in',
      sent: `GET /gates/forward-auth/inventory?login=required HTTP/1.1
x-real-ip: 192.0.2.7
x-kagimori-token: {token}
host: 127.0.0.1
accept: */*
user-agent: HAProxy

`,
      asks: { system: 'inventory', ip: '192.0.2.7' },
      allowed: `HTTP/1.1 401 Unauthorized
WWW-Authenticate: Basic realm="inventory", charset="UTF-8"

`,
      denied: deniedPage,
    },
    {
      about: 'nginx asks after it has found the Basic password right itself',
      sent: `GET /gates/forward-auth/inventory?login=checked HTTP/1.1
X-Kagimori-Token: {token}
X-Real-IP: 192.0.2.7
Host: decision
Authorization: Basic dGFuYWthOnNwcmluZy0yMDI2

`,
      asks: {
        system: 'inventory',
        ip: '192.0.2.7',
        login: 'tanaka',
        password: 'spring-2026',
        phase: 'after',
      },
      allowed: 'HTTP/1.1 204 No Content\nX-Kagimori-Reason: listed\n\n',
      denied: deniedPage,
    },
    ...(
      [
        ['a server that sets no address', 'Accept: */*', '', 'no-address'],
        [
          'a visitor’s own X-Real-IP beside the hop the server set',
          'X-Real-IP: 192.0.2.7\nX-Forwarded-For: 203.0.113.9',
          '',
          'addresses-differ',
        ],
        [
          'a name in the place of the address',
          'X-Real-IP: pc1.aoba.example',
          'pc1.aoba.example',
          'name-for-address',
        ],
        ['two addresses in one header', 'X-Real-IP: 192.0.2.7, 203.0.113.9', '', 'not-an-address'],
        ['leading zeros, which servers read differently', 'X-Real-IP: 192.0.02.7', '', 'not-an-address'],
        [
          'a Basic credential without a colon',
          'X-Real-IP: 192.0.2.7\nAuthorization: basic dGFuYWth',
          '192.0.2.7',
          'malformed',
        ],
        [
          'a Basic password with a NUL, where servers stop reading',
          'X-Real-IP: 192.0.2.7\nAuthorization: Basic dGFuYWthOnNwcmluZwB4',
          '192.0.2.7',
          'malformed',
          'tanaka',
        ],
        [
          'more behind a Basic credential, which some servers read on in',
          'X-Real-IP: 192.0.2.7\nAuthorization: Basic dGFuYWthOnNwcmluZw==,x',
          '192.0.2.7',
          'malformed',
          'tanaka',
        ],
      ] as const
    ).map(([about, header, ip, unread, login]) => ({
      about,
      sent: `GET /gates/forward-auth/inventory HTTP/1.1\nHost: decision\nX-Kagimori-Token: {token}\n${header}\n\n`,
      asks: { system: 'inventory', ip, unread, ...(login === undefined ? {} : { login }) },
      denied: deniedPage,
    })),
  ],
}

export default forwardAuth

const pageHeaders = ['Content-Type', 'text/html; charset=utf-8', 'Vary', 'Accept-Language']

function lacksLogin({ named, headers }: Sent): boolean {
  return named.login === 'required' && readBasicLogin(headers).login === undefined
}

function challenge(system: string): HttpReply {
  return {
    status: 401,
    headers: ['WWW-Authenticate', `Basic realm="${system.replace(/[^\w.-]/g, '')}", charset="UTF-8"`],
    body: '',
  }
}

/** What a visitor sees who is kept out: nothing of why, only whom to ask. */
function page({ language, request }: Verdict): string {
  const reader = language()
  const title = escaped(render(reader, 'gate-denied'))
  const advice = escaped(render(reader, 'gate-denied-advice', { request }))
  const head = `<!doctype html><html lang="${reader}"><meta charset="utf-8"><title>${title}</title>`
  return `${head}\n<h1>${title}</h1>\n<p>${advice}</p></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)
}
