import type { ChildProcess } from 'node:child_process'
import { startDaemon, write } from '../gates/gated.ts'
import type { Certificate } from './certificates.ts'

const always = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic']

/** What differs from one Apache to the next. */
export interface ApacheSettings {
  /** `address:port`, the first with TLS where there is a certificate. */
  readonly listen: readonly [string, ...string[]]
  readonly modules: readonly string[]
  readonly tls?: Certificate
  readonly name?: string
  readonly more: string
}

/** Starts Apache, whose pages lie in the folder, and waits until it listens on the first of its ports. */
export async function startApache(
  program: string,
  folder: string,
  { listen, modules, tls, name = 'localhost', more }: ApacheSettings,
): Promise<ChildProcess> {
  const [first] = listen
  const secured = tls && [
    `<VirtualHost ${first}>`,
    'SSLEngine on',
    `SSLCertificateFile ${tls.certificate}`,
    `SSLCertificateKeyFile ${tls.key}`,
    '</VirtualHost>',
  ]
  const wanted = [...always, ...(tls === undefined ? [] : ['socache_shmcb', 'ssl']), ...modules]
  const configuration = write(
    folder,
    'apache.conf',
    `${wanted.map(each => `LoadModule ${each}_module /usr/lib/apache2/modules/mod_${each}.so`).join('\n')}
ServerName ${name}
${listen.map(place => `Listen ${place}`).join('\n')}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/apache.log
User www-data
Group www-data
DocumentRoot ${folder}
${more}
${secured?.join('\n') ?? ''}
`,
  )
  return startDaemon(program, ['-DFOREGROUND', '-f', configuration], Number(first.split(':').at(-1)))
}

/** A WebDAV folder behind a login, `Basic` or `Digest`, by the file of its own kind. */
export function guardedFolder(name: string, type: 'Basic' | 'Digest', file: string): string {
  return `<Location /${name}>
  Dav On
  AuthType ${type}
  AuthName files
  AuthUserFile ${file}
  Require valid-user
</Location>
`
}
