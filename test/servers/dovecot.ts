import type { ChildProcess } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDaemon, write } from '../gates/gated.ts'
import type { Certificate } from './certificates.ts'

type MailProtocol = 'imap' | 'imaps' | 'pop3' | 'pop3s'

/** What differs from one Dovecot to the next. */
export interface DovecotSettings {
  /** Listeners beside which it has none. */
  readonly ports?: Readonly<Partial<Record<MailProtocol, number>>>
  /** A socket for Postfix to ask, in the folder. */
  readonly sasl?: string
  /** Names of its passwd-files in the folder, asked one after the other. */
  readonly users: readonly string[]
  /** Without it logins are taken in clear. */
  readonly tls?: Certificate
  readonly listen?: string
  readonly more?: string
}

/** Starts Dovecot and waits until it listens; it punishes no wrong password with waiting. */
export async function startDovecot(
  program: string,
  folder: string,
  { ports = {}, sasl, users, tls, listen = '127.0.0.1', more = '' }: DovecotSettings,
): Promise<ChildProcess> {
  const mail = join(folder, 'mail')
  mkdirSync(mail, { recursive: true })
  chownSync(mail, 65534, 65534)
  const spoken = (['imap', 'pop3'] as const).filter(name => (ports[name] ?? ports[`${name}s`]) !== undefined)
  const listener = (name: MailProtocol) =>
    `inet_listener ${name} {\n port = ${ports[name] ?? 0}\n ${name.endsWith('s') ? 'ssl = yes' : ''}\n }`
  const configuration = write(
    folder,
    'dovecot.conf',
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = ${spoken.join(' ')}
listen = ${listen}
${tls === undefined ? 'ssl = no\ndisable_plaintext_auth = no' : `ssl = required\nssl_cert = <${tls.certificate}\nssl_key = <${tls.key}`}
auth_failure_delay = 0
auth_mechanisms = plain login
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
${spoken.map(name => `service ${name}-login {\n ${listener(name)}\n ${listener(`${name}s`)}\n}\n`).join('')}
${sasl === undefined ? '' : `service auth {\n unix_listener ${join(folder, sasl)} {\n mode = 0666\n }\n}\n`}
mail_location = maildir:${mail}/%u
${users.map(name => `passdb {\n driver = passwd-file\n args = ${join(folder, name)}\n result_failure = continue\n}\n`).join('')}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${mail}/%u
}
${more}
`,
  )
  const ready = Object.values(ports)[0] ?? join(folder, sasl ?? '')
  return startDaemon(program, ['-F', '-c', configuration], ready)
}
