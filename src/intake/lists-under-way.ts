import type { AccountList, ListNews } from '../core/account-list.ts'
import { Refusal } from '../core/refusal.ts'
import type { Parts } from '../parts.ts'
import type { ImportWatch } from './import.ts'

/** Each is read by a process of its own, of up to 300 MB. */
const mostAtOnce = 4
const newsKept = 1_000
const newsKeptMilliseconds = 86_400_000
const beatMilliseconds = 5_000
/** Of a process that was not heard of for so long nothing more will come. */
const silentMilliseconds = 60_000

interface Run {
  news: ListNews
  isReceived: boolean
  readonly stop: AbortController
  /** Writes of its news, one after the other. */
  writing: Promise<void>
  ended: Promise<void>
}

/**
 * Lists on their way in that nobody waits for. The bytes are with the process that reads them and nowhere else; what is
 * kept is how far they are and what came of them: of the newest 1,000, for a day.
 */
export class ListsUnderWay {
  readonly #parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>
  readonly #isShared: boolean
  readonly #runs = new Map<string, Run>()

  /** `isShared`: other processes work on the same database, and each tells of the lists of all. */
  constructor(parts: Pick<Parts, 'store' | 'clock' | 'reportFault'>, isShared: boolean) {
    this.#parts = parts
    this.#isShared = isShared
  }

  /** Whether so many are under way that the next one is to be waited for. */
  get isFull(): boolean {
    return this.#runs.size >= mostAtOnce
  }

  /** Answers as soon as `work` has the list whole; what it refuses before that is refused here. */
  async begin(list: AccountList, work: (watch: ImportWatch) => Promise<ListNews>): Promise<ListNews> {
    const run: Run = {
      news: { ...list, phase: 'reading', progress: 0 },
      isReceived: false,
      stop: new AbortController(),
      writing: Promise.resolve(),
      ended: Promise.resolve(),
    }
    this.#runs.set(list.id, run)
    const received = Promise.withResolvers<void>()
    const working = work({
      signal: run.stop.signal,
      onReceived: () => {
        run.isReceived = true
        received.resolve()
      },
      onStep: news => {
        run.news = news
      },
    })
    run.ended = this.#follow(run, working)
    await Promise.race([received.promise, working])
    await this.#write(run).catch(error => {
      run.stop.abort(error)
      throw error
    })
    return run.news
  }

  /** What is known of a list, on its way in or in place; undefined where there is none. */
  async tell(id: string): Promise<ListNews | undefined> {
    const { store } = this.#parts
    const news = this.#runs.get(id)?.news ?? (await store.getList(id))
    if (news !== undefined) return this.#withAudit(news)
    const kept = await store.getListNews(id)
    if (kept?.news.status !== 'staging') return kept?.news
    // With the process that held the bytes they are gone.
    const isAlive = this.#isShared && kept.at > this.#ago(silentMilliseconds)
    return isAlive ? kept.news : nothingOf(kept.news, lost())
  }

  /** Cuts short what is not in place yet, and leaves audits to the next start; ends when that is written. */
  async stop(): Promise<void> {
    const runs = [...this.#runs.values()]
    for (const { stop } of runs) stop.abort(lost())
    await Promise.all(runs.map(({ ended }) => ended))
  }

  async #follow(run: Run, working: Promise<ListNews>): Promise<void> {
    const { store, reportFault } = this.#parts
    const report = (error: unknown) => reportFault('account-list', error)
    const beat = () => this.#write(run).catch(report)
    const beating = this.#isShared ? setInterval(beat, beatMilliseconds).unref() : undefined
    try {
      run.news = await working
    } catch (error) {
      if (run.isReceived && !(error instanceof Refusal)) report(error)
      run.news = nothingOf(run.news, error instanceof Refusal ? error : lost())
    }
    clearInterval(beating)
    if (run.isReceived) {
      await beat()
      await store.pruneListNews(newsKept, this.#ago(newsKeptMilliseconds)).catch(report)
    }
    this.#runs.delete(run.news.id)
  }

  #write(run: Run): Promise<void> {
    const { store, clock } = this.#parts
    run.writing = run.writing
      .catch(() => undefined)
      .then(() => store.putListNews({ at: clock(), news: run.news }))
    return run.writing
  }

  async #withAudit(news: ListNews): Promise<ListNews> {
    if (news.status !== 'committed' || news.audit === undefined) return news
    const audit = await this.#parts.store.getAudit(news.audit)
    return audit?.status === 'failed' ? news : { ...news, phase: 'auditing', progress: audit?.progress ?? 0 }
  }

  #ago(milliseconds: number): string {
    return new Date(Date.parse(this.#parts.clock()) - milliseconds).toISOString()
  }
}

function lost(): Refusal {
  return new Refusal('unavailable', 'list-lost')
}

function nothingOf(news: ListNews, { kind, key, values, faults }: Refusal): ListNews {
  const { phase: _phase, progress: _progress, ...rest } = news
  const refusal = { kind, key, values, faults }
  return { ...rest, status: key === 'list-lost' ? 'lost' : 'refused', refusal }
}
