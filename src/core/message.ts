import { en } from './catalogue/en.ts'
import { ja } from './catalogue/ja.ts'

/** Languages every sentence exists in (law 8). */
export type Language = 'en' | 'ja'

/** A sentence carried with the thing that says it (rules, formats), `{name}` filled from values. */
export interface Sentence {
  readonly en: string
  readonly ja: string
}

export type MessageKey = keyof typeof en

/** What fills the `{names}` of a sentence. Never a password, never a part of one. */
export type Values = Readonly<Record<string, string | number>>

/** The same where some are sentences of their own, said in the reader's language. */
export type SpokenValues = Readonly<Record<string, string | number | Sentence>>

const catalogues: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, ja }

/** The catalogue's sentence for `key` with its `{names}` filled in. */
export function render(language: Language, key: MessageKey, values: SpokenValues = {}): string {
  return fill(catalogues[language][key], spoken(language, values))
}

function spoken(language: Language, values: SpokenValues): Values {
  const said: Record<string, string | number> = {}
  for (const name in values) {
    const value = values[name]
    if (value !== undefined) said[name] = isSentence(value) ? value[language] : value
  }
  return said
}

function isSentence(value: string | number | Sentence): value is Sentence {
  return typeof value === 'object'
}

/** Fills `{names}`; a name without a value stays as it is, so that it is seen. */
export function fill(template: string, values: Values): string {
  const parts = partsOf(template)
  let text = ''
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] ?? ''
    if (at % 2 === 0) text += part
    else text += Object.hasOwn(values, part) ? values[part] : `{${part}}`
  }
  return text
}

/** Templates are sentences of the catalogue and of the shelves: a fixed number. */
const known = new Map<string, readonly string[]>()

/** Text and name in turn, beginning with text. */
function partsOf(template: string): readonly string[] {
  let parts = known.get(template)
  if (parts === undefined) {
    parts = template.split(/\{(\w+)\}/)
    known.set(template, parts)
  }
  return parts
}

/** Whether the catalogue has such a sentence. */
export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(en, key)
}
