import { z } from 'zod'
import { render } from '../core/message.ts'
import { defineRoute, json } from './route.ts'
import { id } from './schemas.ts'

const ratingBody = z
  .strictObject({
    password: z.string().max(4096),
    userInputs: z.array(z.string().max(200)).max(100).nullish(),
    system: id.nullish(),
  })
  .meta({ id: 'PasswordToRate' })

const ratingAnswer = z
  .strictObject({
    score: z.int().min(0).max(4).nullable().meta({ description: 'null: not rated, never good.' }),
    guessesLog10: z.number().nullable(),
    accepted: z.boolean(),
    violations: z.array(z.strictObject({ rule: z.string(), reason: z.string() })),
    warning: z.string().nullable(),
    suggestions: z.array(z.string()),
  })
  .meta({ id: 'PasswordRating' })

/** Ratings of single passwords; nothing of them is stored. */
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
]
