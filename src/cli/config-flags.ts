import { type Command, Option } from 'commander'
import { type Config, configFlags, readConfig } from '../config.ts'
import type { Language } from '../core/message.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** The configuration as the environment and the flags have it; read once. `usual` stands in for what neither names. */
export type ReadConfig = (usual?: Variables) => Config

/**
 * Gives a program the flags that override the variables, before and after its commands alike; answers what reads the
 * configuration, and the language to speak, which is known even where the configuration does not read.
 */
export function declareConfig(program: Command): {
  readonly read: ReadConfig
  readonly language: () => Language
} {
  const options = configFlags().map(({ variable, flag, takes, sets }) => {
    const option = new Option(`${flag} <${takes}>`, sets).helpGroup('Configuration, for every command:')
    program.addOption(option)
    return [variable, option.attributeName()] as const
  })
  const given = () => {
    const flags: Record<string, string | undefined> = {}
    for (const [variable, name] of options) flags[variable] = program.getOptionValue(name)
    return flags
  }
  let config: Config | undefined
  return {
    read: usual => {
      config ??= readConfig({ ...usual, ...process.env }, process.cwd(), given())
      return config
    },
    language: () => ((given().KAGIMORI_LANGUAGE ?? process.env.KAGIMORI_LANGUAGE) === 'ja' ? 'ja' : 'en'),
  }
}
