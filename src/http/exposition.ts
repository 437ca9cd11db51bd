import { AggregatorRegistry, collectDefaultMetrics, Registry } from 'prom-client'

/** One series of a family at this moment; `metricName` where a histogram's parts have names of their own. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
  readonly metricName?: string
}

/** What is counted under one name, as Prometheus knows it. */
export interface Family {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly values: readonly Sample[]
}

/** Prometheus' text format 0.0.4. */
export interface Exposition {
  readonly contentType: string
  readonly text: string
}

/** The process's own: processor, memory, event loop, collections, from the first time somebody asks. */
const ofProcess = new Registry()
collectDefaultMetrics({ register: ofProcess })

/** Prints these families, and the process's own behind them. */
export async function expose(families: readonly Family[]): Promise<Exposition> {
  const ours = AggregatorRegistry.aggregate([families.map(family => ({ ...family, aggregator: 'sum' }))])
  const texts = await Promise.all([ours.metrics(), ofProcess.metrics()])
  return { contentType: ofProcess.contentType, text: texts.join('\n') }
}
