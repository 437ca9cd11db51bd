import type { Language } from '../core/message.ts'

const known: ReadonlyMap<string, Language> = new Map([
  ['en', 'en'],
  ['ja', 'ja'],
])

/**
 * The language of an answer by Accept-Language (RFC 9110, section 12.5.4): the best-weighted one that exists
 * here; `*` and anything unreadable mean the fallback.
 */
export function languageOf(header: string | undefined, fallback: Language): Language {
  if (header === undefined || header.length > 500) return fallback
  const wished = header
    .split(',')
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wished) {
    const language = tag === '*' ? fallback : known.get(tag)
    if (language !== undefined) return language
  }
  return fallback
}

function readRange(text: string): { readonly tag: string; readonly weight: number } {
  const [range = '', ...parameters] = text
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/)
  const quality = parameters.find(parameter => parameter.startsWith('q='))
  const weight = quality === undefined ? 1 : Number(quality.slice(2))
  return { tag: range.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 }
}
