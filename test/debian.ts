import { accessSync, constants } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

/** Daemons stand in sbin, which is not on every user's PATH. */
const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin']

/**
 * The full path of a real program this test wants to ask. Without it the test is skipped with the Debian package
 * to install, and undefined is answered; with KAGIMORI_E2E=required it fails instead.
 */
export function needs(t: TestContext, binary: string, debianPackage: string): string | undefined {
  const found = pathOf(binary)
  if (found !== undefined) return found
  const message = `${binary} is not here; on Debian: apt-get install ${debianPackage}`
  if (process.env.KAGIMORI_E2E === 'required') throw new Error(message)
  t.skip(message)
  return undefined
}

/** The full path of a program, or undefined where this machine has none. */
export function pathOf(binary: string): string | undefined {
  return folders.map(folder => join(folder, binary)).find(isExecutable)
}

/** Whether the test may start a server that changes users. Otherwise it is skipped, or fails as with `needs`. */
export function needsRoot(t: TestContext): boolean {
  if (process.getuid?.() === 0) return true
  const message = 'this server starts as root only'
  if (process.env.KAGIMORI_E2E === 'required') throw new Error(message)
  t.skip(message)
  return false
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
