import { type Fields, type HttpGate, readText } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { malformedLogin, readGateLogin } from '../core/gate-login.ts'

/**
 * What the shell client asks for pam_exec, tcp_wrappers and pure-authd: 204 or 403, nothing in the answer to read. With
 * `outcome` it asks nothing and tells how a login ended.
 */
const pam: HttpGate = {
  name: 'pam',
  about: 'gates/clients/kagimori-gate under pam_exec, as aclexec of tcp_wrappers, or behind pure-authd',
  settings: { page: 'pam', system: 'kagimori-gate', address: 'UseReverseDNS', form: 'kagimori-gate' },
  door: { protocol: 'http', path: '', method: 'POST', token: 'any-header' },
  ask: ({ body }) => ({
    system: readText(body, 'system') ?? '',
    ...(Object.hasOwn(body, 'outcome') ? readReport(body) : readQuestion(body)),
  }),
  answer: ({ allow }) => ({ status: allow ? 204 : 403, headers: [], body: '' }),
  examples: [
    {
      about: 'pam_exec of ProFTPD asks with the password in the form',
      sent: request(
        'form',
        'system=ftp&user=tanaka&ip=2001%3Adb8%3A%3A7&service=proftpd&tty=%2Fdev%2Fftpd1&password=spring%262026',
      ),
      asks: { system: 'ftp', ip: '2001:db8::7', login: 'tanaka', password: 'spring&2026' },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    {
      about: 'pam_exec asks behind pam_unix, which found the password right',
      sent: request(
        'form',
        'system=ftp&user=tanaka&ip=192.0.2.7&service=proftpd&checked=yes&password=spring',
      ),
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', password: 'spring', phase: 'after' },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    ...(['failed', 'succeeded'] as const).map(outcome => ({
      about: `pam_exec behind pam_unix tells that a login ${outcome}, and is thanked, whoever it was`,
      sent: request('form', `system=ftp&user=tanaka&ip=203.0.113.9&service=proftpd&outcome=${outcome}`),
      asks: { system: 'ftp', ip: '203.0.113.9', login: 'tanaka', phase: 'report' as const },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 204 No Content\n\n',
    })),
    {
      about: 'a program of one’s own tells with JSON that a login failed; a password in it is not read',
      sent: request(
        'json',
        '{"system":"ftp","user":"tanaka","ip":"203.0.113.9","outcome":"failed","password":["spring"]}',
      ),
      asks: { system: 'ftp', ip: '203.0.113.9', login: 'tanaka', phase: 'report' },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 204 No Content\n\n',
    },
    {
      about: 'aclexec of tcp_wrappers asks for an address alone, IPv4 as vsftpd reports it on an IPv6 socket',
      sent: request('form', 'system=ftp&ip=%3A%3Affff%3A192.0.2.7&service=vsftpd'),
      asks: { system: 'ftp', ip: '192.0.2.7' },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    {
      about: 'a program of one’s own asks with JSON',
      sent: request('json', '{"system":"ftp","user":"tanaka","ip":"192.0.2.7","service":"vpn"}'),
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka' },
      allowed: 'HTTP/1.1 204 No Content\n\n',
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    {
      about: 'sshd with UseDNS, which hands on a name the visitor may have chosen',
      sent: request('form', 'system=ftp&user=tanaka&ip=pc1.aoba.example&service=sshd'),
      asks: { system: 'ftp', ip: 'pc1.aoba.example', login: 'tanaka', unread: 'name-for-address' },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    {
      about: 'a login at the console, which comes from nowhere',
      sent: request('form', 'system=ftp&user=tanaka&ip=&service=login'),
      asks: { system: 'ftp', ip: '', login: 'tanaka', unread: 'no-address' },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    ...(
      [
        ['a login that comes twice', 'user=sato&user=tanaka'],
        ['an empty login', 'user='],
        ['a login with a NUL', 'user=tanaka%00'],
        ['a login that is no UTF-8', 'user=tana%ffka'],
        ['a password with a NUL, where servers stop reading', 'user=tanaka&password=spring%00x', 'tanaka'],
        ['a password that comes twice', 'user=tanaka&password=a&password=spring', 'tanaka'],
      ] as const
    ).map(([about, fields, login]) => ({
      about,
      sent: request('form', `system=ftp&ip=192.0.2.7&${fields}`),
      asks: {
        system: 'ftp',
        ip: '192.0.2.7',
        unread: 'malformed' as const,
        ...(login === undefined ? {} : { login }),
      },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    })),
    ...['outcome=', 'outcome=FAILED', 'outcome=failed&outcome=succeeded', 'outcome=succeeded%00'].map(
      field => ({
        about: `a login that ended neither well nor badly: ${field}`,
        sent: request('form', `system=ftp&user=tanaka&ip=192.0.2.7&${field}`),
        asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', unread: 'malformed' as const },
        denied: 'HTTP/1.1 403 Forbidden\n\n',
      }),
    ),
    {
      about: 'a login that ended well somewhere else than at an address',
      sent: request('form', 'system=ftp&user=tanaka&ip=pc1.aoba.example&outcome=succeeded'),
      asks: { system: 'ftp', ip: 'pc1.aoba.example', login: 'tanaka', unread: 'name-for-address' },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    },
    ...['true', '1', '["failed"]', 'null'].map(outcome => ({
      about: `an end that is no text: ${outcome}`,
      sent: request('json', `{"system":"ftp","ip":"192.0.2.7","user":"tanaka","outcome":${outcome}}`),
      asks: { system: 'ftp', ip: '192.0.2.7', login: 'tanaka', unread: 'malformed' as const },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    })),
    ...['["tanaka"]', '123', '{}', 'null'].map(user => ({
      about: `a login that is no text: ${user}`,
      sent: request('json', `{"system":"ftp","ip":"192.0.2.7","user":${user}}`),
      asks: { system: 'ftp', ip: '192.0.2.7', unread: 'malformed' as const },
      denied: 'HTTP/1.1 403 Forbidden\n\n',
    })),
  ],
}

export default pam

function readQuestion(body: Fields) {
  return {
    ...readClient(readText(body, 'ip')),
    ...readGateLogin(body, { login: 'user', password: 'password' }),
    phase: body.checked === 'yes' ? 'after' : 'before',
  } as const
}

/** What does not read as a report is a question that nobody is let in by, and counts for nobody. */
function readReport(body: Fields) {
  const told = { ...readClient(readText(body, 'ip')), ...readGateLogin(body, { login: 'user' }) }
  const { outcome } = body
  const reads = outcome === 'failed' || outcome === 'succeeded'
  if (!reads || told.unread !== undefined) return { ...malformedLogin, ...told, phase: 'before' } as const
  // Whom our own line denied, the module that checks is never asked about: nothing of it is told here.
  return {
    ...told,
    phase: 'report',
    outcome: { success: outcome === 'succeeded', rejectedHere: false },
  } as const
}

function request(kind: 'form' | 'json', body: string): string {
  return `POST /gates/pam HTTP/1.1
Host: 127.0.0.1:8420
User-Agent: curl/7.88.1
Accept: */*
X-Kagimori-Token: {token}
Content-Length: ${body.length}
Content-Type: ${kind === 'form' ? 'application/x-www-form-urlencoded' : 'application/json'}

${body}`
}
