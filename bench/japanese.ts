import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common'
import { dictionary as english } from '@zxcvbn-ts/language-en'
import languageJa from '@zxcvbn-ts/language-ja'
import zxcvbn from 'zxcvbn'
import { openDefaultEstimator } from '../src/strength/default-estimator.ts'
import { fixedLists, ownLists } from '../src/strength/words/own-lists.ts'
import { strongPasswords } from '../test/strength/strong-cases.ts'
import { weakTest } from '../test/strength/weak-test.ts'
import { families, weakTraining } from '../test/strength/weak-training.ts'

type Score = (password: string) => number
type Passwords = Readonly<Record<string, readonly string[]>>

const strongOfEach = 20

/**
 * Weak Japanese-flavoured passwords told as weak, and strong ones wrongly so, per family and on lists tuned on and
 * never tuned on: ours, the zxcvbn package, and zxcvbn-ts with English and with Japanese words.
 */
export async function benchJapanese(): Promise<void> {
  const peers = openPeers()
  write(['list', 'size', 'source'], 24)
  for (const { name, words, source } of [...ownLists, ...fixedLists])
    write([name, String(words.length), source], 24)
  for (const [name, weak, strong] of [
    ['training', weakTraining, strongPasswords(1, strongOfEach)],
    ['test', weakTest, strongPasswords(2, strongOfEach)],
  ] as const) {
    process.stdout.write(`\n${name} list: share with a score of at most 2 / at most 1\n`)
    write(['', ...Object.keys(peers)])
    for (const family of families) write([family, ...shares(peers, weak[family])])
    write(['all weak', ...shares(peers, Object.values(weak).flat())])
    process.stdout.write(`${name} list: strong passwords with a score below 3, of ${strongOfEach} each\n`)
    for (const [kind, passwords] of Object.entries(strong)) write([kind, ...falseAlarms(peers, passwords)])
    write(['all strong', ...falseAlarms(peers, Object.values(strong satisfies Passwords).flat())])
  }
}

function openPeers(): Readonly<Record<string, Score>> {
  const ours = openDefaultEstimator()
  const words = { ...common, ...english }
  const withEnglish = new ZxcvbnFactory({ dictionary: words, graphs: adjacencyGraphs })
  const withJapanese = new ZxcvbnFactory({
    dictionary: {
      ...words,
      ...Object.fromEntries(
        Object.entries(languageJa.dictionary).map(([name, list]) => [`${name}-ja`, list]),
      ),
    },
    graphs: adjacencyGraphs,
  })
  return {
    kagimori: password => ours.estimate(password, []).score,
    zxcvbn: password => zxcvbn(password).score,
    'zxcvbn-ts en': password => withEnglish.check(password).score,
    'zxcvbn-ts en+ja': password => withJapanese.check(password).score,
  }
}

function shares(peers: Readonly<Record<string, Score>>, passwords: readonly string[]): readonly string[] {
  return Object.values(peers).map(score => {
    const scores = passwords.map(score)
    const upTo = (most: number) => (100 * scores.filter(each => each <= most).length) / scores.length
    return `${upTo(2).toFixed(1)} / ${upTo(1).toFixed(1)} %`
  })
}

function falseAlarms(
  peers: Readonly<Record<string, Score>>,
  passwords: readonly string[],
): readonly string[] {
  return Object.values(peers).map(score => String(passwords.filter(password => score(password) < 3).length))
}

function write(cells: readonly string[], width = 42): void {
  const [first = '', ...others] = cells
  process.stdout.write(
    `${first.padEnd(width)}${others.map(cell => cell.padEnd(18)).join('')}`.trimEnd().concat('\n'),
  )
}
