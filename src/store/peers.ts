import { type Kysely, sql } from 'kysely'
import type { Role } from '../core/account.ts'
import type { Peer } from '../core/rule.ts'
import type { Store } from '../core/store.ts'
import type { System } from '../core/system.ts'
import { toStagedRow } from './account-row.ts'
import { chunks, present } from './column.ts'
import type { Tables } from './tables.ts'

/** The two ways in which the same password shows: by itself, or by its hash where no salt keeps equal ones apart. */
const marks = ['fingerprint', 'comparable_hash'] as const
type Mark = (typeof marks)[number]

/** Peers named; one more is read, for the account itself may be among them. */
const named = 50
const groupsAtOnce = 50

type Member = Peer & { readonly id: string }
/** Accounts with one mark: how many, and the first of them. */
type Groups = ReadonlyMap<string, { count: number; readonly members: Member[] }>

/** Who else has the same password, for a batch of accounts, by a handful of queries over the two indexes. */
export function peers(db: Kysely<Tables>): Pick<Store, 'peersOf' | 'holdersOf'> {
  return {
    holdersOf: fingerprints => holdersOf(db, fingerprints),
    peersOf: async accounts => {
      const rows = accounts.map(account => toStagedRow(account, account.list))
      const valuesOf = (mark: Mark) => [...new Set(rows.flatMap(row => row[mark] ?? []))]
      const groups = {
        fingerprint: await groupsBy(db, 'fingerprint', valuesOf('fingerprint')),
        comparable_hash: await groupsBy(db, 'comparable_hash', valuesOf('comparable_hash')),
      }
      const overlap = await overlaps(db, [...groups.fingerprint.keys()], [...groups.comparable_hash.keys()])
      const answer = new Map<string, { readonly peers: readonly Peer[]; readonly count: number }>()
      for (const row of rows) {
        const found = marks.flatMap(mark => groups[mark].get(row[mark] ?? '') ?? [])
        const twice = overlap.get(`${row.fingerprint} ${row.comparable_hash}`) ?? 0
        // The account itself is in every group it has a mark of.
        const count = found.reduce((sum, group) => sum + group.count, 0) - twice - 1
        if (found.length > 0 && count > 0) answer.set(row.id, { peers: firstPeers(found, row), count })
      }
      return answer
    },
  }
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

function firstPeers(
  groups: readonly { readonly members: readonly Member[] }[],
  self: { readonly id: string },
) {
  const others = new Map(groups.flatMap(({ members }) => members.map(member => [member.id, member] as const)))
  others.delete(self.id)
  const ordered = groups.length > 1 ? [...others.values()].sort(bySystemAndLogin) : [...others.values()]
  return ordered.slice(0, named).map(({ id: _id, ...peer }): Peer => peer)
}

/** The groups of more than one account. Counts first: a password of 900,000 accounts must not be read 900,000 times. */
async function groupsBy(db: Kysely<Tables>, mark: Mark, values: readonly string[]): Promise<Groups> {
  const groups = new Map<string, { count: number; readonly members: Member[] }>()
  for (const some of chunks(values)) {
    const rows = await db
      .selectFrom('accounts')
      .select([`${mark} as value`, ({ fn }) => fn.countAll<number>().as('count')])
      .where(mark, 'in', some)
      .groupBy(mark)
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute()
    for (const { value, count } of rows) groups.set(value ?? '', { count, members: [] })
  }
  for (const some of chunks([...groups.keys()], groupsAtOnce)) {
    for (const { value, member } of await firstMembers(db, mark, some))
      groups.get(value)?.members.push(member)
  }
  return groups
}

/** The first accounts of each group in order of system and login: one short walk down the index for each. */
async function firstMembers(db: Kysely<Tables>, mark: Mark, values: readonly string[]) {
  const walks = values.map(
    value => sql`select * from (
      select ${sql.ref(mark)} as value, id, system, login, owner, role from accounts
      where ${sql.ref(mark)} = ${value} order by ${sql.ref(mark)}, system, login limit ${named + 1}) as walk`,
  )
  const { rows } = await sql<{
    readonly value: string
    readonly id: string
    readonly system: string
    readonly kind: System['kind']
    readonly login: string
    readonly owner: string | null
    readonly role: Role | null
  }>`select member.*, systems.kind from (${sql.join(walks, sql` union all `)}) as member
    inner join systems on systems.id = member.system
    order by member.value, member.system, member.login`.execute(db)
  return rows.map(({ value, id, system, kind, login, owner, role }) => ({
    value,
    member: { id, system, systemKind: kind, login, ...present({ owner, role }) },
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
