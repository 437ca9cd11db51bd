import assert from 'node:assert/strict'
import { type ChildProcess, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startDaemon, write } from '../gates/gated.ts'

/** What comes between this process and a server: an /etc of its own, or nothing. */
type Around = (command: string, options: readonly string[]) => readonly [string, readonly string[]]
const nothing: Around = (command, options) => [command, options]

/** Starts vsftpd, which asks PAM; `address` has its `listen…` lines. */
export async function startVsftpd(
  program: string,
  folder: string,
  {
    name = 'vsftpd',
    port,
    address = 'listen=YES\nlisten_address=127.0.0.1',
    host,
    more = '',
    around,
  }: {
    readonly name?: string
    readonly port: number
    readonly address?: string
    /** Where it listens, if that is not all of this machine's IPv4. */
    readonly host?: string
    readonly more?: string
    readonly around: Around
  },
): Promise<ChildProcess> {
  mkdirSync(join(folder, 'empty'), { recursive: true })
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
secure_chroot_dir=${join(folder, 'empty')}
${more}
`,
  )
  const ready = host === undefined ? port : { port, host }
  return startDaemon(...around(program, [configuration]), ready)
}

/** Starts ProFTPD with what stands in `more`. */
export async function startProftpd(
  program: string,
  folder: string,
  {
    port,
    more,
    address = '127.0.0.1',
    around = nothing,
  }: {
    readonly port: number
    readonly more: string
    readonly address?: string
    readonly around?: Around
  },
): Promise<ChildProcess> {
  const configuration = write(
    folder,
    'proftpd.conf',
    `ServerType standalone
ServerName ftp.aoba.example
DefaultAddress ${address}
SocketBindTight on
Port ${port}
User nobody
Group nogroup
PidFile ${folder}/proftpd.pid
ScoreboardFile ${folder}/scoreboard
DelayEngine off
WtmpLog off
RequireValidShell off
${more}
`,
  )
  return startDaemon(...around(program, ['-n', '-c', configuration]), port)
}

/** Starts Pure-FTPd on this address with the methods and options given. */
export async function startPureFtpd(
  program: string,
  folder: string,
  options: readonly string[],
  { host = '127.0.0.1', port }: { readonly host?: string; readonly port: number },
): Promise<ChildProcess> {
  const own = ['-S', `${host},${port}`, '-H', '-A', '-g', join(folder, `${host}-${port}.pid`)]
  return startDaemon(program, [...options, ...own], { host, port })
}

/** Makes Pure-FTPd's database of a pureftpd.passwd; what is asked meanwhile is answered by the one before. */
export function makePureDatabase(program: string, passwords: string, database: string): void {
  const made = spawnSync(program, ['mkdb', database, '-f', passwords], { encoding: 'utf8' })
  assert.equal(made.status, 0, made.stderr)
}

/** A line of pureftpd.passwd. */
export function pureLine(login: string, hash: string, home: string): string {
  return `${login}:${hash}:5000:5000::${home}/./::::::::::::\n`
}

/** A home that virtual users share. */
export function makeHome(folder: string): string {
  const home = join(folder, 'home')
  mkdirSync(home)
  spawnSync('chown', ['5000:5000', home])
  return home
}

/** A password as crypt(3) hashes it by SHA-512. */
export function hashOf(password: string): string {
  const { stdout } = spawnSync('openssl', ['passwd', '-6', '-stdin'], { input: password, encoding: 'utf8' })
  return stdout.trim()
}
