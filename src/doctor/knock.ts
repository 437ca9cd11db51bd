import { lookup } from 'node:dns/promises'
import { plainAddress } from '../core/address.ts'
import { denialText } from '../core/gate.ts'
import type { ProbeTarget } from '../core/probe.ts'
import type { Secret } from '../core/secret.ts'
import { within } from '../probe-library/attempt.ts'
import { LineConversation } from '../probe-library/line-conversation.ts'
import { lenient } from '../probe-library/tls.ts'
import type { Dialect, Talk } from './dialects.ts'

/** Who knocks: a login that nobody has, one that somebody has with a made-up password, or one that is right. */
export interface Visitor {
  readonly is: 'made-up' | 'named' | 'right'
  readonly login: string
  readonly password: Secret
  /** A private key as OpenSSH writes it, in the place of the password; for SSH alone. */
  readonly key?: string
}

/** How a server treated one login. */
export interface Knocked {
  /** The address it came from, as this machine knows it; absent where nobody answered. */
  readonly from?: string
  /** `heard`: talked to as far as one gets without a login; `turned-away`: the password was not even looked at. */
  readonly did?: 'in' | 'heard' | 'refused' | 'turned-away'
  /** The server's last word. */
  readonly words?: string
  /** Why there is no answer, by the system's code. */
  readonly trouble?: string
}

/** Pure-FTPd lets whoever it refuses wait for five seconds; a gate that gets no answer takes two more. */
export const patience = { milliseconds: 20_000, bytes: 65_536 } as const

/** Tries one login once, from one of this machine's addresses; nothing is thrown. The password of a right login is sent over TLS only to a server whose certificate is valid. */
export async function knock(
  url: URL,
  dialect: Dialect,
  from: string | undefined,
  visitor: Visitor,
): Promise<Knocked> {
  let met: LineConversation | undefined
  let words = ''
  let isGreeted = false
  const options = visitor.is === 'right' ? {} : lenient
  try {
    return await within(patience, async ({ onEnd }) => {
      const target = await targetOf(url, dialect, from)
      const line = await LineConversation.open(target, patience, {
        ...options,
        ...(from === undefined ? {} : { localAddress: from }),
      })
      met = line
      onEnd(() => line.close())
      const askAll = async (said: string | undefined, isLast = dialect.isLast) => {
        const answer = await line.ask(said, isLast)
        words = answer.at(-1) ?? ''
        return answer
      }
      const talk: Talk = {
        askAll,
        ask: async (said, isLast) => (await askAll(said, isLast)).at(-1) ?? '',
        upgrade: () => line.upgrade(options),
        isPlain: !dialect.implicitTls,
      }
      const greeting = (await askAll(undefined)).at(-1) ?? ''
      if (!dialect.greeted.test(greeting)) return told(line, 'turned-away', greeting)
      isGreeted = true
      const last = await dialect.logIn(talk, visitor.login, visitor.password.reveal())
      return told(line, didBy(dialect, last), last)
    })
  } catch (error) {
    const trouble = troubleOf(error)
    if (met === undefined || trouble !== 'unreachable') return { trouble }
    // Hung up without a word: a mail proxy does so to whom the server behind it refuses.
    return told(met, isGreeted ? 'refused' : 'turned-away', words)
  }
}

function didBy({ welcome, away }: Dialect, last: string | undefined): NonNullable<Knocked['did']> {
  if (last === undefined) return 'heard'
  if (welcome.test(last)) return 'in'
  return away.test(last) || last.includes(denialText) ? 'turned-away' : 'refused'
}

function told(line: LineConversation, did: NonNullable<Knocked['did']>, words = ''): Knocked {
  const { localAddress } = line
  return {
    did,
    words: words.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 200),
    ...(localAddress === undefined ? {} : { from: plainAddress(localAddress) }),
  }
}

async function targetOf(url: URL, dialect: Dialect, from: string | undefined): Promise<ProbeTarget> {
  const { address } = await addressOf(url, from)
  const host = hostOf(url)
  const port = url.port === '' ? dialect.port : Number(url.port)
  const tls = dialect.implicitTls ? 'implicit' : 'upgrade'
  return { protocol: url.protocol.slice(0, -1), host, address, port, tls }
}

/** Where the host is, in the family of the address that somebody comes from. */
export function addressOf(url: URL, from: string | undefined): Promise<{ readonly address: string }> {
  return lookup(hostOf(url), from === undefined ? {} : { family: from.includes(':') ? 6 : 4 })
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/** Why nobody answered, by the system's code or our own word for it. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return '?'
  return 'code' in error ? String(error.code) : error.message
}
