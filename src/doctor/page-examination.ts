import { type DoctorDesk, decidedDuring } from './desk.ts'
import { isIn, judgeSpoof, judgeVisit, type Symptom } from './symptom.ts'
import { type Visited, visit } from './visit.ts'

/** An address of the documentation's (RFC 5737): nobody comes from there, so a record of it was made up. */
const nobodysAddress = '192.0.2.1'

/** Whose word a careless server takes for the visitor's address. */
const spoofs: Readonly<Record<string, (claimed: string) => Readonly<Record<string, string>>>> = {
  'X-Forwarded-For': claimed => ({ 'X-Forwarded-For': claimed }),
  'X-Real-IP': claimed => ({ 'X-Real-IP': claimed }),
  'X-Forwarded-For, X-Real-IP': claimed => ({ 'X-Forwarded-For': claimed, 'X-Real-IP': claimed }),
}

/**
 * Looks at a web server's gate from outside: visits the page from each of this machine's addresses, with and without a
 * lie about where it comes from, and compares what the server did with what the service says and was asked.
 */
export async function examinePage(
  url: URL,
  froms: readonly (string | undefined)[],
  desk: DoctorDesk,
): Promise<readonly Symptom[]> {
  const symptoms: Symptom[] = [await examineToken(desk)]
  const listed = (await desk.listedAddress()) ?? nobodysAddress
  const expectations: boolean[] = []
  const observed: (Awaited<ReturnType<typeof observe>> & Pick<PlainVisit, 'from'>)[] = []
  for (const from of froms) observed.push({ from, ...(await observe(url, from, {}, desk)) })
  const inside = observed.find(({ evidence }) => evidence.expected.allow && isIn(evidence.visited))
  for (const { from, evidence, address } of observed) {
    symptoms.push(judgeVisit(address, evidence, inside?.evidence.visited))
    if (evidence.visited.status === undefined) continue
    expectations.push(evidence.expected.wouldAllow)
    // A server that asked nobody about the plain visit lets in or keeps out whoever claims what.
    if (evidence.asked.length === 0) continue
    const claimed = listed === address ? nobodysAddress : listed
    const plainly = { url, address, from, isIn: isIn(evidence.visited) }
    symptoms.push(...(await examineSpoofs(plainly, claimed, desk)))
  }
  return [...symptoms, ...lackingSides(expectations)]
}

/** Which of the two sides nobody came from; for each visit whether the service lets its address in. */
export function lackingSides(seen: readonly boolean[]): readonly Symptom[] {
  return [
    ...(seen.includes(true) ? [] : [{ verdict: 'unknown', key: 'doctor-none-inside' } as const]),
    ...(seen.includes(false) ? [] : [{ verdict: 'unknown', key: 'doctor-none-outside' } as const]),
  ]
}

/** Whether the gates of the service, which share one door, answer without a token. */
export async function examineToken(desk: DoctorDesk): Promise<Symptom> {
  const status = await desk.askWithoutToken()
  if (status === undefined) return { verdict: 'unknown', key: 'doctor-no-gate' }
  if (status === 401 || status === 403) return { verdict: 'good', key: 'doctor-closed-gate' }
  return { verdict: 'bad', key: 'doctor-open-gate', values: { status } }
}

/** A visit without a lie, and whether it got in. */
interface PlainVisit {
  readonly url: URL
  readonly address: string
  readonly from: string | undefined
  readonly isIn: boolean
}

/** Every lie that works; a sound gate is one line. */
async function examineSpoofs(
  { url, address, from, isIn }: PlainVisit,
  claimed: string,
  desk: DoctorDesk,
): Promise<readonly Symptom[]> {
  const found: Symptom[] = []
  for (const [header, lie] of Object.entries(spoofs)) {
    const { evidence } = await observe(url, from, lie(claimed), desk)
    found.push(judgeSpoof(address, { header, claimed, needsNone: isIn }, evidence))
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
  const { done: visited, decided } = await decidedDuring<Visited>(desk, () => visit(url, from, headers))
  const address = from ?? visited.from ?? ''
  const asked = decided.map(({ ip }) => ip)
  return { address, evidence: { visited, expected: await desk.foresee(address), asked } }
}
