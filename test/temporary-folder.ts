import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'

/** A folder of the test file's own, removed after its last test. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `kagimori-${name}-`))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
