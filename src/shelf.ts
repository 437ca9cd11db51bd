import { readdir } from 'node:fs/promises'
import type { Channel } from './core/channel.ts'
import type { Executor } from './core/executor.ts'
import type { AllowlistExport } from './core/export.ts'
import type { Format } from './core/format.ts'
import type { Gate } from './core/gate.ts'
import type { HashScheme } from './core/hash-scheme.ts'
import type { Probe } from './core/probe.ts'
import type { ReportFormat } from './core/report.ts'
import type { Rule } from './core/rule.ts'

/** What stands on each shelf; the folder has the shelf's name, each file the feature's name. */
export interface Shelves {
  readonly rules: Rule
  readonly formats: Format
  readonly hashes: HashScheme
  readonly exports: AllowlistExport
  readonly gates: Gate
  readonly probes: Probe
  readonly executors: Executor
  readonly reports: ReportFormat
  readonly channels: Channel
}

/** The properties a file must have to stand on the shelf, by `typeof`; the first one names it. */
const shapes: { readonly [S in keyof Shelves]: Readonly<Record<string, 'string' | 'function' | 'object'>> } =
  {
    rules: { id: 'string', check: 'function', reasons: 'object', options: 'object', examples: 'object' },
    formats: { name: 'string', expects: 'object', dialects: 'object', examples: 'object' },
    hashes: {
      name: 'string',
      recognise: 'function',
      verify: 'function',
      verifyCost: 'function',
      examples: 'object',
    },
    exports: { name: 'string', contentType: 'string', render: 'function', examples: 'object' },
    gates: {
      name: 'string',
      settings: 'object',
      door: 'object',
      ask: 'function',
      answer: 'function',
      examples: 'object',
    },
    probes: {
      name: 'string',
      protocols: 'object',
      about: 'object',
      tryLogin: 'function',
      examples: 'object',
    },
    executors: {
      name: 'string',
      needs: 'string',
      protocols: 'object',
      about: 'object',
      open: 'function',
      examples: 'object',
    },
    reports: { name: 'string', contentType: 'string', render: 'function' },
    channels: {
      name: 'string',
      about: 'object',
      settings: 'object',
      compose: 'function',
      examples: 'object',
    },
  }

/**
 * Reads every file of a shelf, by name in alphabetical order. A file without the shelf's shape, or named other
 * than its feature, stops the program with the file and the missing property: a shelf is never half read.
 */
export async function readShelf<S extends keyof Shelves>(shelf: S): Promise<ReadonlyMap<string, Shelves[S]>> {
  const folder = new URL(`./${shelf}/`, import.meta.url)
  const files = (await readdir(folder)).filter(file => file.endsWith('.ts')).sort()
  const entries = await Promise.all(
    files.map(async file => {
      const module: { default?: unknown } = await import(new URL(file, folder).href)
      return readEntry<S>(shelf, file, module.default)
    }),
  )
  return new Map(entries)
}

function readEntry<S extends keyof Shelves>(
  shelf: S,
  file: string,
  entry: unknown,
): readonly [string, Shelves[S]] {
  const shape = shapes[shelf]
  for (const [property, type] of Object.entries(shape)) {
    const found = typeof (entry as Record<string, unknown> | undefined)?.[property]
    if (found !== type)
      throw new TypeError(`src/${shelf}/${file}: default export needs ${property}: ${type}, has ${found}`)
  }
  const [nameProperty = 'name'] = Object.keys(shape)
  const name = (entry as Record<string, string>)[nameProperty] ?? ''
  if (`${name.toLowerCase()}.ts` !== file) throw new TypeError(`src/${shelf}/${file}: is named "${name}"`)
  return [name, entry as Shelves[S]]
}
