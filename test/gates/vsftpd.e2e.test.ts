import { chmodSync } from 'node:fs'
import { healthyLogins, holdDoctor } from '../doctor/examined.ts'
import { startVsftpd } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, wanted } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const programs = wanted({ vsftpd: 'vsftpd', curl: 'curl' })

if (programs !== undefined && canMount()) {
  const gated = await openGated('ftp', 'ftp')
  const { folder } = gated
  /** An /etc with the page's line, about a Kagimori at that place. */
  const layOut = (within: typeof gated, written = (line: string) => line) => {
    const places = { '127.0.0.1\\:8420': within.at.replace(':', '\\:') }
    const files = {
      'hosts.allow': written(blockIn('pam.md', 3, within, places)),
      'hosts.deny': 'vsftpd: ALL\n',
      'pam.d/vsftpd':
        'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n',
    }
    return layOutEtc(within, files).around
  }
  const around = layOut(gated)
  const open = async (name: string, port: number, address: string, way = {}) => {
    const host = name === 'ipv6' ? '::1' : '127.0.0.1'
    const settings = { name, port, address, host, more: 'tcp_wrappers=YES', around, ...way }
    return pidsOf(await startVsftpd(programs.vsftpd, folder, settings))
  }
  const [port, mapped] = [await freePort(), await freePort()]
  const pids = [
    await open('ipv4', port, 'listen=YES\nlisten_address=127.0.0.1'),
    await open('ipv6', port, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::1'),
    await open('mapped', mapped, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::ffff:127.0.0.1'),
  ].flat()
  const here = 'listen=YES\nlisten_address=127.0.0.1'
  const [unasking, failingOpen] = [await freePort(), await freePort()]
  await open('unasking', unasking, here, { more: 'tcp_wrappers=NO' })
  const apart = { ...gated, at: `127.0.0.1:${await freePort()}`, folder: temporaryFolder('vsftpd-open') }
  chmodSync(apart.folder, 0o755)
  const aroundOpen = layOut(apart, line => line.replace(' ftp %a', ' --when-unreachable allow ftp %a'))
  await open('open', failingOpen, here, { around: aroundOpen })
  const logIn = (from: string, at = port) =>
    converse(at, from, ['USER tanaka', 'PASS spring-of-2026'], line => /^\d{3} /.test(line))

  const url = (at: number) => `ftp://127.0.0.1:${at}`
  holdDoctor(
    gated,
    { server: 'vsftpd' },
    {
      ...healthyLogins(url(port)),
      'the line that is missing': {
        url: url(unasking),
        exit: 1,
        found: ['login-unasked', 'login-unasked'],
        line: /^vsftpd: ALL: aclexec /,
      },
      'that it lets everybody in unasked, where it may and does not reach Kagimori': {
        url: url(failingOpen),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /aclexec/,
      },
    },
  )

  holdGate('vsftpd', gated, {
    enter: logIn,
    mapped,
    welcome: /^230 /,
    refusal: /^421 /,
    unanswered: /^421 /,
    pids,
  })
}
