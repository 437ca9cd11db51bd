import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { hostFor, write } from './gated.ts'

/** What tests with sshd start, and the packages that have it. */
export const sftpPrograms = {
  sshd: 'openssh-server',
  sftp: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  curl: 'curl',
} as const

/** Where an SFTP server of the tests answers, and the folder of its keys. */
export interface SftpServer {
  readonly sftp: string
  readonly folder: string
  readonly port: number
}

/** Logs in as `tanaka` by the folder's key; answers all the client says. */
export function enterByKey({ sftp, folder, port }: SftpServer, from: string): Promise<string> {
  const key = ['-i', join(folder, 'tanaka'), '-o', 'BatchMode=yes']
  return enter(sftp, [...key, ...optionsFor(folder, port, from), `tanaka@${bracketed(hostFor(from))}`])
}

/** Writes the program by which ssh asks for a password where there is no terminal; answers its path. */
export function writeAskpass(folder: string): string {
  return write(folder, 'say-password', '#!/bin/sh\nprintf "%s\\n" "$SAID"\n', 0o755)
}

/** Logs in with a password, tried once; answers all the client says. */
export function enterByPassword(
  { sftp, folder, port, askpass }: SftpServer & { readonly askpass: string },
  from: string,
  password: string,
  login = 'tanaka',
  method: 'password' | 'keyboard-interactive' = 'password',
): Promise<string> {
  const options = [
    'PubkeyAuthentication=no',
    'NumberOfPasswordPrompts=1',
    `PreferredAuthentications=${method}`,
  ]
  return enter(
    sftp,
    [
      ...options.flatMap(option => ['-o', option]),
      ...optionsFor(folder, port, from),
      `${login}@${bracketed(hostFor(from))}`,
    ],
    { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force', SAID: password },
  )
}

function optionsFor(folder: string, port: number, from: string): readonly string[] {
  const options = [
    'StrictHostKeyChecking=no',
    `UserKnownHostsFile=${folder}/known`,
    // The default takes three times as long.
    'KexAlgorithms=curve25519-sha256',
    `BindAddress=${from}`,
  ]
  return ['-P', String(port), ...options.flatMap(option => ['-o', option])]
}

async function enter(
  sftp: string,
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  // Without `-b`, which would switch off every prompt, it reads its commands from stdin all the same.
  const batch = options.includes('BatchMode=yes') ? ['-b', '-'] : []
  const child = spawn(sftp, [...batch, ...options], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  child.stdin.on('error', () => undefined)
  child.stdin.end('pwd\n')
  await once(child, 'close')
  return said
}

/** As sftp wants an IPv6 address. */
function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
