import { open } from 'node:fs/promises'
import { isCurrent } from './pack-format.ts'
import { digestOfSources } from './sources.ts'

/**
 * A pack in memory that threads can share: 12 MB in 15 ms. Undefined where there is none, or one that is damaged or was
 * made from other lists than are installed.
 */
export async function readPackFile(path: URL): Promise<SharedArrayBuffer | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { size } = await file.stat()
    const pack = new SharedArrayBuffer(size)
    await file.read(new Uint8Array(pack), 0, size, 0)
    return isCurrent(pack, digestOfSources()) ? pack : undefined
  } finally {
    await file.close()
  }
}
