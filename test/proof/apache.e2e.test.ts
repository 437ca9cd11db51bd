import { hash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBuilt } from '../built.ts'
import { freePort, makeCertificate, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { firstPassword, holdProof } from './two-sides.ts'

const programs = wanted({ apache2: 'apache2', openssl: 'openssl' })
const modules = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_user',
  'auth_basic',
  'dav',
  'dav_fs',
  'socache_shmcb',
  'ssl',
]

if (programs !== undefined) {
  const folder = temporaryFolder('proof-web')
  const { key, certificate } = makeCertificate(folder)
  const port = await freePort()
  mkdirSync(join(folder, 'files'))
  write(folder, 'files/index.html', 'stock')
  const setPassword = async (password: string) => {
    write(folder, 'htpasswd', `tanaka:{SHA}${hash('sha1', password, 'base64')}\n`)
  }
  await setPassword(firstPassword)
  const configuration = write(
    folder,
    'apache.conf',
    `${modules.map(name => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/apache.log
User www-data
Group www-data
DocumentRoot ${folder}
DavLockDB ${folder}/locks
<Location /files>
  Dav On
  AuthType Basic
  AuthName files
  AuthUserFile ${folder}/htpasswd
  Require valid-user
</Location>
<VirtualHost 127.0.0.1:${port}>
  SSLEngine on
  SSLCertificateFile ${certificate}
  SSLCertificateKeyFile ${key}
</VirtualHost>
`,
  )
  const daemon = await startDaemon(programs.apache2, ['-DFOREGROUND', '-f', configuration], port)
  holdProof(await openBuilt(), {
    name: 'Apache WebDAV with Basic',
    endpoint: { protocol: 'webdavs', host: 'localhost', port, path: '/files/' },
    setPassword,
    stop: stopping(daemon),
  })
}
