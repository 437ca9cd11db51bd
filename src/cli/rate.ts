import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Config } from '../config.ts'
import { estimators } from '../strength/estimators.ts'
import { exitCodes } from './exit-codes.ts'
import { headsOf, renderTable } from './table.ts'
import { terminal } from './terminal.ts'

interface RateFlags {
  readonly estimator: 'kagimori' | 'zxcvbn'
  readonly output: 'table' | 'tsv' | 'json'
}

/** Rates passwords, one a line on standard input, in input order. Never prints one. */
export async function runRate(config: Config, flags: RateFlags): Promise<number> {
  // Lines that come before anybody asks for them would be lost: the estimator is loaded first.
  const estimator = await estimators[flags.estimator]()
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const table: string[][] = []
  for await (const password of lines) {
    const { score, guesses } = estimator.estimate(password, [])
    if (flags.output === 'table') {
      table.push([
        String(table.length + 1),
        String(score),
        `10^${Math.log10(Math.max(1, guesses)).toFixed(1)}`,
      ])
      continue
    }
    const line = flags.output === 'tsv' ? `${score}\t${guesses}` : JSON.stringify({ score, guesses })
    if (!terminal.out.write(`${line}\n`)) await once(terminal.out, 'drain')
  }
  if (flags.output === 'table')
    terminal.out.write(renderTable(headsOf(config.language, ['line', 'score', 'guesses']), table))
  return exitCodes.yes
}
