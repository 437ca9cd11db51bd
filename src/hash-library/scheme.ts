import type { HashFacts } from '../core/account.ts'
import type { HashContext, HashScheme } from '../core/hash-scheme.ts'
import { decode, decodeDigest, fromCrypt64, readLabelled, unlabelled } from './encoding.ts'
import { cryptOpens } from './libcrypt.ts'

/** What one file of the hashes shelf has to say; `defineScheme` makes the shelf's shape of it. `P` are the text's parts. */
export interface SchemeRow<P> {
  readonly name: string
  /** Names a list may give the scheme, between blanks; compared in lower case by letters and digits alone. */
  readonly named?: string
  /** Parts of a text that says itself which scheme it is of. */
  readonly read?: (text: string) => P | undefined
  /** Parts of a text that says nothing: taken only where the list names the scheme. */
  readonly readBare?: (text: string) => P | undefined
  /** The commonest scheme of its bare form: taken also where the list names none. */
  readonly usual?: boolean
  readonly facts: (parts: P) => Omit<HashFacts, 'scheme'>
  readonly salt?: (parts: P) => string
  readonly opens: (
    password: string,
    parts: P,
    context: HashContext,
  ) => Promise<boolean | undefined> | boolean | undefined
  /** Rough milliseconds of one verification on a core of 2020. */
  readonly milliseconds: (parameters: HashFacts['parameters']) => number
  readonly examples: HashScheme['examples']
}

/** More than any real list asks of one login; a text that asks for more is hostile and is not computed. */
const longestMilliseconds = 10_000
const mostKibibytes = 1024 * 1024

/** Makes a scheme of its row: bounds what a text may cost, and answers "cannot be told" where the library refuses it. */
export function defineScheme<P>(row: SchemeRow<P>): HashScheme {
  const names = new Set([row.name, ...(row.named ?? '').split(' ')].map(foldName))
  const readAny = (text: string) => row.read?.(text) ?? row.readBare?.(text)
  const factsOf = (parts: P): HashFacts => ({ scheme: row.name, ...row.facts(parts) })
  const { salt } = row
  return {
    name: row.name,
    recognise: (text, hint) => {
      const isNamed = hint === undefined ? row.usual === true : names.has(foldName(hint))
      const parts = row.read?.(text) ?? (isNamed ? row.readBare?.(text) : undefined)
      return parts === undefined ? undefined : factsOf(parts)
    },
    ...(salt === undefined
      ? {}
      : {
          salt: (text: string) => {
            const parts = readAny(text)
            return parts === undefined ? undefined : salt(parts)
          },
        }),
    verify: async (password, text, context) => {
      const parts = readAny(text)
      if (parts === undefined || !isAffordable(factsOf(parts).parameters, row.milliseconds)) return undefined
      try {
        return await row.opens(password, parts, context)
      } catch {
        // Parameters of a damaged or hostile text, which the library that computes it refuses.
        return undefined
      }
    },
    verifyCost: facts => row.milliseconds(facts.parameters),
    examples: row.examples,
  }
}

function isAffordable(
  parameters: HashFacts['parameters'],
  milliseconds: SchemeRow<unknown>['milliseconds'],
): boolean {
  return (
    milliseconds(parameters) <= longestMilliseconds &&
    Number(parameters.memoryKibibytes ?? 0) <= mostKibibytes
  )
}

function foldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}

/** A crypt(3) scheme, computed by the system's libcrypt. */
export interface CryptRow {
  readonly name: string
  /** Prefixes in braces the text may stand behind, beside `{CRYPT}`; between blanks. */
  readonly labels?: string
  /** What a framework puts before the text. */
  readonly prefix?: string
  /** The whole text; named groups feed `facts` and `salt` (the group of that name). */
  readonly pattern: RegExp
  readonly facts: (groups: Groups) => Omit<HashFacts, 'scheme'>
  readonly milliseconds: SchemeRow<unknown>['milliseconds']
  readonly examples: HashScheme['examples']
}
export type Groups = Readonly<Record<string, string | undefined>>

/** Makes a crypt(3) scheme of its row. */
export function defineCryptScheme({ labels = '', prefix, pattern, ...row }: CryptRow): HashScheme {
  return defineScheme<{ readonly text: string; readonly groups: Groups }>({
    ...row,
    named: labels,
    read: text => {
      const body =
        prefix !== undefined && text.startsWith(prefix)
          ? text.slice(prefix.length)
          : unlabelled(text, `CRYPT ${labels}`)
      const groups: Groups | undefined = body === undefined ? undefined : pattern.exec(body)?.groups
      return body === undefined || groups === undefined ? undefined : { text: body, groups }
    },
    facts: ({ groups }) => row.facts(groups),
    salt: ({ groups }) => groups.salt ?? '',
    opens: (password, { text }) => cryptOpens(password, text),
  })
}

/** What yescrypt's settings say, in or out of the Russian wrapping: N and r, each one less than it is. */
export function yescryptFacts({ cost = '', blocks = '', salt = '' }: Groups): Omit<HashFacts, 'scheme'> {
  const n = 2 ** (fromCrypt64(cost) + 1)
  const memoryKibibytes = (n * (fromCrypt64(blocks) + 1)) / 8
  return { class: 'slow', parameters: { cost: n, memoryKibibytes }, saltBits: salt.length * 6 }
}

/** A plain digest of the password and nothing else. */
export interface DigestRow {
  readonly name: string
  /** Prefixes in braces, between blanks. */
  readonly labels: string
  readonly named?: string
  readonly usual?: boolean
  readonly bytes: number
  readonly hash: (password: string) => Uint8Array
  readonly class?: HashFacts['class']
  /** What stands before the hex where a framework wrote it (`sha1$$`). */
  readonly prefix?: string
  readonly examples: HashScheme['examples']
}

/** Makes a scheme of a digest without a salt; hex or base64 behind a label, hex alone where the list names it. */
export function defineDigestScheme({ labels, bytes, hash, prefix = '', ...row }: DigestRow): HashScheme {
  return defineScheme<Buffer>({
    ...row,
    named: `${labels} ${row.named ?? ''}`,
    read: text => {
      if (prefix !== '' && text.startsWith(prefix)) return decodeDigest(text.slice(prefix.length), bytes)
      const body = readLabelled(text, labels)?.body
      return body === undefined ? undefined : decodeDigest(body, bytes)
    },
    readBare: text => (text.length === bytes * 2 ? decode(text, 'hex') : undefined),
    facts: () => ({ class: row.class ?? 'unsalted', parameters: { digest: row.name } }),
    opens: (password, digest) => digest.equals(hash(password)),
    milliseconds: () => 0.005,
  })
}
