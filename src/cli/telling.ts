import { CommanderError } from 'commander'
import { type Language, type MessageKey, render } from '../core/message.ts'
import { hintOf, Refusal, type RefusalKind, spokenPlace } from '../core/refusal.ts'
import { exitCodes } from './exit-codes.ts'
import { misread } from './misread.ts'
import { Answered } from './rest.ts'
import { paint, terminal } from './terminal.ts'

const kindExit: Readonly<Partial<Record<RefusalKind, number>>> = {
  unavailable: exitCodes.fault,
  'storage-full': exitCodes.fault,
}

/** Unavailable to who asks a service, but the mistake of who names the folder here. */
const mistakes: readonly MessageKey[] = ['policy-folder', 'policy-file']

const mostLines = 20

/** Says on stderr what was wrong and what to write instead; answers the exit code. */
export async function tellError(error: unknown, language: Language): Promise<number> {
  if (error instanceof CommanderError) {
    const refusal = misread(error)
    if (refusal !== undefined) return tellRefusal(refusal, language)
    return error.exitCode === 0 ? exitCodes.yes : exitCodes.mistake
  }
  if (error instanceof Refusal) return tellRefusal(error, language)
  if (error instanceof Answered) return tellAnswer(error)
  const { err } = terminal
  err.write(`kagimori: ${render(language, 'internal-error')}\n`)
  if (process.env.KAGIMORI_DEBUG) {
    const { describeFault } = await import('../log.ts')
    const { fault, message = '', stack = '' } = describeFault(error)
    err.write(`${fault}: ${message}\n${stack}\n`)
  }
  return exitCodes.fault
}

function tellRefusal(refusal: Refusal, language: Language): number {
  const { key, values, kind, faults } = refusal
  const places = faults.map(({ at, key, values }) => {
    const detail = render(language, key, values)
    return { at: spokenPlace(at)[language], detail, hint: hintOf(language, key, values) }
  })
  tell(render(language, key, values), places, refusal.hint(language))
  return mistakes.includes(key) ? exitCodes.mistake : (kindExit[kind] ?? exitCodes.mistake)
}

/** What was asked was answered, with no: the system lets somebody else in, or the new password is no good. */
const noes = /^(?:proof-new-refused|proof-old-accepted|proof-unknown|rotation-)/

function tellAnswer({ message, problem, status }: Answered): number {
  const { errors = [], hint, code = '' } = problem
  tell(message, errors, hint)
  if (status >= 500) return exitCodes.fault
  return noes.test(code) ? exitCodes.no : exitCodes.mistake
}

/** What one bad field, line or file is told as. */
interface Place {
  readonly at: string
  readonly detail: string
  readonly hint?: string | null | undefined
}

/** A single place that says the same as the whole is told in one line with it. */
function tell(sentence: string, places: readonly Place[], hint: string | null | undefined): void {
  const { err } = terminal
  const [first] = places
  const isAll = places.length === 1 && first?.detail === sentence
  err.write(`${paint(err, 'red', 'kagimori:')} ${isAll ? `${first?.at}: ` : ''}${sentence}\n`)
  for (const { at, detail, hint: own } of isAll ? [] : places.slice(0, mostLines)) {
    err.write(`  ${at}: ${detail}${own === undefined || own === null || own === hint ? '' : ` ${own}`}\n`)
  }
  if (hint !== undefined && hint !== null) err.write(`  ${hint}\n`)
}
