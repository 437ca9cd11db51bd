import { type Kysely, type Selectable, sql } from 'kysely'
import type { Finding, FindingStatus, Waiver } from '../core/finding.ts'
import { type Severity, severities } from '../core/severity.ts'
import type { FindingFilter, Store } from '../core/store.ts'
import { chunks, columnsOf, fromJson, instant, lastOfEach, present, toJson } from './column.ts'
import { atomically, listed } from './database.ts'
import { after, inOrder, type ListOrder, toPage } from './paging.ts'
import type { Tables } from './tables.ts'

type FindingStore = Pick<
  Store,
  | 'recordFindings'
  | 'resolveUnseenFindings'
  | 'unseenFindings'
  | 'holdFindings'
  | 'resolveFindings'
  | 'getFinding'
  | 'pageFindings'
  | 'countFindings'
  | 'setFindingWaiver'
>

const worstFirst: ListOrder = {
  columns: [
    ['rank', 'number'],
    ['system', 'string'],
    ['login', 'string'],
    ['rule', 'string'],
    ['id', 'string'],
  ],
}

const columns = [
  'id',
  'rank',
  'severity',
  'rule',
  'system',
  'server',
  'login',
  'status',
  'waiver',
  'waiver_expires_at',
  'first_seen_at',
  'last_seen_at',
  'resolved_at',
  'audit',
  'body',
] as const satisfies readonly (keyof Tables['findings'])[]

/** Seen again: everything is as this audit says, except when it was first seen and a waiver still in force. */
const asSeen = ['rank', 'severity', 'last_seen_at', 'resolved_at', 'audit', 'body'] as const

/** Findings of all audits, one a rule and subject. */
export function findings(db: Kysely<Tables>): FindingStore {
  return {
    recordFindings: (audit, findings) =>
      atomically(db, async db => {
        for (const some of chunks(lastOfEach(findings, ({ id }) => id))) await record(db, audit, some)
      }),
    resolveUnseenFindings: (audit, { systems, servers }, at) =>
      atomically(db, async db => {
        const ofSystems = await resolveUnseen(db, audit, 'system', systems, at)
        return ofSystems + (await resolveUnseen(db, audit, 'server', servers, at))
      }),
    unseenFindings: (pass, system, logins) =>
      db
        .selectFrom('findings')
        .select(['id', 'rule', 'login'])
        .where('system', '=', system)
        // All of them: named, they lead the index on to the logins.
        .where('rank', 'in', [...severities.keys()])
        .where('login', 'in', logins)
        .where('audit', '<>', pass)
        .where('status', '<>', 'resolved' satisfies FindingStatus)
        .execute(),
    holdFindings: (pass, ids) =>
      atomically(db, async db => {
        for (const some of chunks(ids)) {
          const query = db.updateTable('findings').set({ audit: pass }).where('id', 'in', some)
          await query.where('status', '<>', 'resolved' satisfies FindingStatus).execute()
        }
      }),
    resolveFindings: (ids, at) =>
      atomically(db, async db => {
        for (const some of chunks(ids)) {
          const query = db.updateTable('findings').set({ status: 'resolved', resolved_at: at })
          await query.where('id', 'in', some).where('status', '<>', 'resolved').execute()
        }
      }),
    getFinding: async id => {
      const row = await db.selectFrom('findings').selectAll().where('id', '=', id).executeTakeFirst()
      return row && toFinding(row)
    },
    pageFindings: async (filter, page) => {
      const rows = await filtered(db, filter)
        .where(after(worstFirst, page))
        .orderBy(inOrder(worstFirst))
        .limit(page.limit + 1)
        .execute()
      return toPage(worstFirst, page, rows, toFinding)
    },
    countFindings: systems => countOpen(db, systems),
    setFindingWaiver: async (id, waiver) => {
      const [from, to]: [FindingStatus, FindingStatus] = waiver ? ['open', 'waived'] : ['waived', 'open']
      await db
        .updateTable('findings')
        .set(({ eb }) => ({
          ...waiverColumns(waiver),
          // A resolved finding stays resolved; its waiver counts if it comes back in time.
          status: eb.case().when('status', '=', from).then(to).else(eb.ref('status')).end(),
        }))
        .where('id', '=', id)
        .execute()
    },
  }
}

