import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { type Change, gone, type Promises } from './promises.ts'
import { everyItem, type Rest, type RestAnswer, type Shown } from './rest.ts'

/** What the load writes to, found once: the tasks and findings of a list that does not change. */
export interface Targets {
  readonly claims: readonly string[]
  readonly waivers: readonly string[]
}

const rowsOfAList = 200
const manualLogins = ['p0', 'p1', 'p2']
const insider = '192.0.2.7'
const stranger = '203.0.113.9'

/** A list of as many rows, no two passwords the same. */
export function longList(rows: number): string {
  return csv(Array.from({ length: rows }, (_, at) => [`user${at}`, `Lq${at}-vR7!hK2d0pz`, 'long']))
}

/** Rows of the n-th list of the shop: odd and even lists share no login, and every row says which list it is of. */
export function shopList(n: number): string {
  return csv(
    Array.from({ length: rowsOfAList }, (_, at) => [
      `${n % 2 === 0 ? 'even' : 'odd'}${at}`,
      `Vr${n}!q${at}-hK2d0pz`,
      `list ${n}`,
    ]),
  )
}

/** Which list a system's accounts are of; a mixture is told as one. */
export function listIn(accounts: readonly Shown[]): string {
  if (accounts.length === 0) return gone
  const names = new Set(accounts.map(({ displayName = '' }) => displayName))
  const kinds = new Set(accounts.map(({ login = '' }) => login.replace(/\d+/, '')))
  const [name = ''] = names
  const kind = Number(name.slice(5)) % 2 === 0 ? 'even' : 'odd'
  const isOne = names.size === 1 && kinds.size === 1 && kinds.has(kind) && accounts.length === rowsOfAList
  return isOne
    ? name
    : `mixture of ${[...names].join(', ')} in ${accounts.length} rows of ${[...kinds].join(', ')}`
}

/** Declares the systems, imports the lists that stay, and finds what the load is to claim and to waive. */
export async function prepare(rest: Rest): Promise<Targets> {
  for (const kind of ['shop', 'ftp', 'points', 'webdav', 'inventory', 'accounting']) {
    await ok(rest('PUT', `/systems/${kind}`, { name: 'list 0', kind, exposure: 'intranet' }))
  }
  const weak = csv(Array.from({ length: 12 }, (_, at) => [`f${at}`, `tanaka${at}`, 'FTP']))
  const strong = csv(manualLogins.map(login => [login, `Wq4!${login}-Zr8vTm1xK`, 'points']))
  await ok(rest('POST', '/systems/ftp/account-lists', weak))
  await ok(rest('POST', '/systems/points/account-lists', strong))
  for (const { id } of await everyItem(rest, '/rotation-tasks?system=points')) {
    await ok(rest('POST', `/rotation-tasks/${id}/cancel`, { reason: 'makes room' }))
  }
  const tasks = await everyItem(rest, '/rotation-tasks?system=ftp')
  const findings = await everyItem(rest, '/findings?system=ftp&status=open')
  const ids = (items: readonly Shown[]) => items.slice(0, 4).map(({ id = '' }) => id)
  return { claims: ids(tasks), waivers: ids(findings) }
}

/** Everything at once, without end: each of these goes on until the service is gone, or the load is stopped. */
export class Load {
  readonly #promises: Promises
  readonly #targets: Targets
  readonly #tokens: string[] = []
  #last = 0
  #isStopped = false
  /** Audits whose begin was acknowledged. */
  readonly audits: string[] = []
  decided = 0
  /** Writes sent and not answered yet, by key. */
  readonly #unanswered = new Map<string, Write>()

  constructor(promises: Promises, targets: Targets) {
    this.#promises = promises
    this.#targets = targets
  }

