import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

/*
 * A backup ends in a seal of 40 bytes: "kagimori" and the SHA-256 of all before it. SQLite reads the file as it is, for
 * the page count in its header tells it where the database ends, but its integrity check would not see a changed letter.
 */

const mark = Buffer.from('kagimori')
const digestBytes = 32
export const sealBytes = mark.length + digestBytes
const pieceBytes = 2 ** 20
/** The smallest page of SQLite: a database's size is a multiple of it. */
const leastPageBytes = 512

/** Appends the seal to a finished file. */
export function sealFile(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    const { size } = fstatSync(handle)
    writeSync(handle, Buffer.concat([mark, digestOf(handle, size)]), 0, sealBytes, size)
  } finally {
    closeSync(handle)
  }
}

/** Whether a file is sealed and as it was sealed, `altered`, or a database that never was sealed. */
export function readSeal(file: string): 'sealed' | 'altered' | 'unsealed' {
  const handle = openSync(file, 'r')
  try {
    const { size } = fstatSync(handle)
    const seal = Buffer.alloc(sealBytes)
    readSync(handle, seal, 0, sealBytes, Math.max(0, size - sealBytes))
    if (!seal.subarray(0, mark.length).equals(mark)) {
      return size % leastPageBytes === 0 ? 'unsealed' : 'altered'
    }
    return seal.subarray(mark.length).equals(digestOf(handle, size - sealBytes)) ? 'sealed' : 'altered'
  } finally {
    closeSync(handle)
  }
}

function digestOf(handle: number, size: number): Buffer {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(pieceBytes)
  for (let at = 0; at < size; ) {
    const read = readSync(handle, piece, 0, Math.min(pieceBytes, size - at), at)
    if (read === 0) break
    hash.update(piece.subarray(0, read))
    at += read
  }
  return hash.digest()
}
