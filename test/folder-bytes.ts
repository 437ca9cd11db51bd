import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Contents of every file below a folder, without those `seen` as they are; one that goes meanwhile counts as nothing. */
export function bytesUnder(folder: string, seen = new Set<string>()): readonly Buffer[] {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    )
    return files.flatMap(({ parentPath, name }) => readUnseen(join(parentPath, name), seen))
  } catch {
    return []
  }
}

function readUnseen(file: string, seen: Set<string>): readonly Buffer[] {
  try {
    const { mtimeMs, size } = statSync(file)
    const state = `${file} ${mtimeMs} ${size}`
    if (seen.has(state)) return []
    seen.add(state)
    return [readFileSync(file)]
  } catch {
    return []
  }
}
