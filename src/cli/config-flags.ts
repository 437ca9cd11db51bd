import { type Command, Option } from 'commander'
import { type Config, configFlags, readConfig } from '../config.ts'
import type { Language, Sentence } from '../core/message.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** The configuration as the environment and the flags have it; read once. `usual` stands in for what neither names. */
export type ReadConfig = (usual?: Variables) => Config

const group: Sentence = { en: 'Configuration, for every command:', ja: '設定(すべてのコマンドに共通):' }

/**
 * The language to speak, by flag or variable: known before the command line is read, and where it or the configuration
 * does not read. The parser of command lines would take 1 ms of every start to find it.
 */
export function languageOf(argv: readonly string[]): Language {
  const given = argv.flatMap((word, at) => {
    if (word === '--language') return [argv[at + 1]]
    return word.startsWith('--language=') ? [word.slice('--language='.length)] : []
  })
  return (given.at(-1) ?? process.env.KAGIMORI_LANGUAGE) === 'ja' ? 'ja' : 'en'
}

/** Gives a program the flags that override the variables, before and after its commands alike; answers what reads both. */
export function declareConfig(program: Command, language: Language): ReadConfig {
  const options = configFlags().map(({ variable, flag, takes, sets }) => {
    const option = new Option(`${flag} <${takes}>`, sets[language]).helpGroup(group[language])
    program.addOption(option)
    return [variable, option.attributeName()] as const
  })
  let config: Config | undefined
  return usual => {
    if (config === undefined) {
      const flags: Record<string, string | undefined> = {}
      for (const [variable, name] of options) flags[variable] = program.getOptionValue(name)
      config = readConfig({ ...usual, ...process.env }, process.cwd(), flags)
    }
    return config
  }
}
