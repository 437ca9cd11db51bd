import type { Decision } from '../core/decision.ts'
import { judgeSpoof, judgeVisit, type Symptom } from './symptom.ts'
import { type Visited, visit } from './visit.ts'

/** What the service knows of the system, as far as the doctor asks. */
export interface DoctorDesk {
  /** What an address would be answered now; nothing is recorded. */
  readonly foresee: (ip: string) => Promise<Pick<Decision, 'allow' | 'wouldAllow'>>
  /** The newest decisions: which address, and all of the record as a text that tells it from others. */
  readonly decided: () => Promise<readonly { readonly ip: string; readonly text: string }[]>
  /** How the gate answers whoever asks without a token; undefined where nobody does. */
  readonly askWithoutToken: () => Promise<number | undefined>
  /** An address the allowlist lets in, if it has any. */
  readonly listedAddress: () => Promise<string | undefined>
}

/** An address of the documentation's (RFC 5737): nobody comes from there, so a record of it was made up. */
const nobodysAddress = '192.0.2.1'

/** Whose word a careless server takes for the visitor's address. */
const spoofs: Readonly<Record<string, (claimed: string) => Readonly<Record<string, string>>>> = {
  'X-Forwarded-For': claimed => ({ 'X-Forwarded-For': claimed }),
  'X-Real-IP': claimed => ({ 'X-Real-IP': claimed }),
  'X-Forwarded-For, X-Real-IP': claimed => ({ 'X-Forwarded-For': claimed, 'X-Real-IP': claimed }),
}

/**
 * Looks at a gate from outside: visits the page from each of this machine's addresses, with and without a lie about
 * where it comes from, and compares what the server did with what the service says and was asked.
 */
export async function examineGate(
  url: URL,
  froms: readonly (string | undefined)[],
  desk: DoctorDesk,
): Promise<readonly Symptom[]> {
  const symptoms: Symptom[] = [await examineToken(desk)]
  const listed = (await desk.listedAddress()) ?? nobodysAddress
  const expectations: boolean[] = []
  for (const from of froms) {
    const { evidence, address } = await observe(url, from, {}, desk)
    const seen = judgeVisit(address, evidence)
    symptoms.push(seen)
    if (evidence.visited.status === undefined) continue
    expectations.push(evidence.expected.wouldAllow)
    const claimed = listed === address ? nobodysAddress : listed
    symptoms.push(...(await examineSpoofs(url, address, from, claimed, desk)))
  }
  if (!expectations.includes(true)) symptoms.push({ verdict: 'unknown', key: 'doctor-none-inside' })
  if (!expectations.includes(false)) symptoms.push({ verdict: 'unknown', key: 'doctor-none-outside' })
  return symptoms
}

async function examineToken(desk: DoctorDesk): Promise<Symptom> {
  const status = await desk.askWithoutToken()
  if (status === undefined) return { verdict: 'unknown', key: 'doctor-no-gate' }
  if (status === 401 || status === 403) return { verdict: 'good', key: 'doctor-closed-gate' }
  return { verdict: 'bad', key: 'doctor-open-gate', values: { status } }
}

/** Every lie that works; a sound gate is one line. */
async function examineSpoofs(
  url: URL,
  address: string,
  from: string | undefined,
  claimed: string,
  desk: DoctorDesk,
): Promise<readonly Symptom[]> {
  const found: Symptom[] = []
  for (const [header, lie] of Object.entries(spoofs)) {
    const { evidence } = await observe(url, from, lie(claimed), desk)
    found.push(judgeSpoof(address, header, claimed, evidence))
  }
  const bad = found.filter(({ verdict }) => verdict === 'bad')
  const unknown = found.filter(({ verdict }) => verdict === 'unknown')
  return bad.length > 0 ? bad : [...unknown, ...found].slice(0, 1)
}

async function observe(
  url: URL,
  from: string | undefined,
  headers: Readonly<Record<string, string>>,
  desk: DoctorDesk,
) {
  const before = new Set((await desk.decided()).map(({ text }) => text))
  const visited: Visited = await visit(url, from, headers)
  const address = from ?? visited.from ?? ''
  const fresh = (await desk.decided()).filter(({ text }) => !before.has(text))
  const asked = fresh.map(({ ip }) => ip).reverse()
  return { address, evidence: { visited, expected: await desk.foresee(address), asked } }
}
