import { join } from 'node:path'
import { blockIn, freePort, openGated, startDaemon, wanted, write } from './gated.ts'
import { converse, holdLoginServer } from './login-server.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const programs = wanted({ vsftpd: 'vsftpd', curl: 'curl' })

if (programs !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp')
  const { folder } = gated
  const port = await freePort()
  const at = { '127.0.0.1\\:8420': gated.at.replace(':', '\\:') }
  const { around } = layOutEtc(gated, {
    'hosts.allow': blockIn('pam.md', 3, gated, at),
    'hosts.deny': 'vsftpd: ALL\n',
    'pam.d/vsftpd':
      'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n',
  })
  const configuration = write(
    folder,
    'vsftpd.conf',
    `listen=YES
listen_address=127.0.0.1
listen_port=${port}
background=NO
anonymous_enable=NO
local_enable=YES
check_shell=NO
pam_service_name=vsftpd
tcp_wrappers=YES
secure_chroot_dir=${join(folder, 'empty')}
`,
  )
  await startDaemon(
    ...around('sh', ['-c', `mkdir -p ${folder}/empty && exec ${programs.vsftpd} ${configuration}`]),
    port,
  )
  const logIn = (from: string) =>
    converse(port, from, ['USER tanaka', 'PASS spring-of-2026'], line => /^\d{3} /.test(line))

  holdLoginServer('vsftpd', gated, { logIn, welcome: /^230 /, refusal: /^421 /, unanswered: /^421 / })
}
