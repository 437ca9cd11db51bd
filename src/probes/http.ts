import type { LoginAnswer, Probe, ProbeTarget, ProbeUnknown } from '../core/probe.ts'
import { attempt, ProbeStop, unknownFor } from '../probe-library/attempt.ts'
import { readChallenges } from '../probe-library/http-challenge.ts'
import { inspectHttp } from '../probe-library/http-inspection.ts'
import { askHttp } from '../probe-library/http-request.ts'

/** Statuses of an answer to right or wrong credentials, beside 2xx and 3xx. */
const statuses: Readonly<Record<number, 'accepted' | 'refused' | ProbeUnknown>> = {
  401: 'refused',
  404: 'accepted',
  405: 'accepted',
  403: 'locked',
  423: 'locked',
  408: 'timed-out',
  429: 'try-later',
}

const challenge = 'WWW-Authenticate: Basic realm="files"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** Basic and Digest (RFC 7617, 7616), WebDAV with PROPFIND: over TLS unless declared plain; no redirect is followed. */
export default {
  name: 'http',
  protocols: ['http', 'https', 'webdav', 'webdavs'],
  about: {
    en: 'Asks a web or WebDAV server for one page by Basic or Digest. Follows no redirect, changes nothing.',
    ja: 'WebやWebDAVのサーバーにBasic認証またはDigest認証で1ページだけ要求します。転送には従わず、何も変更しません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      if (target.tls === 'upgrade') throw new ProbeStop('plain-not-allowed')
      const ask = (authorization?: string) =>
        askHttp(target, {
          ...question(target),
          limits,
          onEnd,
          ...(authorization && { headers: { authorization } }),
        })
      // Without credentials first: what asks for no password cannot refuse one.
      const open = await ask()
      const challenged = open.status === 401 ? readChallenges(open.challenges) : undefined
      if (challenged === undefined) {
        return { ...unknownFor(whyUnasked(open.status)), ...open.tls }
      }
      onSent()
      const { status, challenges, tls } = await ask(challenged({ ...question(target), login, password }))
      if (status === 401 && challenges.some(each => /\bstale\s*=\s*"?true/i.test(each))) {
        return { ...unknownFor('try-later'), ...tls }
      }
      return { ...readStatus(status), ...tls }
    }),
  inspect: inspectHttp,
  examples: [
    {
      about: 'takes 401 after credentials for refused',
      protocol: 'http',
      script: [
        { expect: /^GET \/ / },
        { say: `HTTP/1.1 401 No\r\n${challenge}` },
        { expect: /^GET \/ / },
        { say: `HTTP/1.1 401 No\r\n${challenge}` },
      ],
      answer: { answer: 'refused' },
    },
    {
      about: 'takes 200 after credentials for accepted',
      protocol: 'http',
      script: [
        { expect: /^GET \/ / },
        { say: `HTTP/1.1 401 No\r\n${challenge}` },
        { expect: /^GET \/ / },
        { say: 'HTTP/1.1 204 Fine\r\nConnection: close\r\n\r\n' },
      ],
      answer: { answer: 'accepted' },
    },
    {
      about: 'does not take a page that is open to all for accepted',
      protocol: 'http',
      script: [{ expect: /^GET \/ / }, { say: 'HTTP/1.1 204 Fine\r\nConnection: close\r\n\r\n' }],
      answer: { answer: 'unknown', reason: 'no-password-asked' },
    },
    {
      about: 'follows no redirect',
      protocol: 'http',
      script: [
        { expect: /^GET \/ / },
        {
          say: 'HTTP/1.1 302 There\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
        },
      ],
      answer: { answer: 'unknown', reason: 'not-offered' },
    },
    {
      about: 'does not take 429 for a refusal',
      protocol: 'http',
      script: [
        { expect: /^GET \/ / },
        { say: `HTTP/1.1 401 No\r\n${challenge}` },
        { expect: /^GET \/ / },
        { say: 'HTTP/1.1 429 Slow\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' },
      ],
      answer: { answer: 'unknown', reason: 'try-later' },
    },
  ],
} satisfies Probe

function question({ protocol, path = '/' }: ProbeTarget) {
  return { path, method: protocol.startsWith('webdav') ? 'PROPFIND' : 'GET' }
}

/** What a server that did not ask for credentials by a 401 says of them. */
function whyUnasked(status: number): ProbeUnknown {
  if (status >= 500 || status === 429) return 'try-later'
  return status >= 200 && status < 300 ? 'no-password-asked' : 'not-offered'
}

function readStatus(status: number): LoginAnswer {
  if (status >= 200 && status < 400) return { answer: 'accepted' }
  const known = statuses[status]
  if (known === 'accepted' || known === 'refused') return { answer: known }
  return unknownFor(known ?? (status >= 500 ? 'try-later' : 'unreadable'))
}
