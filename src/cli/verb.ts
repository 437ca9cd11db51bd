import { Command } from 'commander'
import type { Language, Sentence } from '../core/message.ts'
import { HelpPage } from './help-page.ts'
import { choiceOption, numberOption, percentOption } from './option.ts'

/** A command of the command line. What it and each of its flags are for is said in both languages; help shows one. */
export class Verb extends Command {
  readonly #language: Language

  constructor(name: string | undefined, language: Language) {
    super(name)
    this.#language = language
  }

  override createCommand(name?: string): Verb {
    return new Verb(name, this.#language)
  }

  override createHelp(): HelpPage {
    return new HelpPage(this.#language)
  }

  /** What it does. */
  about(sentence: Sentence): this {
    return this.description(sentence[this.#language])
  }

  /** A command below this one, with its arguments as `put <id> <file>`; a default one is meant where none is named. */
  verb(nameAndArguments: string, about: Sentence, { isDefault = false } = {}): Verb {
    return this.command(nameAndArguments, { isDefault }).about(about)
  }

  /** A flag as `--to <file>`, with what it is where it is not given. */
  flag(flags: string, about: Sentence, usual?: string | string[]): this {
    return this.option(flags, about[this.#language], usual)
  }

  /** A flag that must be given. */
  required(flags: string, about: Sentence): this {
    return this.requiredOption(flags, about[this.#language])
  }

  /** A flag that takes one of these words. */
  choice(flags: string, about: Sentence, choices: readonly string[], usual?: string): this {
    return this.addOption(choiceOption(flags, about[this.#language], choices).default(usual))
  }

  /** A flag that takes a whole number of this range. */
  number(flags: string, about: Sentence, range: readonly [number, number], usual?: number): this {
    return this.addOption(numberOption(flags, about[this.#language], range).default(usual))
  }

  /** A flag that takes a share of 0 to 100. */
  percent(flags: string, about: Sentence): this {
    return this.addOption(percentOption(flags, about[this.#language]))
  }
}
