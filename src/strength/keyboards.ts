import { found, type Lattice } from './lattice.ts'
import type { KeyGraph } from './match.ts'
import type { ScannedText } from './scanned-text.ts'
import { changes, choices } from './variations.ts'

/** Keyboards whose walks count as many guesses as on another one: the package counts its own like this. */
const countedAs: Readonly<Record<string, string>> = { dvorak: 'qwerty', mac_keypad: 'keypad' }
/** Longer walks count as one of this length. */
const longestWalk = 100
const mostKeys = 255
const shiftedStep = 128

/** A keyboard made ready: how it is guessed, and for two keys in a row the direction from one to the other. */
interface Keyboard {
  readonly name: string
  readonly isExtra: boolean
  /** How many keys a walk can start from, and how many lie around one on average. */
  readonly starts: number
  readonly neighbours: number
  /** Direction from 1 at (previous key) × width + (key), 0 where they are no neighbours; 128 more if shifted. */
  readonly steps: Uint8Array
  /** By key: whether it is written with shift. */
  readonly shifted: Uint8Array
  /** Guesses by length and turns, as they are met. */
  readonly guesses: Map<number, number>
}

/** Walks over neighbouring keys on any of some keyboards. */
export class Keyboards {
  readonly #keyboards: readonly Keyboard[]
  /** Number of a key by its character, from 1; 0 for what is on no keyboard. */
  readonly #keys = new Uint8Array(1 << 16)
  readonly #width: number
  /** By two keys in a row: the keyboards on which they are neighbours, as bits. */
  readonly #neighbours: Uint32Array

  /** Takes the graphs every attacker knows and those only some know. Refuses more than 255 characters in all. */
  constructor(graphs: Readonly<Record<string, KeyGraph>>, extra: Readonly<Record<string, KeyGraph>>) {
    const named = [...Object.entries(graphs), ...Object.entries(extra)]
    const characters = new Set(named.flatMap(([, graph]) => charactersOf(graph)))
    if (characters.size > mostKeys) throw new RangeError(`more than ${mostKeys} characters on keyboards`)
    this.#width = characters.size + 1
    for (const [index, character] of [...characters].entries()) {
      this.#keys[character.charCodeAt(0)] = index + 1
    }
    this.#keyboards = named.map(([name, graph]) => {
      const counted = graphs[countedAs[name] ?? name] ?? graph
      return this.#compile(name, graph, counted, !Object.hasOwn(graphs, name))
    })
    this.#neighbours = new Uint32Array(this.#width * this.#width)
    for (const [index, { steps }] of this.#keyboards.entries())
      for (const [pair, step] of steps.entries())
        if (step !== 0) this.#neighbours[pair] = (this.#neighbours[pair] ?? 0) | (1 << index)
  }

  /** A keyboard's name by its number in the lattice. */
  nameOf(keyboard: number): string {
    return this.#keyboards[keyboard]?.name ?? ''
  }

  /** Adds walks of three keys or more, left to right and apart from each other on each keyboard. */
  findWalks(text: ScannedText, lattice: Lattice): void {
    const walked = this.#walkedOn(text)
    for (let index = 0; walked >> index !== 0; index++) {
      const keyboard = this.#keyboards[index]
      if (keyboard !== undefined && ((walked >> index) & 1) === 1)
        this.#findOn(keyboard, index, text, lattice)
    }
  }

  /** The keyboards with three keys of the text in a row, as bits: most texts have none. */
  #walkedOn({ units, length }: ScannedText): number {
    let walked = 0
    let before = 0
    let key = this.#keys[units[0] ?? 0] ?? 0
    for (let at = 1; at < length; at++) {
      const next = this.#keys[units[at] ?? 0] ?? 0
      const neighbours = this.#neighbours[key * this.#width + next] ?? 0
      walked |= before & neighbours
      before = neighbours
      key = next
    }
    return walked
  }

  #findOn(keyboard: Keyboard, index: number, { units, length }: ScannedText, lattice: Lattice): void {
    const keys = this.#keys
    for (let start = 0; start < length - 1 && start < lattice.length; ) {
      let key = keys[units[start] ?? 0] ?? 0
      let shifted = keyboard.shifted[key] ?? 0
      let turns = 0
      let direction = 0
      let at = start + 1
      for (; at < length; at++) {
        const next = keys[units[at] ?? 0] ?? 0
        const step = keyboard.steps[key * this.#width + next] ?? 0
        if (step === 0) break
        if (step >= shiftedStep) shifted++
        if ((step & (shiftedStep - 1)) !== direction) turns++
        direction = step & (shiftedStep - 1)
        key = next
      }
      if (at - start > 2) {
        const guesses = guessesOf(keyboard, at - start, turns, shifted)
        lattice.add(found.keys, keyboard.isExtra, start, at - 1, guesses, index, turns)
      }
      start = at
    }
  }

  #compile(name: string, graph: KeyGraph, counted: KeyGraph, isExtra: boolean): Keyboard {
    const steps = new Uint8Array(this.#width * this.#width)
    const shifted = new Uint8Array(this.#width)
    for (const [character, around] of Object.entries(graph)) {
      const row = (this.#keys[character.charCodeAt(0)] ?? 0) * this.#width
      for (const [direction, key] of around.entries()) {
        for (const [level, written] of [...(key ?? '')].entries()) {
          const number = this.#keys[written.charCodeAt(0)] ?? 0
          if (level === 1) shifted[number] = 1
          // The first direction that leads to a key counts.
          steps[row + number] ||= direction + 1 + (level === 1 ? shiftedStep : 0)
        }
      }
    }
    const around = Object.values(counted).map(keys => keys.filter(key => key).length)
    const neighbours = around.reduce((sum, count) => sum + count, 0) / around.length
    return { name, isExtra, starts: around.length, neighbours, steps, shifted, guesses: new Map() }
  }
}

function charactersOf(graph: KeyGraph): readonly string[] {
  return [
    ...Object.keys(graph),
    ...Object.values(graph).flatMap(keys => keys.flatMap(key => [...(key ?? '')])),
  ]
}

function guessesOf(keyboard: Keyboard, length: number, turns: number, shifted: number): number {
  const counted = Math.min(length, longestWalk)
  const walks = walksUpTo(keyboard, counted, Math.min(turns, counted))
  if (shifted === 0) return walks
  const plain = counted - Math.min(shifted, counted)
  return walks * (plain === 0 ? 2 : changes(counted, Math.min(counted - plain, plain)))
}

/** Walks of at most so many keys and turns. */
function walksUpTo({ starts, neighbours, guesses }: Keyboard, length: number, turns: number): number {
  const known = guesses.get(length * 256 + turns)
  if (known !== undefined) return known
  let walks = 0
  for (let keys = 2; keys <= length; keys++) {
    for (let turned = 1; turned <= Math.min(turns, keys - 1); turned++) {
      walks += choices(keys - 1, turned - 1) * starts * neighbours ** turned
    }
  }
  guesses.set(length * 256 + turns, walks)
  return walks
}
