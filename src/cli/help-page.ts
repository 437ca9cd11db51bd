import { Help, type Option } from 'commander'
import type { Language } from '../core/message.ts'
import { displayWidth, wrap } from './wrapping.ts'

/** What the parser of command lines writes into a page of its own accord. */
const japanese: Readonly<Record<string, string>> = {
  'Usage:': '使い方:',
  'Arguments:': '引数:',
  'Options:': 'オプション:',
  'Commands:': 'コマンド:',
  '[options]': '[オプション]',
  '[command]': '[コマンド]',
  'display help for command': '説明を表示する',
  choices: '選択肢',
  default: '既定',
  ' (': '(',
  ', ': '、',
}

/** The page that `--help` prints, all in one language; columns line up for wide characters too. */
export class HelpPage extends Help {
  readonly #language: Language
  readonly #word = (english: string): string =>
    this.#language === 'en' ? english : (japanese[english] ?? english)

  constructor(language: Language) {
    super()
    this.#language = language
  }

  override displayWidth(text: string): number {
    return displayWidth(text)
  }

  override boxWrap(text: string, width: number): string {
    return wrap(text, width)
  }

  override styleTitle(title: string): string {
    return this.#word(title)
  }

  override styleUsage(usage: string): string {
    return usage.split(' ').map(this.#word).join(' ')
  }

  override styleSubcommandTerm(term: string): string {
    return this.styleUsage(term)
  }

  override styleDescriptionText(description: string): string {
    return this.#word(description)
  }

  /** Its choices and its default in brackets; an empty list is none. */
  override optionDescription({ description, argChoices, defaultValue }: Option): string {
    const isUsual = defaultValue !== undefined && String(defaultValue) !== ''
    const notes = [
      ...(argChoices === undefined ? [] : [`${this.#word('choices')}: ${argChoices.map(quoted).join(', ')}`]),
      ...(isUsual ? [`${this.#word('default')}: ${quoted(defaultValue)}`] : []),
    ]
    return notes.length === 0
      ? description
      : `${description}${this.#word(' (')}${notes.join(this.#word(', '))})`
  }
}

function quoted(value: unknown): string {
  return JSON.stringify(value)
}
