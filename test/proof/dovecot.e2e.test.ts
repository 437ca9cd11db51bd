import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBuilt } from '../built.ts'
import { freePort, makeCertificate, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { firstPassword, holdProof } from './two-sides.ts'

const programs = wanted({ dovecot: 'dovecot-imapd', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('proof-mail')
  const { key, certificate } = makeCertificate(folder)
  mkdirSync(join(folder, 'mail'))
  chownSync(join(folder, 'mail'), 65534, 65534)
  const setPassword = async (password: string, replica = '') => {
    write(folder, 'users', `tanaka:{PLAIN}${password}::::::\n`)
    write(folder, 'replica', replica === '' ? '' : `tanaka:{PLAIN}${replica}::::::\n`)
  }
  await setPassword(firstPassword)
  const port = await freePort()
  const configuration = write(
    folder,
    'dovecot.conf',
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <${certificate}
ssl_key = <${key}
auth_failure_delay = 0
service imap-login {
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${port}
    ssl = yes
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = passwd-file
  args = ${folder}/users
  result_failure = continue
}
passdb {
  driver = passwd-file
  args = ${folder}/replica
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${folder}/mail/%u
}
`,
  )
  const daemon = await startDaemon(programs.dovecot, ['-F', '-c', configuration], port)
  holdProof(await openBuilt(), {
    name: 'Dovecot',
    endpoint: { protocol: 'imaps', host: 'localhost', port },
    setPassword,
    letBothIn: setPassword,
    stop: stopping(daemon),
  })
}
