import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Gated, shipped, write } from './gated.ts'

/**
 * Whether this machine lets the tests give a server an /etc of its own (a mount namespace, as root). Where not, a test
 * says so: skipped, or failed with KAGIMORI_E2E=required.
 */
export function canMount(): boolean {
  if (spawnSync('unshare', ['-m', 'true']).status === 0) return true
  test('a server gets an /etc of its own', t => {
    if (process.env.KAGIMORI_E2E === 'required') throw new Error('unshare -m needs root')
    t.skip('unshare -m needs root')
  })
  return false
}

/** An /etc for one server: the machine's own passwd with one more login, and the files given here in the place of its own. */
export interface OwnEtc {
  /** Command and options that start a program seeing that /etc. */
  readonly around: (command: string, options: readonly string[]) => readonly [string, readonly string[]]
  readonly home: string
}

/** Lays out an /etc with the login `tanaka` (password spring-of-2026), the client script and its token. */
export function layOutEtc(
  { folder, token }: Pick<Gated, 'folder' | 'token'>,
  files: Readonly<Record<string, string>>,
): OwnEtc {
  const home = join(folder, 'home')
  mkdirSync(home)
  spawnSync('chown', ['5000:5000', home])
  const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', 'spring-of-2026'], { encoding: 'utf8' })
  const etc = join(folder, 'own-etc')
  mkdirSync(etc)
  cpSync('/etc/pam.d', join(etc, 'pam.d'), { recursive: true })
  const lines: Readonly<Record<string, string>> = {
    passwd: `${readFileSync('/etc/passwd', 'utf8')}tanaka:x:5000:5000::${home}:/bin/sh\n`,
    shadow: `${readFileSync('/etc/shadow', 'utf8')}tanaka:${hash.trim()}:20000:0:99999:7:::\n`,
    ...files,
  }
  for (const [name, text] of Object.entries(lines)) writeFileSync(join(etc, name), text, { mode: 0o644 })
  write(folder, 'gate.token', `${token}\n`, 0o600)
  copyFileSync(shipped('kagimori-gate'), join(folder, 'kagimori-gate'))
  chmodSync(join(folder, 'kagimori-gate'), 0o755)
  const whole = ['pam.d', ...Object.keys(lines).filter(name => !name.includes('/'))]
  const mounts = whole.map(
    name => `{ [ -e /etc/${name} ] || touch /etc/${name}; } && mount --bind ${join(etc, name)} /etc/${name}`,
  )
  const script = `${mounts.join(' && ')} && exec "$@"`
  return {
    home,
    around: (command, options) => ['unshare', ['-m', 'sh', '-c', script, 'sh', command, ...options]],
  }
}
