import type { LoginAnswer, Probe } from '../core/probe.ts'
import { attempt, ProbeStop, unknownFor } from '../probe-library/attempt.ts'
import { inspectHttp } from '../probe-library/http-inspection.ts'
import { askHttp, type HttpAnswer } from '../probe-library/http-request.ts'

/** A web page's login form, as declared by the endpoint's `form`. Sends the hidden fields and cookies it was given. */
export default {
  name: 'http-form',
  protocols: ['http-form', 'https-form'],
  about: {
    en: 'Sends the login form of a web page once and looks for the marks that were declared. Follows no redirect.',
    ja: 'Webページのログインフォームを1回だけ送信し、登録された目印を探します。転送には従いません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { form } = target
      if (form === undefined) throw new ProbeStop('not-offered')
      if (target.tls === 'upgrade') throw new ProbeStop('plain-not-allowed')
      const { path } = form
      const page = await askHttp(target, { method: 'GET', path, limits, onEnd })
      if (page.status >= 500 || page.status === 429) return { ...unknownFor('try-later'), ...page.tls }
      const fields = new URLSearchParams(hiddenFields(page.text))
      fields.set(form.loginField, login)
      fields.set(form.passwordField, password.reveal())
      const cookie = page.cookies.map(each => each.split(';', 1)[0]).join('; ')
      onSent()
      const answer = await askHttp(target, {
        method: 'POST',
        path,
        limits,
        onEnd,
        body: fields.toString(),
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(cookie === '' ? {} : { cookie }),
        },
      })
      const { successMark, failureMark } = form
      return { ...readPage(answer, { successMark, failureMark }, page.text), ...answer.tls }
    }),
  inspect: inspectHttp,
  examples: [],
} satisfies Probe

/** What stands in the form before anybody types: tokens against forged requests. */
function hiddenFields(html: string): [string, string][] {
  return [...html.matchAll(/<input\b[^>]*>/gi)].flatMap(([tag]) => {
    const named = (name: string) => new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(tag)?.[1]
    const name = named('name')
    return named('type')?.toLowerCase() === 'hidden' && name !== undefined
      ? [[name, named('value') ?? ''] as [string, string]]
      : []
  })
}

function readPage(
  { status, location, text }: HttpAnswer,
  { successMark, failureMark }: { readonly successMark: string; readonly failureMark: string | undefined },
  before: string,
): LoginAnswer {
  if (status === 429 || status >= 500) return unknownFor('try-later')
  if (status === 423) return unknownFor('locked')
  const leadsTo = location.replace(/^https?:\/\/[^/]*/i, '')
  if (leadsTo === successMark || (text.includes(successMark) && !before.includes(successMark))) {
    return { answer: 'accepted' }
  }
  const isRefusal = failureMark !== undefined && (leadsTo === failureMark || text.includes(failureMark))
  return isRefusal && !before.includes(failureMark) ? { answer: 'refused' } : unknownFor('unreadable')
}
