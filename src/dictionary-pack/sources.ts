import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { packFormat } from './pack-format.ts'

const strength = new URL('../strength/', import.meta.url)
const modules = new URL('../../node_modules/', import.meta.url)
const japanese = new URL('@zxcvbn-ts/language-ja/dist/', modules)
/** The packages' lists: of the Japanese one every file but those for other loaders. */
const packageLists = new URL('zxcvbn/lib/frequency_lists.js', modules)
const isLoaded = (file: string) =>
  file.endsWith('.js') && !file.endsWith('.esm.js') && !file.startsWith('zxcvbn')

/**
 * SHA-256, hex, over the contents of everything that dictionaries are made from: the packages' lists, ours, and the code
 * that makes tables of them. Reads 1.2 MB in 4 ms; sizes and times would tell less of files that an image was built of.
 */
export function digestOfSources(): string {
  const ours = readdirSync(strength, { recursive: true, encoding: 'utf8' })
  const files = [
    packageLists,
    ...inOrder(readdirSync(japanese).filter(isLoaded), japanese),
    ...inOrder(
      ours.filter(file => file.endsWith('.ts')),
      strength,
    ),
  ]
  const digest = createHash('sha256').update(`format ${packFormat}`)
  for (const file of files) {
    const text = readFileSync(file)
    digest.update(`\n${text.length}\n`).update(text)
  }
  return digest.digest('hex')
}

function inOrder(files: readonly string[], folder: URL): readonly URL[] {
  return files.toSorted().map(file => new URL(file, folder))
}
