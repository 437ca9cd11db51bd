import { type Kysely, sql } from 'kysely'
import { comparableHash, type Role } from '../core/account.ts'
import type { Peer } from '../core/rule.ts'
import type { Store } from '../core/store.ts'
import type { System } from '../core/system.ts'
import { chunks, present } from './column.ts'
import type { Tables } from './tables.ts'

/** The two ways in which the same password shows: by itself, or by its hash where no salt keeps equal ones apart. */
const marks = ['fingerprint', 'comparable_hash'] as const
type Mark = (typeof marks)[number]

/** Peers named; one more is read, for the account itself may be among them. */
const named = 50
const groupsAtOnce = 50

/** Accounts with one mark: how many, and the first of them. */
type Group = { count: number; readonly members: Peer[] }
type Groups = ReadonlyMap<string, Group>

/** What an account is compared by. */
type Marked = Pick<Peer, 'system' | 'login'> & { readonly [M in Mark]: string | undefined }

/** Who else has the same password, for a batch of accounts, by a handful of queries over the two indexes. */
export function peers(db: Kysely<Tables>): Pick<Store, 'holdersOf' | 'peersOf' | 'peersOnWalk'> {
  return {
    holdersOf: fingerprints => holdersOf(db, fingerprints),
    peersOf: accounts => peersOf(db, accounts, new Map()),
    peersOnWalk: () => {
      const known: Known = new Map()
      return accounts => peersOf(db, accounts, known)
    },
  }
}

async function peersOf(
  db: Kysely<Tables>,
  accounts: Parameters<Store['peersOf']>[0],
  known: Known,
): ReturnType<Store['peersOf']> {
  const marked = accounts.map(({ system, login, assessment }): Marked => {
    const { fingerprint } = assessment
    return { system, login, fingerprint, comparable_hash: comparableHash(assessment) }
  })
  const valuesOf = (mark: Mark) => [...new Set(marked.flatMap(row => row[mark] ?? []))]
  const groups = {
    fingerprint: await groupsBy(db, 'fingerprint', valuesOf('fingerprint'), known),
    comparable_hash: await groupsBy(db, 'comparable_hash', valuesOf('comparable_hash'), known),
  }
  const overlap = await overlaps(db, [...groups.fingerprint.keys()], [...groups.comparable_hash.keys()])
  const answer = new Map<string, { readonly peers: readonly Peer[]; readonly count: number }>()
  for (const [at, { id }] of accounts.entries()) {
    const own = marked[at]
    if (own === undefined) continue
    const found = marks.flatMap(mark => groups[mark].get(own[mark] ?? '') ?? [])
    const twice = overlap.get(`${own.fingerprint} ${own.comparable_hash}`) ?? 0
    // The account itself is in every group it has a mark of.
    const count = found.reduce((sum, group) => sum + group.count, 0) - twice - 1
    if (found.length > 0 && count > 0) answer.set(id, { peers: firstPeers(found, own), count })
  }
  return answer
}

const held = ['fingerprint', 'previous_1'] as const

async function holdersOf(db: Kysely<Tables>, fingerprints: readonly string[]) {
  const holders = new Map<string, { readonly system: string; readonly login: string }[]>()
  for (const some of chunks([...new Set(fingerprints)], groupsAtOnce)) {
    for (const column of held) {
      const walks = some.map(
        value => sql`select * from (select ${sql.ref(column)} as value, system, login from accounts
          where ${sql.ref(column)} = ${value} order by system, login limit ${named}) as walk`,
      )
      const found = sql<{
        readonly value: string
        readonly system: string
        readonly login: string
      }>`${sql.join(walks, sql` union all `)}`
      for (const { value, ...holder } of (await found.execute(db)).rows) {
        holders.set(value, [...(holders.get(value) ?? []), holder])
      }
    }
  }
  return holders
}

