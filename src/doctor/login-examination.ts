import { type DoctorDesk, decidedDuring } from './desk.ts'
import { dialects } from './dialects.ts'
import { type Knocked, knock, type Visitor } from './knock.ts'
import { type Asks, judgeLogin } from './login-symptom.ts'
import { examineToken, lackingSides } from './page-examination.ts'
import { knockAtSsh } from './ssh-knock.ts'
import type { Symptom } from './symptom.ts'

/** FTP servers that ask about whoever comes; others, such as ProFTPD, look the login up first. */
const asksAnybody: ReadonlySet<string> = new Set(['vsftpd', 'pure-ftpd'])

/** Schemes of servers that people log in to: FTP, mail, SSH. */
export const loginSchemes: readonly string[] = [...dialects.keys(), 'ssh', 'sftp']

/**
 * Looks at the gate of a server that people log in to: knocks from each of this machine's addresses and compares what
 * the server did with what the service decided meanwhile about this login, or about a login nobody named.
 */
export async function examineLogins(
  url: URL,
  froms: readonly (string | undefined)[],
  desk: DoctorDesk,
  visitor: Visitor,
  server?: string,
): Promise<readonly Symptom[]> {
  const scheme = url.protocol.slice(0, -1)
  const dialect = dialects.get(scheme)
  const enter = (from: string | undefined): Promise<Knocked> =>
    dialect === undefined ? knockAtSsh(url, from, visitor) : knock(url, dialect, from, visitor)
  const asks = asksOf(scheme, server)
  const symptoms: Symptom[] = [await examineToken(desk)]
  const expectations: boolean[] = []
  for (const from of froms) {
    const { done: knocked, decided } = await decidedDuring(desk, () => enter(from))
    const address = from ?? knocked.from ?? ''
    const { wouldAllow: isListed } = await desk.foresee(address)
    const ours = decided.filter(({ login }) => login === null || login === visitor.login)
    symptoms.push(judgeLogin(address, { knocked, visitor, asks, isListed, decided: ours }))
    if (knocked.did !== undefined) expectations.push(isListed)
  }
  return [...symptoms, ...lackingSides(expectations)]
}

function asksOf(scheme: string, server = ''): Asks {
  if (!dialects.has(scheme)) return 'right'
  return scheme.startsWith('ftp') && !asksAnybody.has(server) ? 'known' : 'anybody'
}
