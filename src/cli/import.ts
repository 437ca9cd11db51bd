import { accessSync, constants, createReadStream, type Stats, statSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { type Language, type MessageKey, render } from '../core/message.ts'
import { Refusal } from '../core/refusal.ts'
import { print } from './records.ts'
import { Answered, callService, type Problem, type RestAnswer } from './rest.ts'
import { progressLine, terminal } from './terminal.ts'

interface ImportFlags {
  readonly system: string
  readonly format: string
  readonly encoding: string
  readonly columns?: string
  readonly partial?: boolean
  readonly confirmEmpty?: boolean
  readonly dryRun?: boolean
}

/** What the service tells of an import, as far as it is looked at here. */
interface ListNews {
  readonly phase: Phase | null
  readonly progress: number | null
  readonly rows: number
  readonly rejectedCount: number
  readonly problem: (Problem & { readonly status: number }) | null
}
type Phase = keyof typeof sentences

const sentences = {
  reading: 'import-reading',
  waiting: 'import-waiting',
  committing: 'import-committing',
  auditing: 'import-auditing',
} as const satisfies Readonly<Record<string, MessageKey>>

const [shortestPause, longestPause] = [50, 1_000]

/**
 * Sends a file, or standard input for `-`, to the running service and asks how far it is until its findings and tasks
 * are in place, which is shown on a terminal; prints the list as recorded.
 */
export async function runImport(config: Config, file: string, flags: ImportFlags): Promise<number> {
  const size = file === '-' ? undefined : sizeOf(file)
  const query = new URLSearchParams({ format: flags.format, encoding: flags.encoding })
  if (flags.columns !== undefined) query.set('columns', flags.columns)
  if (flags.partial === true) query.set('partial', 'true')
  if (flags.confirmEmpty === true) query.set('confirm', 'empty')
  if (flags.dryRun === true) query.set('dryRun', 'true')
  const progress = progressLine(terminal.err, file)
  const showSent = (bytes: number) => {
    if (size !== undefined)
      progress.show(render(config.language, 'import-sending', percent(bytes / Math.max(1, size))))
  }
  try {
    const answer = await callService(config, `/systems/${flags.system}/account-lists?${query}`, {
      method: 'POST',
      stream: sent(file, showSent),
      headers: { 'content-type': 'application/octet-stream', prefer: 'respond-async' },
    })
    return print(await followed(config, answer, news => progress.show(textOf(news, config.language))))
  } finally {
    progress.end()
  }
}

/** Asks after a list until it has ended; throws what it was refused for. */
async function followed(
  config: Config,
  { headers, body }: RestAnswer,
  show: (news: ListNews) => void,
): Promise<unknown> {
  const path = headers.get('location')?.replace('/api/v1', '')
  let news = body as ListNews
  for (let pause = shortestPause; path !== undefined && news.phase !== null; pause *= 1.5) {
    show(news)
    await wait(Math.min(pause, longestPause))
    news = (await callService(config, path)).body as ListNews
  }
  if (news.problem !== null) throw new Answered(news.problem.status, news.problem)
  return news
}

function textOf({ phase, progress, rows, rejectedCount }: ListNews, language: Language): string {
  if (phase === null) return ''
  return render(language, sentences[phase], { rows, rejected: rejectedCount, ...percent(progress ?? 0) })
}

function percent(share: number): { readonly share: number } {
  return { share: Math.min(100, Math.floor(share * 100)) }
}

async function* sent(file: string, showSent: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
    bytes += chunk.length
    showSent(bytes)
    yield chunk
  }
}

function sizeOf(file: string): number {
  const stats = statOf(file)
  if (stats.isDirectory()) throw new Refusal('invalid', 'cli-file-folder', { file })
  return stats.size
}

function statOf(file: string): Stats {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file)
  } catch {
    throw new Refusal('invalid', 'cli-file', { file })
  }
}
