import { join } from 'node:path'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, startDaemon, wanted, write } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const programs = wanted({ vsftpd: 'vsftpd', curl: 'curl' })

if (programs !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp')
  const { folder } = gated
  const at = { '127.0.0.1\\:8420': gated.at.replace(':', '\\:') }
  const { around } = layOutEtc(gated, {
    'hosts.allow': blockIn('pam.md', 3, gated, at),
    'hosts.deny': 'vsftpd: ALL\n',
    'pam.d/vsftpd':
      'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n',
  })
  const open = async (name: string, port: number, address: string) => {
    const configuration = write(
      folder,
      `${name}.conf`,
      `${address}
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
    const script = `mkdir -p ${folder}/empty && exec ${programs.vsftpd} ${configuration}`
    const ready = name === 'ipv6' ? { port, host: '::1' } : port
    return pidsOf(await startDaemon(...around('sh', ['-c', script]), ready))
  }
  const [port, mapped] = [await freePort(), await freePort()]
  const pids = [
    await open('ipv4', port, 'listen=YES\nlisten_address=127.0.0.1'),
    await open('ipv6', port, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::1'),
    await open('mapped', mapped, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::ffff:127.0.0.1'),
  ].flat()
  const logIn = (from: string, at = port) =>
    converse(at, from, ['USER tanaka', 'PASS spring-of-2026'], line => /^\d{3} /.test(line))

  holdGate('vsftpd', gated, {
    enter: logIn,
    mapped,
    welcome: /^230 /,
    refusal: /^421 /,
    unanswered: /^421 /,
    pids,
  })
}
