import type { HandedOver, Handover } from '../core/handover.ts'
import { escapeHtml } from '../core/html-text.ts'
import { type Language, type MessageKey, render, type SpokenValues } from '../core/message.ts'
import type { Refusal } from '../core/refusal.ts'

/** One of the three things the page shows. */
export type HandoverView = { readonly language: Language } & (
  | { readonly waiting: Handover }
  | { readonly taken: HandedOver }
  | { readonly refusal: Refusal }
)

/** A page of HTML alone, without script, style or anything from elsewhere; the button asks for the password itself. */
export function renderHandoverPage(view: HandoverView): string {
  const say = (key: MessageKey, values?: SpokenValues) => escapeHtml(render(view.language, key, values))
  const title = say('handover-title')
  return `<!doctype html>
<html lang="${view.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
${bodyOf(view, say)}
</main>
</body>
</html>
`
}

function bodyOf(view: HandoverView, say: (key: MessageKey, values?: SpokenValues) => string): string {
  if ('refusal' in view) {
    const hint = view.refusal.hint(view.language)
    const sentences = [
      say(view.refusal.key, view.refusal.values),
      ...(hint === undefined ? [] : [escapeHtml(hint)]),
    ]
    return sentences.map(sentence => `<p>${sentence}</p>`).join('\n')
  }
  if ('taken' in view) {
    return `${about(view.taken, say)}
<p><textarea readonly rows="2" cols="60" autocomplete="off" spellcheck="false">${escapeHtml(view.taken.password)}</textarea></p>
<p>${say('handover-shown')}</p>`
  }
  const { expiresAt } = view.waiting
  return `${about(view.waiting, say)}
<p>${say('handover-waits', { expiresAt: `${expiresAt.slice(0, 16).replace('T', ' ')} UTC` })}</p>
<form method="post"><button>${say('handover-button')}</button></form>`
}

function about({ system, login }: Handover, say: (key: MessageKey, values?: SpokenValues) => string): string {
  if (system === undefined && login === undefined) return ''
  return `<p>${say('handover-about', { system: system ?? '–', login: login ?? '–' })}</p>`
}
