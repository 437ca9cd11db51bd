import { denialText, type LineGate, readText } from '../core/gate.ts'
import { readClient } from '../core/gate-client.ts'
import { readGateLogin } from '../core/gate-login.ts'

/** Policy delegation of Postfix. DUNNO lets the later restrictions speak; OK would silence them. */
const postfix: LineGate = {
  name: 'postfix',
  about: 'check_policy_service, with the system as policy_context',
  settings: {
    page: 'postfix',
    system: 'policy_context',
    address: 'check_policy_service',
    form: 'check_policy_service',
  },
  door: { protocol: 'lines', separator: '=', end: '', questions: 'many' },
  ask: ({ named, body }) => ({
    system: readText(body, 'policy_context') ?? readText(named, 'system') ?? '',
    ...(body.request === 'smtpd_access_policy'
      ? readClient(readText(body, 'client_address'))
      : { ip: '', unread: 'malformed' }),
    ...readGateLogin(body, { login: 'sasl_username', mayBeEmpty: true }),
    phase: readText(body, 'sasl_username') === undefined ? 'before' : 'after',
  }),
  answer: ({ allow }) => `action=${allow ? 'DUNNO' : `REJECT ${denialText}`}\n\n`,
  examples: [
    {
      about: 'Postfix asks at RCPT for a client that has not logged in',
      sent: `request=smtpd_access_policy
protocol_state=RCPT
protocol_name=ESMTP
client_address=192.0.2.7
client_name=unknown
client_port=59893
reverse_client_name=unknown
server_address=192.0.2.1
server_port=25
helo_name=client.example
sender=a@aoba.example
recipient=user@aoba.example
recipient_count=0
queue_id=
instance=600.6b032ed6.d319e.0
size=0
etrn_domain=
stress=
sasl_method=
sasl_username=
sasl_sender=
encryption_keysize=0
policy_context=mail

`,
      asks: { system: 'mail', ip: '192.0.2.7', phase: 'before' },
      allowed: 'action=DUNNO\n\n',
      denied: 'action=REJECT Access from this address is not permitted\n\n',
    },
    {
      about: 'Postfix asks for a client that has logged in',
      sent: 'request=smtpd_access_policy\nclient_address=2001:db8::7\nsasl_method=PLAIN\nsasl_username=tanaka\npolicy_context=mail\n\n',
      asks: { system: 'mail', ip: '2001:db8::7', login: 'tanaka', phase: 'after' },
      allowed: 'action=DUNNO\n\n',
      denied: 'action=REJECT Access from this address is not permitted\n\n',
    },
    {
      about: 'a client whose address Postfix does not know',
      sent: 'request=smtpd_access_policy\nclient_address=unknown\npolicy_context=mail\n\n',
      asks: { system: 'mail', ip: 'unknown', unread: 'name-for-address' },
      denied: 'action=REJECT Access from this address is not permitted\n\n',
    },
    {
      about: 'a request of another kind',
      sent: 'request=junk\nclient_address=192.0.2.7\npolicy_context=mail\n\n',
      asks: { system: 'mail', ip: '', unread: 'malformed' },
      denied: 'action=REJECT Access from this address is not permitted\n\n',
    },
    {
      about: 'a login with a control character',
      sent: 'request=smtpd_access_policy\nclient_address=192.0.2.7\nsasl_username=tanaka\u007f\npolicy_context=mail\n\n',
      asks: { system: 'mail', ip: '192.0.2.7', unread: 'malformed' },
      denied: 'action=REJECT Access from this address is not permitted\n\n',
    },
  ],
}

export default postfix