  /** Lists of the shop, one after the other. */
  lists(rest: Rest): Promise<void> {
    return this.#untilGone(async () => {
      const n = this.#next()
      const change = { subject: 'list shop', value: `list ${n}`, mark: 'account-list.import shop' }
      await this.#make(change, this.#write(rest, 'POST', '/systems/shop/account-lists', shopList(n)))
    })
  }

  /** All the rest. */
  async run(rest: Rest): Promise<void> {
    const { claims, waivers } = this.#targets
    await Promise.all([
      ...['inventory', 'accounting'].map(id => this.#untilGone(() => this.#putSystem(rest, id))),
      this.#untilGone(() => this.#putAllowlist(rest)),
      this.#untilGone(() => this.#claim(rest, claims[this.#last % claims.length] ?? '')),
      this.#untilGone(() => this.#waive(rest, waivers[this.#last % waivers.length] ?? '')),
      this.#untilGone(() => this.#openAndCancel(rest, manualLogins[this.#last % manualLogins.length] ?? '')),
      this.#untilGone(() => this.#issueAndRevoke(rest)),
      this.#untilGone(() => this.#decide(rest)),
      this.#untilGone(() => this.#audit(rest)),
    ])
  }

  stop(): void {
    this.#isStopped = true
  }

  /** Sends again, with their keys, what the service died over: each is carried out once, whenever that was. */
  async sendAgain(rest: Rest): Promise<readonly number[]> {
    const writes = [...this.#unanswered]
    this.#unanswered.clear()
    return Promise.all(writes.map(async ([key, write]) => (await send(rest, write, key)).status))
  }

  /** A write with a key of its own; remembered until its answer comes. */
  async #write(rest: Rest, ...write: Write): Promise<RestAnswer<Shown>> {
    const key = `write-${this.#next()}`
    this.#unanswered.set(key, write)
    const answer = await ok(send(rest, write, key))
    this.#unanswered.delete(key)
    return answer
  }

  async #putSystem(rest: Rest, id: string): Promise<void> {
    const name = `name ${this.#next()}`
    const change = { subject: `system ${id}`, value: name, mark: `system.put ${id} ${name}` }
    const system = { name, kind: id, exposure: 'intranet' }
    await this.#make(change, this.#write(rest, 'PUT', `/systems/${id}`, system))
  }

  async #putAllowlist(rest: Rest): Promise<void> {
    const { headers } = await ok(rest('GET', '/systems/webdav/allowlist'))
    const label = `label ${this.#next()}`
    const change = { subject: 'allowlist webdav', value: label, mark: 'allowlist.put webdav' }
    const entries = [{ network: '192.0.2.0/24', label }]
    const condition = { 'if-match': headers.get('etag') ?? '' }
    const path = '/systems/webdav/allowlist'
    await this.#make(change, this.#write(rest, 'PUT', path, { entries }, condition))
  }

  async #claim(rest: Rest, id: string): Promise<void> {
    const by = `tanaka ${this.#next()}`
    const change = { subject: `claim ${id}`, value: by, mark: `task.claim ${id} ${by}` }
    await this.#make(change, this.#write(rest, 'POST', `/rotation-tasks/${id}/claim`, { by }))
  }

  async #waive(rest: Rest, id: string): Promise<void> {
    const subject = `waiver ${id}`
    const path = `/findings/${id}/waiver`
    if ((this.#promises.valueOf(subject) ?? gone) !== gone) {
      const change = { subject, value: gone, mark: `finding.unwaive ${id}` }
      return this.#make(change, this.#write(rest, 'DELETE', path))
    }
    const reason = `reason ${this.#next()}`
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
    const change = { subject, value: reason, mark: `finding.waive ${id} ${reason}` }
    await this.#make(change, this.#write(rest, 'POST', path, { reason, approver: 'sato', expiresAt }))
  }

  async #openAndCancel(rest: Rest, login: string): Promise<void> {
    const subject = `task ${login}`
    const live = this.#promises.valueOf(subject) ?? gone
    if (live !== gone) {
      const reason = `cancel ${this.#next()}`
      const change = { subject, value: gone, mark: `task.cancel ${live} ${reason}` }
      return this.#make(change, this.#write(rest, 'POST', `/rotation-tasks/${live}/cancel`, { reason }))
    }
    const input = { system: 'points', login, reason: `open ${this.#next()}` }
    await this.#promises.make({ subject, mark: `task.open points ${login}` }, async () => {
      const { body } = await this.#write(rest, 'POST', '/rotation-tasks', input)
      return body.id ?? ''
    })
  }

  async #issueAndRevoke(rest: Rest): Promise<void> {
    const name = `token ${this.#next()}`
    const change = { subject: name, mark: `token.issue ${name}` }
    await this.#promises.make(change, async () => {
      const { body } = await this.#write(rest, 'POST', '/tokens', { name, scopes: ['decide'] })
      this.#tokens.push(name)
      return body.id ?? ''
    })
    const oldest = this.#tokens.length > 5 ? this.#tokens.shift() : undefined
    const id = oldest && this.#promises.valueOf(oldest)
    if (oldest === undefined || id === undefined || id === gone) return
    const revoked = { subject: oldest, value: gone, mark: `token.revoke ${id}` }
    await this.#make(revoked, this.#write(rest, 'DELETE', `/tokens/${id}`))
  }

  async #decide(rest: Rest): Promise<void> {
    const listed = this.#promises.valueOf('allowlist webdav') !== undefined
    for (const [ip, allow] of [
      [insider, true],
      [stranger, false],
    ] as const) {
      const { body } = await ok(
        rest<{ readonly wouldAllow: boolean }>('POST', '/decisions', { system: 'webdav', ip }),
      )
      if (listed) assert.equal(body.wouldAllow, allow, ip)
      this.decided += 1
    }
  }

  async #audit(rest: Rest): Promise<void> {
    // Whether it is taken up again is looked at apart; here only its log entry counts.
    await this.#promises.make({ subject: 'audit', value: gone, mark: 'audit.start ftp' }, async () => {
      const { body } = await this.#write(rest, 'POST', '/audits', { systems: ['ftp'] })
      this.audits.push(body.id ?? '')
      return gone
    })
    await wait(150)
  }

  async #make(change: Required<Change>, asked: Promise<RestAnswer<Shown>>): Promise<void> {
    await this.#promises.make(change, () => asked.then(() => change.value))
  }

  #next(): number {
    this.#last += 1
    return this.#last
  }

  async #untilGone(step: () => Promise<void>): Promise<void> {
    while (!this.#isStopped) {
      try {
        await step()
      } catch (error) {
        // The connection broke off: the service is gone. Anything else is its answer, and wrong.
        if (error instanceof TypeError && error.cause !== undefined) return
        throw error
      }
    }
  }
}

/** A write as it is sent: method, path, body, headers. */
type Write = readonly [
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
]

function send(rest: Rest, [method, path, body, headers]: Write, key: string): Promise<RestAnswer<Shown>> {
  return rest(method, path, body, { ...headers, 'idempotency-key': key })
}

/** The answer, if it says yes. */
async function ok<T>(asked: Promise<RestAnswer<T>>): Promise<RestAnswer<T>> {
  const answer = await asked
  assert.ok(answer.status < 300, `${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

function csv(rows: readonly (readonly string[])[]): string {
  return `login,password,name\n${rows.map(row => `${row.join(',')}\n`).join('')}`
}
