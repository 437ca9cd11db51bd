import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads'
import { dictionaryFile } from '../packed.ts'
import type { Dictionaries } from '../strength/dictionaries.ts'
import { readPackFile } from './pack-file.ts'
import { openPack } from './pack-format.ts'

/*
 * Stands in for `strength/dictionaries.ts` where packs are used (see `usePacks`). The file is read while this module
 * is being imported, beside the event loop; the process's threads are handed what was read.
 */
const handedOn = 'kagimori dictionaries'
const handed = getEnvironmentData(handedOn)
const pack = handed instanceof SharedArrayBuffer ? handed : await readPackFile(dictionaryFile())
if (pack !== undefined) setEnvironmentData(handedOn, pack)
const packed = pack === undefined ? undefined : openPack(pack)
const made = packed === undefined ? await import('../strength/dictionaries.ts') : undefined

/** The dictionaries of the pack; without one that is whole and up to date, they are made as ever. */
export function openDictionaries(): Dictionaries {
  const dictionaries = packed ?? made?.openDictionaries()
  if (dictionaries === undefined) throw new TypeError('no dictionaries')
  return dictionaries
}
