import type { CommanderError } from 'commander'
import type { MessageKey } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'

/** What the parser of command lines finds wrong, by its code: our sentence, and the one where it knows what was meant. */
const sentences: Readonly<Record<string, { readonly key: MessageKey; readonly near?: MessageKey }>> = {
  'commander.unknownOption': { key: 'cli-option-unknown', near: 'cli-option-misspelt' },
  'commander.unknownCommand': { key: 'cli-command-unknown', near: 'cli-command-misspelt' },
  'commander.missingArgument': { key: 'cli-argument-missing' },
  'commander.optionMissingArgument': { key: 'cli-option-empty' },
  'commander.missingMandatoryOptionValue': { key: 'cli-option-missing' },
  'commander.excessArguments': { key: 'cli-arguments-many' },
}

/**
 * The parser's complaint as a refusal of ours; undefined where it only printed help. Its own words are English, and
 * quote what came as an argument, which may be a password.
 */
export function misread({ code, message }: CommanderError): Refusal | undefined {
  const sentence = sentences[code]
  if (sentence === undefined) return undefined
  const name = /'([^']*)'/.exec(message)?.[1] ?? ''
  const meant = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(message)?.[1]
  if (meant === undefined || sentence.near === undefined)
    return new Refusal('invalid', sentence.key, { name })
  return new Refusal('invalid', sentence.near, { name, meant })
}
