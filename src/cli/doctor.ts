import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import { readAddress } from '../core/network.ts'
import { hintOf, Refusal } from '../core/refusal.ts'
import { type DoctorDesk, examineGate } from '../doctor/examination.ts'
import { pageLines } from '../doctor/page-lines.ts'
import type { Symptom } from '../doctor/symptom.ts'
import { exitCodes } from './command.ts'
import { print } from './records.ts'
import { callService, serviceAt } from './rest.ts'
import { renderTable } from './table.ts'
import { paint, terminal } from './terminal.ts'

/** What `kagimori doctor` was told on the command line. */
export interface DoctorFlags {
  readonly url: string
  readonly from: readonly string[]
  readonly server?: string
  readonly output: 'table' | 'json'
}

/** Examines a gate from outside: exit 0 where all is well, 1 where something is wrong, 3 where not all could be seen. */
export async function runDoctor(config: Config, system: string, flags: DoctorFlags): Promise<number> {
  const url = readUrl(flags.url)
  const linesOf = flags.server === undefined ? () => [] : pageLines(flags.server, system)
  // An unknown system is refused here, by name.
  await callService(config, `/systems/${encodeURIComponent(system)}`)
  const froms = flags.from.length === 0 ? [undefined] : flags.from.map(from => readAddress(from).text)
  const found = await examineGate(url, froms, deskOf(config, system))
  const told = found.map(symptom => {
    const { verdict, from, key, values = {}, fault } = symptom
    const hint = hintOf(config.language, key, values)
    return {
      verdict,
      from: from ?? null,
      code: key,
      detail: render(config.language, key, values),
      hint: hint ?? null,
      lines: fault === undefined ? [] : linesOf(fault),
    }
  })
  if (flags.output === 'json') print({ system, url: url.href, symptoms: told })
  else terminal.out.write(tableOf(config, told))
  return exitOf(found)
}

type Told = Readonly<{
  verdict: Symptom['verdict']
  from: string | null
  detail: string
  hint: string | null
}> & {
  readonly lines: readonly string[]
}

const colours = { good: 'green', bad: 'red', unknown: 'yellow' } as const
const widths = [12, 18, 88] as const

function tableOf({ language }: Config, told: readonly Told[]): string {
  const head = (['verdict', 'from', 'found'] as const).map(name => render(language, `doctor-head-${name}`))
  const rows = told.map(({ verdict, from, detail, hint, lines }) => [
    paint(terminal.out, colours[verdict], render(language, `doctor-verdict-${verdict}`)),
    from ?? '',
    [detail, ...(hint === null || verdict === 'good' ? [] : [hint]), ...lines.map(line => `  ${line}`)].join(
      '\n',
    ),
  ])
  return renderTable(head, rows, widths)
}

function exitOf(found: readonly Symptom[]): number {
  if (found.some(({ verdict }) => verdict === 'bad')) return exitCodes.no
  return found.every(({ verdict }) => verdict === 'good') ? exitCodes.yes : exitCodes.notAssessed
}

function readUrl(text: string): URL {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Refusal('invalid', 'doctor-url', { text })
  return url
}

function deskOf(config: Config, system: string): DoctorDesk {
  const id = encodeURIComponent(system)
  return {
    foresee: async ip => {
      const path = `/systems/${id}/decision?ip=${encodeURIComponent(ip)}`
      return (await callService(config, path)).body as Awaited<ReturnType<DoctorDesk['foresee']>>
    },
    decided: async () => {
      const { body } = await callService(config, `/decisions?system=${id}&limit=200`)
      const { items } = body as { readonly items: readonly { readonly ip: string }[] }
      return items.map(item => ({ ip: item.ip, text: JSON.stringify(item) }))
    },
    askWithoutToken: async () => {
      const answer = await fetch(new URL(`/gates/forward-auth/${id}`, serviceAt(config))).catch(
        () => undefined,
      )
      return answer?.status
    },
    listedAddress: async () => {
      const { body } = await callService(config, `/systems/${id}/allowlist`)
      const { entries } = body as { readonly entries: readonly { readonly network: string }[] }
      return entries[0]?.network.split('/')[0]
    },
  }
}
