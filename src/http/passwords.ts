import { z } from 'zod'
import { render } from '../core/message.ts'
import { defineRoute, json } from './route.ts'
import { id } from './schemas.ts'

const userInputs = z.array(z.string().max(200)).max(100).nullish()

const ratingBody = z
  .strictObject({
    password: z.string().max(4096),
    userInputs,
    system: id.nullish(),
  })
  .meta({ id: 'PasswordToRate' })

const ratingAnswer = z
  .strictObject({
    score: z.int().min(0).max(4),
    guessesLog10: z.number(),
    accepted: z.boolean(),
    violations: z.array(z.strictObject({ rule: z.string(), reason: z.string() })),
    warning: z.string().nullable(),
    suggestions: z.array(z.string()),
  })
  .meta({ id: 'PasswordRating' })

const order = z
  .strictObject({
    system: id.nullish().meta({ description: 'Whose limits and policy hold; without it, the policy base.' }),
    kind: z.enum(['passphrase', 'random']).nullish().meta({
      description: 'Without it a passphrase, or a random string where the limits leave no room for one.',
    }),
    bits: z.int().min(20).max(256).nullish().meta({ description: 'At least so many; 60 unless written.' }),
    maxLength: z
      .int()
      .min(1)
      .max(256)
      .nullish()
      .meta({ description: "Narrows the system's maxPasswordLength." }),
    symbols: z.string().max(128).nullish().meta({
      description:
        "In the place of the system's passwordSymbols: signs beside letters and digits, or all it takes.",
      example: '-_.',
    }),
    count: z.int().min(1).max(20).nullish().meta({ description: 'How many; 1 unless written.' }),
    userInputs: userInputs.meta({ description: 'Login, names: nothing of it will occur.' }),
  })
  .meta({ id: 'PasswordOrder' })

const made = z
  .strictObject({
    password: z.string(),
    kind: z.enum(['passphrase', 'random']),
    bits: z.number().meta({ description: 'log2 of how many passwords were equally likely, rounded down.' }),
    score: z.int().min(0).max(4),
    guessesLog10: z.number(),
    accepted: z.literal(true),
  })
  .meta({ id: 'MadePassword' })

/** Single passwords, rated and made; nothing of them is stored. */
export const passwords = [
  defineRoute({
    method: 'post',
    path: '/api/v1/passwords/rate',
    summary: 'Rate one password; nothing is stored',
    body: ratingBody,
    harmless: true,
    limit: 'rating',
    answers: { 200: ratingAnswer },
    handle: async ({ body, language }, { enforcer }) => {
      const rating = await enforcer.ratePassword(body)
      return json(200, {
        ...rating,
        violations: rating.violations.map(({ rule, reason }) => ({ rule, reason: reason[language] })),
        warning: rating.warning === null ? null : render(language, rating.warning),
        suggestions: rating.suggestions.map(key => render(language, key)),
      } satisfies z.input<typeof ratingAnswer>)
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/passwords/generate',
    summary: 'Make passwords that a system takes and its policy accepts; nothing is stored',
    body: order,
    harmless: true,
    shownOnce: true,
    limit: 'making',
    answers: { 200: z.strictObject({ passwords: z.array(made) }) },
    handle: async ({ body }, { enforcer }) =>
      json(200, { passwords: await enforcer.generatePasswords(body) } satisfies {
        passwords: readonly z.input<typeof made>[]
      }),
  }),
]
