import { type Language, type MessageKey, render, type Values } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { Answered } from './rest.ts'
import { paint, terminal } from './terminal.ts'

/** Tells a person on stderr, in the configured language; what programs read goes to stdout. */
export function say(
  { language }: { readonly language: Language },
  key: MessageKey,
  values: Values = {},
): void {
  const { err } = terminal
  err.write(`${paint(err, 'bold', 'kagimori:')} ${render(language, key, values)}\n`)
}

/** What went wrong, as a sentence within another; of a fault of our own only that it was one. */
export function sentenceOf({ language }: { readonly language: Language }, error: unknown): string {
  if (error instanceof Refusal) return render(language, error.key, error.values)
  if (error instanceof Answered) return error.message
  return render(language, 'internal-error')
}