async function record(db: Kysely<Tables>, audit: string, findings: readonly Finding[]): Promise<void> {
  const rows = findings.map(finding => toRow(finding, audit))
  const inForce = sql<boolean>`findings.waiver_expires_at > excluded.last_seen_at`
  await db
    .insertInto('findings')
    .columns(columns)
    .expression(listed(db, 'findings', columns, rows))
    .onConflict(on =>
      on.column('id').doUpdateSet({
        ...columnsOf('excluded', asSeen),
        status: sql<string>`case when ${inForce} then 'waived' else 'open' end`,
        waiver: sql<string | null>`case when ${inForce} then findings.waiver end`,
        waiver_expires_at: sql<string | null>`case when ${inForce} then findings.waiver_expires_at end`,
      }),
    )
    .execute()
}

async function resolveUnseen(
  db: Kysely<Tables>,
  audit: string,
  column: 'system' | 'server',
  subjects: readonly string[],
  at: string,
): Promise<number> {
  const resolved: FindingStatus = 'resolved'
  let count = 0
  for (const some of chunks(subjects)) {
    const { numUpdatedRows } = await db
      .updateTable('findings')
      .set({ status: resolved, resolved_at: at })
      .where(column, 'in', some)
      .where('audit', '<>', audit)
      .where('status', '<>', resolved)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}

function filtered(db: Kysely<Tables>, filter: FindingFilter) {
  let query = db.selectFrom('findings').selectAll()
  for (const column of ['system', 'severity', 'rule', 'status', 'login'] as const) {
    const wanted = filter[column]
    if (wanted !== undefined) query = query.where(column, '=', wanted)
  }
  // The verdict stands in the body alone; a quotation mark within its texts is escaped, so only the field reads so.
  if (filter.verdict !== undefined) query = query.where('body', 'like', `%"verdict":"${filter.verdict}"%`)
  return query
}

/** Open findings by severity; of these systems with the servers they run on, or of all. */
async function countOpen(db: Kysely<Tables>, systems?: readonly string[]): Promise<Record<Severity, number>> {
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, info: 0 }
  const open = db
    .selectFrom('findings')
    .select(['severity', ({ fn }) => fn.countAll<number>().as('count')])
    .where('status', '=', 'open' satisfies FindingStatus)
    .groupBy('severity')
  const add = async (query: typeof open) => {
    for (const { severity, count } of await query.execute()) counts[severity as Severity] += count
  }
  if (systems === undefined) await add(open)
  const servers = new Set<string>()
  for (const some of chunks(systems ?? [])) {
    await add(open.where('system', 'in', some))
    const rows = await db.selectFrom('systems').select('server').where('id', 'in', some).execute()
    for (const { server } of rows) if (server !== null) servers.add(server)
  }
  for (const some of chunks([...servers]))
    await add(open.where('server', 'in', some).where('system', '=', ''))
  return counts
}

function waiverColumns(waiver: Waiver | undefined) {
  return {
    waiver: waiver === undefined ? null : toJson(waiver),
    waiver_expires_at: waiver === undefined ? null : instant(waiver.expiresAt),
  }
}

function toRow(finding: Finding, audit: string): Selectable<Tables['findings']> {
  const { id, rule, severity, system, server, login, status, firstSeenAt, resolvedAt, waiver, ...rest } =
    finding
  return {
    id,
    rank: severities.indexOf(severity),
    severity,
    rule,
    system: system ?? '',
    server: server ?? '',
    login: login ?? '',
    status,
    ...waiverColumns(waiver),
    first_seen_at: firstSeenAt,
    last_seen_at: instant(finding.lastSeenAt),
    resolved_at: resolvedAt ?? null,
    audit,
    body: toJson({ id, rule, severity, ...present({ system, server, login }), ...rest }),
  }
}

function toFinding(row: Selectable<Tables['findings']>): Finding {
  return {
    ...fromJson<Finding>(row.body),
    status: row.status as FindingStatus,
    firstSeenAt: row.first_seen_at,
    ...present({ resolvedAt: row.resolved_at }),
    ...(row.waiver === null ? {} : { waiver: fromJson<Waiver>(row.waiver) }),
  }
}
