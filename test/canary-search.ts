import Encoding from 'encoding-japanese'

/** An invented password whose core occurs nowhere else; finding the core in any form finds the password. */
export interface Canary {
  readonly core: string
  readonly password: string
}

/** How a password is dressed: what quoting, escaping and formula guards have to cope with. */
const shapes = {
  plain: (core: string) => `Kiri-${core}-9f`,
  spaced: (core: string) => `pass ${core} phrase`,
  quote: (core: string) => `Ki"${core}"ri'`,
  comma: (core: string) => `Ki,${core};ri\t9`,
  formula: (core: string) => `=${core}+1`,
  markup: (core: string) => `<b>${core}</b>&amp;%41\\u0041`,
  japanese: (core: string) => `鍵-${core}-守9`,
} as const
export type Shape = keyof typeof shapes

const ascii = [...'bcdfghjkmnpqrtvwxyz2346789']
const japanese = [
  ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろ鍵守東西南北',
]

/** Hands out passwords no two of which share a core; the same seed gives the same ones in the same order. */
export class Canaries {
  readonly all: Canary[] = []
  readonly #cores = new Set<string>()
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  take(count: number, shape: Shape = 'plain'): readonly Canary[] {
    const taken = Array.from({ length: count }, () => this.#make(shape))
    this.all.push(...taken)
    return taken
  }

  #make(shape: Shape): Canary {
    const [letters, length] = shape === 'japanese' ? [japanese, 7] : [ascii, 11]
    for (;;) {
      const core = Array.from({ length }, () => letters[this.#below(letters.length)]).join('')
      if (this.#cores.has(core)) continue
      this.#cores.add(core)
      return { core, password: shapes[shape](core) }
    }
  }

  /** Mulberry32. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

const bytesOf = (text: string) => Buffer.from(text, 'utf8')
const escaped = (core: string) =>
  [...core].map(sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
const percent = (core: string) => bytesOf(core).toString('hex').replace(/../g, '%$&')
const inJapanese = (core: string, to: 'SJIS' | 'EUCJP') =>
  Buffer.from(Encoding.convert(Encoding.stringToCode(core), { from: 'UNICODE', to }))

/** The characters of a Base64 text that depend on the core alone when it stands `shift` bytes into a group. */
function base64Inside(core: string, shift: number): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), bytesOf(core)])
  return bytes.toString('base64').slice(Math.ceil((shift * 8) / 6), Math.floor((bytes.length * 8) / 6))
}

const toUrl = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_')

/** Every form a password could be written in. */
export const forms: Readonly<Record<string, (core: string) => Buffer>> = {
  'UTF-8': bytesOf,
  'UTF-8, capitals': core => bytesOf(core.toUpperCase()),
  'UTF-16LE': core => Buffer.from(core, 'utf16le'),
  'UTF-16BE': core => Buffer.from(core, 'utf16le').swap16(),
  'Base64 at 0': core => bytesOf(base64Inside(core, 0)),
  'Base64 at 1': core => bytesOf(base64Inside(core, 1)),
  'Base64 at 2': core => bytesOf(base64Inside(core, 2)),
  'Base64url at 0': core => bytesOf(toUrl(base64Inside(core, 0))),
  'Base64url at 1': core => bytesOf(toUrl(base64Inside(core, 1))),
  'Base64url at 2': core => bytesOf(toUrl(base64Inside(core, 2))),
  percent: core => bytesOf(percent(core)),
  'percent, capitals': core => bytesOf(percent(core).toUpperCase()),
  hex: core => bytesOf(bytesOf(core).toString('hex')),
  'hex, capitals': core => bytesOf(bytesOf(core).toString('hex').toUpperCase()),
  'JSON escapes': core => bytesOf(escaped(core)),
  'JSON escapes, capitals': core => bytesOf(escaped(core).toUpperCase().replaceAll('\\U', '\\u')),
  CP932: core => inJapanese(core, 'SJIS'),
  'EUC-JP': core => inJapanese(core, 'EUCJP'),
}

/** One password found, and in which form. */
export interface Trace {
  readonly canary: Canary
  readonly form: string
}

interface Needle extends Trace {
  readonly bytes: Buffer
}

/** Looks for many passwords in every form at once: four bytes choose the needles that are compared. */
export class CanarySearch {
  readonly #needles = new Map<number, Needle[]>()
  readonly #first = new Uint8Array(2 ** 24)

  constructor(canaries: readonly Canary[]) {
    for (const canary of canaries) {
      const seen = new Set<string>()
      for (const [form, write] of Object.entries(forms)) {
        const bytes = write(canary.core)
        if (seen.has(bytes.toString('latin1'))) continue
        seen.add(bytes.toString('latin1'))
        this.#add({ canary, form, bytes })
      }
    }
  }

  #add(needle: Needle): void {
    // Not the first four: every escape begins with the same ones.
    const key = needle.bytes.readUInt32BE(4)
    const others = this.#needles.get(key)
    if (others === undefined) this.#needles.set(key, [needle])
    else others.push(needle)
    this.#first[key >>> 8] = 1
  }

  /** All that is found in these bytes, each password and form once. */
  find(bytes: Buffer): readonly Trace[] {
    const found = new Set<Needle>()
    let key = 0
    for (let at = 0; at < bytes.length; at += 1) {
      key = ((key << 8) | (bytes[at] ?? 0)) >>> 0
      if (this.#first[key >>> 8] === 0) continue
      for (const needle of this.#needles.get(key) ?? []) {
        if (standsAt(bytes, at - 7, needle.bytes)) found.add(needle)
      }
    }
    return [...found]
  }
}

function standsAt(bytes: Buffer, start: number, needle: Buffer): boolean {
  const end = start + needle.length
  return start >= 0 && end <= bytes.length && needle.compare(bytes, start, end) === 0
}

/** Passwords found in any form, as sentences. */
export function tracesIn(where: string, all: Iterable<Buffer>, search: CanarySearch): readonly string[] {
  return [...all].flatMap(bytes =>
    search.find(bytes).map(({ canary, form }) => `${where}: ${canary.password} as ${form}`),
  )
}
