import { denialText, type Fields, type HttpGate, readText, type Sent } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { type GateLogin, malformedLogin, readGateLogin } from '../core/gate-login.ts'

/**
 * The auth policy server of Dovecot, for IMAP, POP3 and, through SASL, for SMTP. Dovecot takes every answer but HTTP
 * 200 with a number below zero for a yes unless told otherwise, so that nothing else is ever answered here.
 */
const dovecot: HttpGate = {
  name: 'dovecot',
  about: 'auth_policy_server_url, with auth_policy_reject_on_fail = yes',
  settings: {
    page: 'dovecot',
    system: 'auth_policy_server_url',
    address: 'auth_policy_server_url',
    form: 'auth_policy_server_url',
  },
  door: { protocol: 'http', path: '[/{system}]', method: 'POST', token: 'any-header' },
  ask: sent => ({
    system: readText(sent.named, 'system') ?? readText(sent.body, 'system') ?? '',
    ...readRemote(sent),
    ...readLogin(sent),
    ...readPhase(sent),
  }),
  answer: ({ allow }) => ({
    status: 200,
    headers: ['Content-Type', 'application/json'],
    body: JSON.stringify(allow ? { status: 0, msg: '' } : { status: -1, msg: denialText }),
  }),
  examples: [
    {
      about: 'Dovecot 2.3 asks before it checks the password',
      sent: request(
        'allow',
        '{"device_id":"","login":"tanaka","protocol":"imap","pwhash":"0086","remote":"192.0.2.7","session_id":"G8iEMOFgmaYKFB4o","tls":false}',
      ),
      asks: { system: 'mail', ip: '192.0.2.7', login: 'tanaka', phase: 'before' },
      allowed: answered('{"status":0,"msg":""}'),
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    {
      about: 'Dovecot asks once more with the password found right',
      sent: request(
        'allow',
        '{"login":"tanaka","protocol":"imap","pwhash":"0086","remote":"192.0.2.7","success":true,"policy_reject":false,"tls":false}',
      ),
      asks: { system: 'mail', ip: '192.0.2.7', login: 'tanaka', phase: 'after' },
      allowed: answered('{"status":0,"msg":""}'),
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    {
      about: 'Dovecot reports a wrong password and is thanked, whoever it was',
      sent: request(
        'report',
        '{"device_id":"","login":"tanaka","protocol":"imap","pwhash":"0704","remote":"203.0.113.9","session_id":"WN6G","success":false,"policy_reject":false,"tls":false}',
      ),
      asks: { system: 'mail', ip: '203.0.113.9', login: 'tanaka', phase: 'report' },
      allowed: answered('{"status":0,"msg":""}'),
      denied: answered('{"status":0,"msg":""}'),
    },
    {
      about: 'Dovecot names the system as an attribute of its own',
      sent: request('allow', '{"login":"tanaka","remote":"192.0.2.7","system":"mail"}').replace(
        '/mail?',
        '?',
      ),
      asks: { system: 'mail', ip: '192.0.2.7', login: 'tanaka', phase: 'before' },
      allowed: answered('{"status":0,"msg":""}'),
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    {
      about: 'a login without a client, such as one of Dovecot’s own tools',
      sent: request('allow', '{"login":"tanaka","protocol":"imap","remote":"","tls":false}'),
      asks: { system: 'mail', ip: '', login: 'tanaka', unread: 'no-address' },
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    {
      about: 'a body that is cut off',
      sent: request('allow', '{"login":"tanaka","remote":"192.0.2.7"'),
      asks: { system: 'mail', ip: '', unread: 'malformed' },
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    {
      about: 'another command than the two there are',
      sent: request('delete', '{"login":"tanaka","remote":"192.0.2.7"}'),
      asks: { system: 'mail', ip: '', login: 'tanaka', unread: 'malformed' },
      denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
    },
    ...['{"remote":"192.0.2.7"', ...['""', '["tanaka"]', '123', '{}', '"tanaka\\u0000"'].map(named)].map(
      body => ({
        about: `a login that is none: ${body}`,
        sent: request('allow', `${body}}`),
        asks: { system: 'mail', ip: '192.0.2.7', unread: 'malformed' as const },
        denied: answered('{"status":-1,"msg":"Access from this address is not permitted"}'),
      }),
    ),
  ],
}

export default dovecot

function readRemote({ named, body }: Sent): ReturnType<typeof readClient> {
  const isKnown = named.command === 'allow' || named.command === 'report'
  return isKnown ? readClient(readText(body, 'remote')) : { ip: '', unread: 'malformed' }
}

/** Dovecot asks about nobody without a login. */
function readLogin({ body }: Sent): GateLogin {
  return Object.hasOwn(body, 'login') ? readGateLogin(body, { login: 'login' }) : malformedLogin
}

function readPhase({ named, body }: Sent) {
  if (named.command === 'report') return { phase: 'report', outcome: readOutcome(body) } as const
  return { phase: body.success === undefined ? 'before' : 'after' } as const
}

function readOutcome(body: Fields) {
  return { success: body.success === true, rejectedHere: body.policy_reject === true }
}

function named(login: string): string {
  return `{"remote":"192.0.2.7","login":${login}`
}

function request(command: string, body: string): string {
  return `POST /gates/dovecot/mail?command=${command} HTTP/1.1
Host: 127.0.0.1:8420
Date: Mon, 23 Nov 2026 00:00:00 GMT
User-Agent: dovecot/auth-policy-client
Content-Length: ${body.length}
Connection: Keep-Alive
Content-Type: application/json
X-Kagimori-Token: {token}

${body}`
}

function answered(body: string): string {
  return `HTTP/1.1 200 OK\nContent-Type: application/json\n\n${body}`
}
