import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import { render } from '../core/message.ts'
import { readAddress } from '../core/network.ts'
import { hintOf, Refusal } from '../core/refusal.ts'
import { Secret } from '../core/secret.ts'
import type { DoctorDesk, Noted } from '../doctor/desk.ts'
import type { Visitor } from '../doctor/knock.ts'
import { examineLogins, loginSchemes } from '../doctor/login-examination.ts'
import { examinePage } from '../doctor/page-examination.ts'
import { pageLines } from '../doctor/page-lines.ts'
import type { Symptom } from '../doctor/symptom.ts'
import { exitCodes } from './exit-codes.ts'
import { lineOf } from './password-input.ts'
import { print, readTextFile } from './records.ts'
import { callService, serviceAt } from './rest.ts'
import { renderTable } from './table.ts'
import { paint, terminal } from './terminal.ts'

/** What `kagimori doctor` was told on the command line. */
export interface DoctorFlags {
  readonly url: string
  readonly from: readonly string[]
  readonly server?: string
  readonly login?: string
  readonly passwordFile?: string
  readonly key?: string
  readonly output: 'table' | 'json'
}

/** Examines a gate from outside: exit 0 where all is well, 1 where something is wrong, 3 where not all could be seen. */
export async function runDoctor(config: Config, system: string, flags: DoctorFlags): Promise<number> {
  const url = readUrl(flags.url)
  const linesOf = flags.server === undefined ? () => [] : pageLines(flags.server, system)
  const visitor = await readVisitor(flags)
  // An unknown system is refused here, by name.
  await callService(config, `/systems/${encodeURIComponent(system)}`)
  const froms = flags.from.length === 0 ? [undefined] : flags.from.map(from => readAddress(from).text)
  const desk = deskOf(config, system)
  const found = pageSchemes.includes(url.protocol.slice(0, -1))
    ? await examinePage(url, froms, desk)
    : await examineLogins(url, froms, desk, visitor, flags.server)
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

const pageSchemes: readonly string[] = ['http', 'https']

function readUrl(text: string): URL {
  const url = URL.parse(text)
  const known = [...pageSchemes, ...loginSchemes]
  if (url === null || url.hostname === '' || !known.includes(url.protocol.slice(0, -1))) {
    throw new Refusal('invalid', 'doctor-url', { text, known: known.join(', ') })
  }
  return url
}

/** Who knocks: a login kept for this, a name alone, or one that nobody has. */
async function readVisitor({ login, passwordFile, key }: DoctorFlags): Promise<Visitor> {
  const isProved = passwordFile !== undefined || key !== undefined
  if (login === undefined && isProved) throw new Refusal('invalid', 'doctor-login-alone')
  if (login === undefined || !isProved) {
    const made = randomBytes(6).toString('hex')
    const password = new Secret(`not-a-password-${made}`)
    const name = login ?? `kagimori-doctor-${made}`
    return { is: login === undefined ? 'made-up' : 'named', login: name, password }
  }
  const [password = '', pem] = await Promise.all([lineOf(passwordFile), key && readTextFile(key)])
  return { is: 'right', login, password: new Secret(password), ...(pem === undefined ? {} : { key: pem }) }
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
      const { items } = body as { readonly items: readonly Omit<Noted, 'text'>[] }
      return items.map(item => ({ ...item, text: JSON.stringify(item) }))
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