function firstPeers([group, other]: readonly Group[], self: Marked): readonly Peer[] {
  const isOther = (peer: Peer) => peer.login !== self.login || peer.system !== self.system
  const others = (group?.members ?? []).filter(isOther)
  if (other === undefined) return others.slice(0, named)
  const both = [...others, ...other.members.filter(isOther)]
  return [...new Map(both.map(peer => [`${peer.system} ${peer.login}`, peer])).values()]
    .sort(bySystemAndLogin)
    .slice(0, named)
}

/** Groups read before, by mark and value, those asked for last at the end. */
type Known = Map<string, Group>
/** Some 100 to 200 bytes each. */
const mostKnownMembers = 60_000

/** The groups of more than one account. Counts first: a password of 900,000 accounts must not be read 900,000 times. */
async function groupsBy(
  db: Kysely<Tables>,
  mark: Mark,
  values: readonly string[],
  known: Known,
): Promise<Groups> {
  const groups = new Map<string, Group>()
  const unread: string[] = []
  for (const value of values) {
    const group = known.get(`${mark} ${value}`)
    if (group === undefined) unread.push(value)
    else groups.set(value, group)
  }
  const read = new Map<string, Group>()
  for (const some of chunks(unread)) {
    const rows = await db
      .selectFrom('accounts')
      .select([`${mark} as value`, ({ fn }) => fn.countAll<number>().as('count')])
      .where(mark, 'in', some)
      .groupBy(mark)
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute()
    for (const { value, count } of rows) read.set(value ?? '', { count, members: [] })
  }
  for (const some of chunks([...read.keys()], groupsAtOnce)) {
    for (const { value, member } of await firstMembers(db, mark, some)) read.get(value)?.members.push(member)
  }
  for (const [value, group] of [...groups, ...read]) {
    known.delete(`${mark} ${value}`)
    known.set(`${mark} ${value}`, group)
    groups.set(value, group)
  }
  forgetOldest(known)
  return groups
}

function forgetOldest(known: Known): void {
  let members = 0
  for (const group of known.values()) members += group.members.length
  for (const [key, group] of known) {
    if (members <= mostKnownMembers) return
    known.delete(key)
    members -= group.members.length
  }
}

/** The first accounts of each group in order of system and login: one short walk down the index for each. */
async function firstMembers(db: Kysely<Tables>, mark: Mark, values: readonly string[]) {
  const walks = values.map(
    value => sql`select * from (
      select ${sql.ref(mark)} as value, system, login, owner, role from accounts
      where ${sql.ref(mark)} = ${value} order by ${sql.ref(mark)}, system, login limit ${named + 1}) as walk`,
  )
  const { rows } = await sql<{
    readonly value: string
    readonly system: string
    readonly kind: System['kind']
    readonly login: string
    readonly owner: string | null
    readonly role: Role | null
  }>`select member.*, systems.kind from (${sql.join(walks, sql` union all `)}) as member
    inner join systems on systems.id = member.system
    order by member.value, member.system, member.login`.execute(db)
  return rows.map(({ value, system, kind, login, owner, role }) => ({
    value,
    member: { system, systemKind: kind, login, ...present({ owner, role }) },
  }))
}

/** How many accounts have both marks, by pair: they stand in two groups and must count once. */
async function overlaps(
  db: Kysely<Tables>,
  fingerprints: readonly string[],
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (fingerprints.length === 0 || hashes.length === 0) return new Map()
  const rows = await db
    .selectFrom('accounts')
    .select(['fingerprint', 'comparable_hash', ({ fn }) => fn.countAll<number>().as('count')])
    .where('fingerprint', 'in', fingerprints)
    .where('comparable_hash', 'in', hashes)
    .groupBy(['fingerprint', 'comparable_hash'])
    .execute()
  return new Map(rows.map(row => [`${row.fingerprint} ${row.comparable_hash}`, row.count]))
}

function bySystemAndLogin(a: Peer, b: Peer): number {
  return a.system === b.system ? compare(a.login, b.login) : compare(a.system, b.system)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
