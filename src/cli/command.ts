import type { Language, Sentence } from '../core/message.ts'
import { declareConfig, languageOf, type ReadConfig } from './config-flags.ts'
import { exitCodes } from './exit-codes.ts'
import { terminal } from './terminal.ts'
import { Verb } from './verb.ts'

/** Takes a command's exit code. */
type Finish = (code: number) => void

/** Declares commands of one kind; each loads its own room only when it runs. */
export type Declare = (program: Verb, config: ReadConfig, finish: Finish) => void

/** Where commands are declared. Only what a command line may mean is loaded: all of it costs a start 8 ms. */
const kinds: readonly { readonly verbs: readonly string[]; readonly load: () => Promise<Declare> }[] = [
  {
    verbs: ['serve', 'demo', 'config', 'backup', 'restore', 'unlock'],
    load: async () => (await import('./host-verbs.ts')).declareHost,
  },
  {
    verbs: ['audit', 'rate', 'generate'],
    load: async () => (await import('./offline-verbs.ts')).declareOffline,
  },
  {
    verbs: ['import', 'system', 'leaver', 'log'],
    load: async () => (await import('./record-verbs.ts')).declareRecords,
  },
  { verbs: ['tasks'], load: async () => (await import('./task-verbs.ts')).declareTasks },
  { verbs: ['rotate'], load: async () => (await import('./task-verbs.ts')).declareRotation },
  {
    verbs: ['allowlist', 'decide', 'token'],
    load: async () => (await import('./access-verbs.ts')).declareAccess,
  },
  {
    verbs: ['sync', 'doctor', 'inspect'],
    load: async () => (await import('./gate-verbs.ts')).declareGates,
  },
  { verbs: ['policy'], load: async () => (await import('./policy-verbs.ts')).declarePolicy },
]

const about: Sentence = {
  en: 'Audits account lists, rates passwords, keeps IP allowlists and rotation tasks.',
  ja: 'アカウント一覧の監査、パスワードの評価、IP 許可リストと変更タスクの管理。',
}

const moreFlags: Sentence = {
  en: 'kagimori --help lists the flags of the configuration.',
  ja: '設定のオプションは kagimori --help で確認できます。',
}

/** Runs one command line and answers its exit code; says on stderr what was wrong and what to write instead. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  const language = languageOf(argv)
  let exit: number = exitCodes.yes
  const program = await openProgram(argv, language, code => {
    exit = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    return (await import('./telling.ts')).tellError(error, language)
  }
}

/** The program for a reader of this language, with those commands that this command line may mean. */
export async function openProgram(
  argv: readonly string[],
  language: Language,
  finish: Finish,
): Promise<Verb> {
  const program = new Verb('kagimori', language)
    .about(about)
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.out.write(text),
      writeErr: text => terminal.err.write(text),
      // Said in the reader's language instead.
      outputError: () => undefined,
    })
    .addHelpText('afterAll', ({ command }) => (command.parent === null ? '' : `\n${moreFlags[language]}`))
  const config = declareConfig(program, language)
  for (const declare of await Promise.all(meantBy(argv).map(({ load }) => load()))) {
    declare(program, config, finish)
  }
  return program
}

/** Every kind where none is named: help lists them, and a misspelt command is told what it is near to. */
function meantBy(argv: readonly string[]): typeof kinds {
  const meant = kinds.filter(({ verbs }) => verbs.some(verb => argv.includes(verb)))
  return meant.length === 0 ? kinds : meant
}
