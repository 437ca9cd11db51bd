import type { ConnectionOptions } from 'node:tls'
import type { Inspection, ProbeLimits, ProbeTarget } from '../core/probe.ts'
import { within } from './attempt.ts'
import { LineConversation } from './line-conversation.ts'
import { acceptedVersions, lenient } from './tls.ts'

/** How a line protocol greets, goes over to TLS, and shows whether it takes a login before. */
export interface Dialect {
  readonly isLast: (line: string) => boolean
  /** Asks for TLS; false where the server has none. */
  readonly begin: (conversation: LineConversation) => Promise<boolean>
  /** Whether it would take a password in clear; sends none. Undefined where that cannot be told. */
  readonly takesPlain: (conversation: LineConversation) => Promise<boolean | undefined>
  readonly anonymous?: (conversation: LineConversation) => Promise<boolean>
}

/** Learns what a server says to anybody: its greeting, how it protects logins, its TLS versions and certificate. */
export async function inspectLines(
  target: ProbeTarget,
  limits: ProbeLimits,
  dialect: Dialect,
): Promise<Inspection> {
  const hold = <T>(
    options: ConnectionOptions,
    work: (conversation: LineConversation, greeting: string, onSent: () => void) => Promise<T>,
  ) =>
    within(limits, async ({ onEnd, onSent }) => {
      const conversation = await LineConversation.open(target, limits, options)
      onEnd(() => conversation.close())
      const greeting = await conversation.ask(undefined, dialect.isLast)
      return work(conversation, greeting.join(' '), onSent)
    })
  const secured = async (conversation: LineConversation, options: ConnectionOptions) => {
    if (target.tls === 'implicit') return true
    if (!(await dialect.begin(conversation))) return false
    await conversation.upgrade(options)
    return true
  }
  const first = await hold(lenient, async (conversation, greeting) => ({
    greeting,
    takesPlain: target.tls === 'implicit' ? false : await dialect.takesPlain(conversation),
  }))
  const { offered, tls } = await hold(lenient, async conversation => ({
    offered: await secured(conversation, lenient),
    ...conversation.tls,
  }))
  const accepted = offered
    ? await acceptedVersions(options => hold(options, conversation => secured(conversation, options)))
    : []
  const { anonymous: ask } = dialect
  const anonymous =
    ask === undefined
      ? undefined
      : await hold(lenient, async (conversation, _greeting, onSent) => {
          await secured(conversation, lenient)
          onSent()
          return ask(conversation)
        }).catch(() => undefined)
  return {
    ...useOf(target, offered, first.takesPlain),
    ...(tls === undefined ? {} : { tls }),
    ...(offered ? { tlsVersions: accepted } : {}),
    ...(anonymous === undefined ? {} : { anonymous }),
    ...readBanner(first.greeting),
  }
}

function useOf(
  { tls }: ProbeTarget,
  offered: boolean,
  takesPlain: boolean | undefined,
): Pick<Inspection, 'tlsUse'> {
  if (tls === 'implicit') return { tlsUse: 'implicit' }
  if (takesPlain === undefined) return {}
  if (takesPlain) return { tlsUse: offered ? 'optional' : 'none' }
  return offered ? { tlsUse: 'required' } : {}
}

/** The greeting as it may be shown, and whether it gives a version away (`vsFTPd 3.0.3`, `Exim 4.96`). */
export function readBanner(greeting: string): Pick<Inspection, 'banner' | 'tellsVersion'> {
  const banner = greeting
    .replace(/[^ -~]/g, ' ')
    .slice(0, 200)
    .trim()
  if (banner === '') return {}
  return { banner, tellsVersion: /[A-Za-z][\w.-]*[ /_-]v?\d+\.\d+/.test(banner) }
}
