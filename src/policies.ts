import { type FSWatcher, watch } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Language } from './core/message.ts'
import type { Policy } from './core/policy.ts'
import { explainPolicy } from './core/policy-explanation.ts'
import type { SheetSource } from './core/policy-fault.ts'
import { type LayeredPolicy, readLayeredPolicies, refuseIf } from './core/policy-inheritance.ts'
import { policyJsonSchema, policyName } from './core/policy-sheet.ts'
import { type Fault, Refusal } from './core/refusal.ts'
import type { Rule } from './core/rule.ts'

/** A policy file: its name without `.yaml`, and its text. */
export interface PolicyFile {
  readonly name: string
  readonly text: string
}

/** The policies in force. */
export interface Policies {
  /** Refuses (not-found) a name there is no file for. */
  readonly named: (name: string) => Policy
  readonly current: () => ReadonlyMap<string, Policy>
  /** What is wrong with the files as they stand now; the last good ones stay in force. */
  readonly problem: () => Refusal | undefined
  /** The policy as readable lines, each value with its origin. Refuses (not-found) an unknown name. */
  readonly explain: (name: string, language: Language) => readonly string[]
  /** Reads the folder now if it has changed; otherwise done by itself. */
  readonly reload: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface PoliciesOptions {
  /** Called after every reload that changed something, with the fault if it is refused. */
  readonly onChange?: (problem: Refusal | undefined) => void
  /** Told of a fault of our own while following changes; the policies in force stay. */
  readonly onFault?: (error: unknown) => void
  /** How often to look where the system does not tell of changes (network drives, some containers). */
  readonly pollMilliseconds?: number
}

type Rules = ReadonlyMap<string, Rule>

const settleMilliseconds = 100
const usualPollMilliseconds = 5000

/**
 * Opens the policy folder and follows its changes: all files are read together and put in force together, or not at
 * all. Refuses if the first reading fails; later a broken file leaves the last good policies in force.
 */
export async function openPolicies(
  folder: string,
  rules: Rules,
  options: PoliciesOptions = {},
): Promise<Policies> {
  const first = await readPolicyFiles(folder)
  let seen = printOf(first)
  let layered = readLayered(first, rules)
  let current = policiesOf(layered)
  let problem: Refusal | undefined

  const refresh = async () => {
    const files = await readPolicyFiles(folder).catch(refusalOf)
    if (printOf(files) === seen) return
    seen = printOf(files)
    const read = files instanceof Refusal ? files : attempt(() => readLayered(files, rules))
    problem = read instanceof Refusal ? read : undefined
    if (!(read instanceof Refusal)) {
      layered = read
      current = policiesOf(layered)
    }
    options.onChange?.(problem)
  }
  const { onFault = () => {}, pollMilliseconds = usualPollMilliseconds } = options
  const follower = follow(folder, refresh, onFault, pollMilliseconds)
  return {
    named: name => named(current, name),
    current: () => current,
    problem: () => problem,
    explain: (name, language) => explainPolicy(named(layered, name), rules, language),
    ...follower,
  }
}

/** Reads the folder's policy files, by name. Refuses a folder it cannot read and a file whose name is no policy's. */
export async function readPolicyFiles(folder: string): Promise<readonly PolicyFile[]> {
  const entries = await readdir(folder).catch(() => {
    throw new Refusal('unavailable', 'policy-folder', { folder })
  })
  const files = entries.filter(file => /\.ya?ml$/i.test(file)).sort()
  refuseIf(files.flatMap(nameFaults))
  return Promise.all(
    files.map(async file => {
      const text = await readFile(join(folder, file), 'utf8').catch(() => {
        throw new Refusal('unavailable', 'policy-file', { file })
      })
      return { name: basename(file, '.yaml'), text }
    }),
  )
}

/** Reads policy files that belong together; refuses all of them for one fault, naming every file and line. */
export function readPolicies(files: readonly PolicyFile[], rules: Rules): ReadonlyMap<string, Policy> {
  return policiesOf(readLayered(files, rules))
}

/** The JSON Schema that editors check policy files against, as it lies beside them. */
export function renderPolicySchema(rules: Rules): string {
  return `${JSON.stringify(policyJsonSchema(rules), null, 2)}\n`
}

function readLayered(files: readonly PolicyFile[], rules: Rules): ReadonlyMap<string, LayeredPolicy> {
  const faults: Fault[] = []
  const sources = files.map(file => readYaml(file, faults))
  refuseIf(faults)
  return readLayeredPolicies(sources, rules)
}

/** One file as YAML 1.2: keys written twice, aliases and tags of its own are faults, not surprises. */
export function readYaml({ name, text }: PolicyFile, faults: Fault[]): SheetSource {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    strict: true,
  })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const fault = (offset: number, key: Fault['key'], values: Fault['values'] = {}) =>
    faults.push({ at: `${name}.yaml line ${lineAt(offset)}`, key, values })
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    if (code === 'DUPLICATE_KEY') fault(pos[0], 'policy-duplicate-key')
    else fault(pos[0], 'policy-syntax', { problem: message })
  }
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key)) fault(isNode(key) ? (key.range?.[0] ?? 0) : 0, 'policy-plain-keys')
    },
    Alias: (_, { range, source }) => {
      fault(range?.[0] ?? 0, 'policy-alias', { alias: source })
    },
  })
  return {
    name,
    value: faults.length === 0 ? document.toJS() : undefined,
    lineOf: path => lineAt(offsetOf(document.contents, path)),
  }
}

/** Where the key of a path (or as much of it as there is) begins in the text. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  let offset = 0
  let node = contents
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(item => isScalar(item.key) && String(item.key.value) === String(key))
      if (pair === undefined) break
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
      offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset
    } else break
  }
  return offset
}

/** Looks again shortly after each change the system tells of, and every now and then without being told; one look at a time. */
function follow(
  folder: string,
  refresh: () => Promise<void>,
  onFault: (error: unknown) => void,
  pollMilliseconds: number,
) {
  let running = Promise.resolve()
  let settling: NodeJS.Timeout | undefined
  const reload = () => {
    running = running.catch(() => {}).then(refresh)
    return running
  }
  const look = () => {
    reload().catch(onFault)
  }
  const poll = setInterval(look, pollMilliseconds).unref()
  const watcher = watchFolder(folder, () => {
    clearTimeout(settling)
    settling = setTimeout(look, settleMilliseconds).unref()
  })
  const close = async () => {
    clearInterval(poll)
    clearTimeout(settling)
    watcher?.close()
    await running.catch(() => {})
  }
  return { reload, close }
}

/** Undefined where the system cannot watch; polling then has to do. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onChange).on('error', () => {})
  } catch {
    return undefined
  }
}

function nameFaults(file: string): readonly Fault[] {
  if (file.endsWith('.yaml') && policyName.test(basename(file, '.yaml'))) return []
  return [{ at: file, key: 'policy-file-name', values: { file } }]
}

function named<T>(policies: ReadonlyMap<string, T>, name: string): T {
  const policy = policies.get(name)
  if (policy !== undefined) return policy
  throw new Refusal('not-found', 'policy-unknown', { name, known: [...policies.keys()].join(', ') })
}

function policiesOf(layered: ReadonlyMap<string, LayeredPolicy>): ReadonlyMap<string, Policy> {
  return new Map([...layered].map(([name, { policy }]) => [name, policy]))
}

function printOf(files: readonly PolicyFile[] | Refusal): string {
  return files instanceof Refusal ? files.message : JSON.stringify(files)
}

function attempt<T>(read: () => T): T | Refusal {
  try {
    return read()
  } catch (error) {
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  throw error
}
