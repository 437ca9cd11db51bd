import { contains, type Network, readAddress, readNetwork } from '../core/network.ts'
import { located, Refusal } from '../core/refusal.ts'
import type { Scope, Token } from '../core/token.ts'
import type { Parts } from '../parts.ts'

const prefix = 'kgm_'
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomCharacters = 30
const touchMilliseconds = 60_000

type Held = { readonly token: Token; readonly networks: readonly Network[] }

/** All tokens in memory, looked up by SHA-256, so that a request never waits for the database to be let in. */
export class TokenRing {
  #held = new Map<string, Held>()
  readonly #lastUses = new Map<string, string>()
  /** Whose last use is not noted yet. */
  readonly #used = new Set<string>()
  readonly #parts: Pick<Parts, 'store' | 'clock' | 'digest'>
  #touchedAt = 0

  constructor(parts: Pick<Parts, 'store' | 'clock' | 'digest'>) {
    this.#parts = parts
  }

  async refresh(): Promise<void> {
    const tokens = await this.#parts.store.allTokens()
    this.#held = new Map(
      tokens.map(token => [token.sha256, { token, networks: token.networks.map(readNetwork) }]),
    )
  }

  /** All tokens, with their last use to this moment. */
  tokens(): readonly Token[] {
    return [...this.#held.values()].map(({ token }) => {
      const lastUsedAt = this.#lastUses.get(token.id)
      return lastUsedAt === undefined ? token : { ...token, lastUsedAt }
    })
  }

  /** Whether another admin token can be used from this address. */
  hasAdminBeside(id: string, ip: string, now: string): boolean {
    return [...this.#held.values()].some(({ token, networks }) => {
      const isAdmin = token.id !== id && token.scopes.includes('admin')
      return isAdmin && (token.expiresAt ?? '9') > now && opensFrom(networks, ip)
    })
  }

  /** The token behind this text. Refuses one that is unknown, past its end, or used from elsewhere. */
  authenticate(text: string, ip: string): Token {
    const held = this.#held.get(this.#parts.digest(text))
    const now = this.#parts.clock()
    if (held === undefined) throw new Refusal('unauthenticated', 'token-unknown')
    const { token, networks } = held
    if (token.expiresAt !== undefined && token.expiresAt <= now) {
      throw new Refusal('unauthenticated', 'token-expired', { expiresAt: token.expiresAt })
    }
    if (!opensFrom(networks, ip)) throw new Refusal('forbidden', 'token-network', { ip })
    this.#lastUses.set(token.id, now)
    this.#used.add(token.id)
    return token
  }

  /** Notes last uses, at most once a minute. */
  async touch(force = false): Promise<void> {
    const now = Date.now()
    if (this.#used.size === 0 || (!force && now - this.#touchedAt < touchMilliseconds)) return
    this.#touchedAt = now
    const uses = new Map([...this.#used].map(id => [id, this.#lastUses.get(id) ?? '']))
    this.#used.clear()
    await this.#parts.store.touchTokens(uses)
  }
}

/** A token as a caller asks for it. */
export interface TokenInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly networks?: readonly string[] | undefined
  readonly expiresAt?: string | undefined
}

/** A token to be kept and its text, `kgm_` + 30 random base62 characters (178 bit) + 6 of their CRC-32, as secret scanners know it. */
export function mintToken(
  parts: Pick<Parts, 'newId' | 'clock' | 'digest'>,
  input: TokenInput,
  random: (below: number) => number,
  checksum: (text: string) => number,
): { readonly token: Token; readonly text: string } {
  const body = Array.from({ length: randomCharacters }, () => alphabet[random(alphabet.length)]).join('')
  const text = `${prefix}${body}${base62(checksum(body))}`
  return { token: tokenOf(parts, input, text), text }
}

/** A token for a text the administrator chose. Refuses one that has ended already, and networks that do not read. */
export function tokenOf(
  { newId, clock, digest }: Pick<Parts, 'newId' | 'clock' | 'digest'>,
  input: TokenInput,
  text: string,
): Token {
  const now = clock()
  const expiresAt = input.expiresAt === undefined ? undefined : new Date(input.expiresAt).toISOString()
  if (expiresAt !== undefined && expiresAt <= now) {
    const fault = { at: 'expiresAt', key: 'token-ended', values: { expiresAt } } as const
    throw new Refusal('invalid', fault.key, fault.values, [fault])
  }
  return {
    id: newId('token'),
    name: input.name,
    scopes: [...new Set(input.scopes)],
    networks: [...new Set((input.networks ?? []).map(readPlace))],
    ...(expiresAt === undefined ? {} : { expiresAt }),
    createdAt: now,
    sha256: digest(text),
  }
}

function opensFrom(networks: readonly Network[], ip: string): boolean {
  if (networks.length === 0) return true
  const address = readAddress(ip)
  return networks.some(network => contains(network, address))
}

function readPlace(network: string, index: number): string {
  return located(`networks.${index}`, () => readNetwork(network).text)
}

function base62(value: number): string {
  const digits = Array.from({ length: 6 }, (_, place) => alphabet[Math.floor(value / 62 ** (5 - place)) % 62])
  return digits.join('')
}
