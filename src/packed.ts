import { existsSync, readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

/**
 * Libraries that every start loads, of hundreds of small files and without dependencies of their own: `pack.ts` puts
 * each into one file. 426 files fewer are over 70 ms of a start and almost 5 MiB.
 */
export const packedLibraries = ['kysely', 'yaml', 'zod', 'zod-openapi'] as const

const modules = new URL('../node_modules/', import.meta.url)
/** The module that makes the dictionaries, and the one that reads them from their pack. */
const makingDictionaries = new URL('./strength/dictionaries.ts', import.meta.url).href
const readingDictionaries = new URL('./dictionary-pack/dictionaries.ts', import.meta.url).href

/** What starts Node for a thread or process of ours so that it uses the packs, too. */
export const packFlags: readonly string[] = ['--import', new URL('./use-packs.ts', import.meta.url).href]

/** The folder of the packs: these libraries in these very versions. Another version is another folder. */
export function packFolder(): URL {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(text)
  const versions = packedLibraries.map(name => `${name}-${dependencies[name]}`)
  return new URL(`.packed/${versions.join('+')}/`, modules)
}

/** The file with the dictionaries that passwords are estimated with. */
export function dictionaryFile(): URL {
  return new URL('dictionaries.bin', packFolder())
}

/**
 * From here on our own imports of these libraries, and the dictionaries, are read from their packs; where there are
 * none, nothing changes.
 */
export function usePacks(): void {
  const folder = packFolder()
  const files = new Map<string, string>(
    packedLibraries.map(name => [name, new URL(`${name}.js`, folder).href]),
  )
  // All or none: a library loaded twice would not know its own objects.
  const packs = [...files.values()].every(url => existsSync(new URL(url))) ? files : new Map<string, string>()
  const hasDictionaries = existsSync(dictionaryFile())
  registerHooks({
    resolve: (specifier, context, resolve) => {
      const pack = context.parentURL?.startsWith(modules.href) ? undefined : packs.get(specifier)
      if (pack !== undefined) return { url: pack, format: 'module', shortCircuit: true }
      const found = resolve(specifier, context)
      const isOther = found.url !== makingDictionaries || context.parentURL === readingDictionaries
      return isOther || !hasDictionaries ? found : { ...found, url: readingDictionaries }
    },
  })
}
