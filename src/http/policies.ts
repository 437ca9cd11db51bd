import { z } from 'zod'
import { defineRoute, json } from './route.ts'
import { count, text } from './schemas.ts'

const difference = {
  newlyBroken: z.array(z.string()).meta({ description: 'Rules that would newly be broken.' }),
  noLonger: z.array(z.string()),
  newlyUnknown: z
    .array(z.string())
    .meta({ description: 'Rules that what is kept would not tell of: the next list has to.' }),
}

const whatIfAnswer = z
  .strictObject({
    accounts: count,
    changed: z.array(z.strictObject({ system: z.string(), login: z.string(), ...difference })),
    systems: z.array(z.strictObject({ system: z.string(), ...difference })),
    servers: z.array(z.strictObject({ server: z.string(), ...difference })),
  })
  .meta({ id: 'WhatIf' })

/** Policy files tried before they are put in force. */
export const policies = [
  defineRoute({
    method: 'post',
    path: '/api/v1/policies/what-if',
    summary: 'Whom a changed policy file would newly catch; nothing is put in force',
    body: z.strictObject({ name: text, text: z.string().max(200_000) }).meta({ id: 'PolicyToTry' }),
    harmless: true,
    answers: { 200: whatIfAnswer },
    handle: async ({ body }, { enforcer }) => json(200, await enforcer.whatIf(body.name, body.text)),
  }),
]
