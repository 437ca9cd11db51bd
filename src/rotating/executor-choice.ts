import type { Executor, FoundAccount, JournalPlace, Reach } from '../core/executor.ts'
import { probePlaces } from '../core/probe-target.ts'
import { Refusal } from '../core/refusal.ts'
import type { Secret } from '../core/secret.ts'
import type { Endpoint } from '../core/system.ts'
import { readHead, recognise } from '../intake/recognition.ts'
import { readLive, resolveFile } from '../live-file/live-file.ts'
import { readShelf } from '../shelf.ts'

/** Where the administrator says the password is kept. */
export interface WhereKept {
  readonly file?: string | undefined
  /** Its name on the shelf; found out unless given. */
  readonly executor?: string | undefined
  /** The administrator's login at a server, whose password is asked for when it is needed. */
  readonly as?: string | undefined
  readonly adminPassword: () => Promise<Secret | undefined>
  readonly journal: JournalPlace
}

/** The system as the service answers it. */
export interface RotatedSystem {
  readonly id: string
  readonly endpoints: readonly Endpoint[]
}

/**
 * Finds the account where its password is kept: in a file by the format it is written in, on a server by the protocol of
 * the system's endpoints. Refuses what no executor can change, naming those there are.
 */
export async function findAccount(
  system: RotatedSystem,
  login: string,
  where: WhereKept,
): Promise<FoundAccount> {
  const executors = await readShelf('executors')
  const executor =
    where.executor !== undefined
      ? namedExecutor(executors, where.executor)
      : where.file !== undefined
        ? await executorOfFile(executors, where.file)
        : executorOfServer(executors, system)
  return executor.open(login, await reachOf(executor, system, where))
}

function namedExecutor(executors: ReadonlyMap<string, Executor>, name: string): Executor {
  const executor = executors.get(name)
  if (executor !== undefined) return executor
  throw new Refusal('invalid', 'rotate-executor', { name, known: [...executors.keys()].join(', ') })
}

/** A list's executor has the name of the list's format. */
async function executorOfFile(executors: ReadonlyMap<string, Executor>, file: string): Promise<Executor> {
  const text = readLive(resolveFile(file))?.toString()
  if (text === undefined) throw new Refusal('invalid', 'cli-file', { file })
  const formats = await readShelf('formats')
  const { format } = recognise(readHead(text, true), formats, { format: 'auto', columns: {} })
  const executor = executors.get(format.name)
  if (executor?.needs === 'file') return executor
  throw new Refusal('invalid', 'rotate-file-kind', {
    file,
    format: format.name,
    known: namesOf(executors, 'file').join(', '),
  })
}

function executorOfServer(executors: ReadonlyMap<string, Executor>, system: RotatedSystem): Executor {
  const spoken = new Set(system.endpoints.map(({ protocol }) => protocol))
  const executor = [...executors.values()].find(({ protocols }) => protocols.some(name => spoken.has(name)))
  if (executor !== undefined) return executor
  throw unreachable(executors.values(), system)
}

function unreachable(executors: Iterable<Executor>, { id, endpoints }: RotatedSystem): Refusal {
  return new Refusal('invalid', 'rotate-unreachable', {
    system: id,
    protocols: endpoints.map(({ protocol }) => protocol).join(', ') || '–',
    known: [...executors].flatMap(({ protocols }) => protocols).join(', '),
  })
}

async function reachOf(executor: Executor, system: RotatedSystem, where: WhereKept): Promise<Reach> {
  const lacks = (option: string) => new Refusal('invalid', 'rotate-needs', { name: executor.name, option })
  const { file, as } = where
  if (executor.needs === 'file') {
    if (file === undefined) throw lacks('--file')
    return { by: 'file', file }
  }
  if (as === undefined) throw lacks('--as')
  const [place] = probePlaces(system, new Set(executor.protocols))
  if (place === undefined) throw unreachable([executor], system)
  const password = await where.adminPassword()
  if (password === undefined) throw lacks('--admin-password-file')
  return { by: 'administrator', place, as, password, journal: where.journal }
}

function namesOf(executors: ReadonlyMap<string, Executor>, needs: Executor['needs']): readonly string[] {
  return [...executors.values()].filter(executor => executor.needs === needs).map(({ name }) => name)
}
