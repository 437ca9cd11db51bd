import { z } from 'zod'
import type { AttackSource, AttackView } from '../core/attack.ts'
import { pageFields, pageOf, pageSchemaOf, renderPage } from './paging.ts'
import { defineRoute, json } from './route.ts'
import { id } from './schemas.ts'

const attempts = z.strictObject({ denied: z.int(), failed: z.int() })
const seen = { attempts: z.int(), firstSeenAt: z.iso.datetime(), lastSeenAt: z.iso.datetime() }

const attackAnswer = z
  .strictObject({
    system: z.string(),
    underAttack: z.boolean(),
    ...seen,
    lastMinute: attempts,
    lastTenMinutes: attempts,
    lastHour: attempts,
    sources: z
      .array(z.strictObject({ address: z.string(), ...seen }))
      .meta({ description: 'The ten busiest of the last hour or two; IPv6 by /64.' }),
    logins: z.array(z.strictObject({ login: z.string(), ...seen })),
    otherLogins: z.int().meta({
      description: 'Attempts at logins the system has no account for; what was typed there is not shown.',
    }),
  })
  .meta({ id: 'Attack' })

function renderAttack({ sources, logins, ...rest }: AttackView): z.infer<typeof attackAnswer> {
  return {
    ...rest,
    sources: sources.map(({ name, ...seen }: AttackSource) => ({ address: name, ...seen })),
    logins: logins.map(({ name, ...seen }: AttackSource) => ({ login: name, ...seen })),
  }
}

/** Attempts that gates kept out and logins that failed, by system. */
export const attacks = [
  defineRoute({
    method: 'get',
    path: '/api/v1/attacks',
    summary: 'Attempts kept out and logins failed, by system, with the busiest addresses and accounts',
    query: z.strictObject({ system: id.optional(), ...pageFields }),
    answers: { 200: pageSchemaOf(attackAnswer) },
    handle: async ({ query: { limit, cursor, ...filter } }, { enforcer }) => {
      const page = pageOf({ limit, ...(cursor === undefined ? {} : { cursor }) })
      return json(200, renderPage(await enforcer.attacks.page(filter, page), renderAttack))
    },
  }),
]
