import { copyFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { holdDoctor } from '../doctor/examined.ts'
import { makeKey, startSshd } from '../servers/sshd.ts'
import { holdGate } from './conditions.ts'
import { blockIn, freePort, openGated, pidsOf, wanted } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'
import { enterByKey, sftpPrograms } from './sftp.ts'

const programs = wanted(sftpPrograms)

if (programs !== undefined && canMount()) {
  const gated = await openGated('sftp', 'ftp')
  const { folder } = gated
  const rest = 'account required pam_unix.so\nauth required pam_deny.so\nsession required pam_permit.so\n'
  const block = blockIn('pam.md', 0, gated)
  /** PAM goes by the program's own name. */
  const ways = {
    sshd: block,
    unasking: '',
    open: block
      .replaceAll(gated.at, `127.0.0.1:${await freePort()}`)
      .replaceAll(' sftp\n', ' --when-unreachable allow sftp\n'),
  }
  const { around } = layOutEtc(
    gated,
    Object.fromEntries(Object.entries(ways).map(([name, text]) => [`pam.d/${name}`, text + rest])),
  )
  for (const name of ['host', 'tanaka']) makeKey(folder, name)
  copyFileSync(join(folder, 'tanaka.pub'), join(folder, 'authorized_keys'))
  const open = async (way: keyof typeof ways) => {
    const port = await freePort()
    const program = join(folder, way)
    symlinkSync(programs.sshd, program)
    const more = `AuthorizedKeysFile ${folder}/authorized_keys\nUsePAM yes`
    const settings = { name: `${way}.conf`, port, listen: ['127.0.0.1', '::1'], more, around } as const
    return { port, daemon: await startSshd(program, folder, settings) }
  }
  const { port, daemon } = await open('sshd')
  const [unasking, failingOpen] = [await open('unasking'), await open('open')]

  /** Logs in by key, which never comes to PAM's `auth`. */
  const logIn = (from: string) => enterByKey({ sftp: programs.sftp, folder, port }, from)

  const url = (at: { readonly port: number }) => `ssh://127.0.0.1:${at.port}`
  holdDoctor(
    gated,
    { server: 'sshd', key: join(folder, 'tanaka') },
    {
      'nothing by a made-up login, about which it does not ask': {
        url: url({ port }),
        exit: 3,
        found: ['login-needed', 'login-needed'],
      },
      'who comes in and who does not, by a key that is right': {
        url: url({ port }),
        by: 'right',
        exit: 0,
        found: ['login-in', 'out'],
      },
      'that it only reports': {
        url: url({ port }),
        by: 'right',
        mode: 'report',
        exit: 3,
        found: ['login-in', 'reports-only'],
      },
      'the line that is missing': {
        url: url(unasking),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /^account requisite pam_exec\.so/,
      },
      'that it lets everybody in unasked, where it may and does not reach Kagimori': {
        url: url(failingOpen),
        by: 'right',
        exit: 1,
        found: ['login-unasked-in', 'login-unasked-in'],
        line: /pam_exec\.so/,
      },
    },
  )

  holdGate('sshd', gated, {
    enter: logIn,
    mapped: 'sshd gives IPv6 sockets IPV6_V6ONLY',
    welcome: /Remote working directory/,
    refusal: /Connection closed/,
    unanswered: /Connection closed/,
    pids: pidsOf(daemon),
  })
}
