import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, test } from 'node:test'
import vsftpd from '../../src/exports/vsftpd.ts'
import { needs } from '../debian.ts'
import { answerOf, freePort, listOf, lists, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()

describe('libwrap asked for vsftpd', () => {
  for (const [networks, visitors] of visits) {
    test(`${networks.join(', ') || 'an empty list'} lets in exactly whom it names, mapped or not`, t => {
      const binary = needs(t, 'tcpdmatch', 'tcpd')
      if (binary === undefined) return
      const text = vsftpd.render(listOf(networks))
      write('hosts.allow', text)
      write('hosts.deny', '')
      const asked = Object.entries(visitors).flatMap(([ip, letsIn]) =>
        ip.includes(':')
          ? [[ip, letsIn] as const]
          : [[ip, letsIn] as const, [`::ffff:${ip}`, letsIn] as const],
      )
      for (const [ip, letsIn] of asked) {
        const answer = spawnSync(binary, ['-d', 'vsftpd', ip], { cwd: folder, encoding: 'utf8' })
        assert.match(answer.stdout, letsIn ? /access: +granted/ : /access: +denied/, `${ip}\n${text}`)
      }
    })
  }
})

/** The first line an FTP server says, undefined while nothing listens there. */
async function greetingAt(port: number): Promise<string | undefined> {
  const socket = connect(port, '127.0.0.1')
  const refused = once(socket, 'error').then(() => undefined)
  const said = once(socket, 'data').then(([chunk]) => String(chunk))
  said.catch(() => undefined)
  const greeting = await Promise.race([said, refused])
  socket.destroy()
  return greeting
}

for (const { meaning, networks, letsIn } of lists) {
  test(`vsftpd on a dual-stack socket reads ${meaning} and ${letsIn ? 'greets this machine' : 'sends this machine away'}`, async t => {
    const binary = needs(t, 'vsftpd', 'vsftpd')
    if (binary === undefined) return
    const port = await freePort()
    const list = write('hosts.allow', vsftpd.render(listOf(networks)))
    const settings = {
      listen_ipv6: 'YES',
      listen_port: port,
      tcp_wrappers: 'YES',
      background: 'NO',
      run_as_launching_user: 'YES',
      anonymous_enable: 'YES',
      ftp_username: 'nobody',
      secure_chroot_dir: folder,
      seccomp_sandbox: 'NO',
    }
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
    const configuration = write('vsftpd.conf', `listen=NO\n${lines.join('')}`)
    // libwrap knows one path only: the list is laid over it where nobody else sees it.
    const namespace = process.getuid?.() === 0 ? '-m' : '-rm'
    const script = 'mount --bind "$1" /etc/hosts.allow && exec "$2" "$3"'
    const greeting = await answerOf(
      ['unshare', namespace, 'sh', '-c', script, 'sh', list, binary, configuration],
      () => greetingAt(port),
    )
    assert.match(greeting, letsIn ? /^220 / : /^421 Service not available/)
  })
}
