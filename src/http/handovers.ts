import { z } from 'zod'
import { type Handover, handoverLimits } from '../core/handover.ts'
import { Refusal } from '../core/refusal.ts'
import { type HandoverView, renderHandoverPage } from './handover-page.ts'
import { problemOf } from './problem.ts'
import { type Answer, defineRoute, json, nothing } from './route.ts'
import { id, nullIfAbsent, orNull } from './schemas.ts'

const time = z.iso.datetime()
const { shortest, longest, usual } = handoverLimits

const order = z
  .strictObject({
    password: z.string().min(1).max(4096),
    task: id.nullish().meta({ description: 'Names system and login; it may have one unread handover.' }),
    system: id.nullish(),
    login: z.string().min(1).max(320).nullish(),
    expiresIn: z
      .int()
      .min(shortest)
      .max(longest)
      .nullish()
      .meta({ description: `Seconds; ${usual} (a day) unless written, at most seven days.` }),
    networks: z.array(z.string().min(1).max(100)).min(1).max(50).nullish().meta({
      description: "From where it may be read, instead of the system's allowlist.",
    }),
  })
  .meta({ id: 'HandoverInput' })

const about = {
  task: orNull(z.string()),
  system: orNull(z.string()),
  login: orNull(z.string()),
  madeAt: time,
  expiresAt: time,
}
const made = z
  .strictObject({
    id: z.string(),
    link: z.string().meta({ description: 'Path on this service, told this once.' }),
    ...about,
  })
  .meta({ id: 'Handover' })
const waiting = z.strictObject({ id: z.string(), ...about })
const taken = z.strictObject({ id: z.string(), password: z.string(), ...about })
const html = { contentType: 'text/html; charset=utf-8' } as const
const params = z.strictObject({ link: z.string().min(1).max(200) })

function render({ task, system, login, ...rest }: Handover) {
  return {
    ...rest,
    task: nullIfAbsent(task),
    system: nullIfAbsent(system),
    login: nullIfAbsent(login),
  }
}

/** What a page may do: nothing but send its own form back. */
const pageHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Robots-Tag': 'noindex, nofollow, noarchive',
  'Referrer-Policy': 'no-referrer',
} as const

function page(status: number, view: HandoverView): Answer {
  return { status, text: { ...html, text: renderHandoverPage(view) }, headers: pageHeaders }
}

/** A person is told on a page what a script is told as a problem. */
async function onPage(language: HandoverView['language'], work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return page(problemOf(error, language, '').status, { language, refusal: error })
  }
}

/** Passwords handed over by links that are read once, with a token to make one and none to read it. */
export const handovers = [
  defineRoute({
    method: 'post',
    path: '/api/v1/handovers',
    summary: 'Hand a password over by a link that is read once; held in memory alone',
    body: order,
    secretFields: ['password'],
    shownOnce: true,
    answers: { 201: made },
    handle: async ({ body, caller }, { enforcer }) => {
      const { handover, link } = await enforcer.handovers.make(body, caller)
      return json(201, { ...render(handover), link: `/handovers/${link}` })
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/handovers/{id}',
    summary: 'Withdraw a handover that nobody has read yet',
    params: z.strictObject({ id }),
    answers: { 204: 'nothing' },
    handle: async ({ params, caller }, { enforcer }) => {
      await enforcer.handovers.withdraw(params.id, caller)
      return nothing
    },
  }),
  defineRoute({
    method: 'get',
    path: '/handovers/{link}',
    summary: 'What the link is for; opens nothing, so that a preview uses nothing up',
    params,
    answers: { 200: waiting },
    handle: async ({ params, caller, language, wantsPage }, { enforcer }) => {
      const look = () => enforcer.handovers.look(params.link, caller)
      if (!wantsPage) return json(200, render(await look()), { headers: pageHeaders })
      return onPage(language, async () => page(200, { language, waiting: await look() }))
    },
  }),
  defineRoute({
    method: 'post',
    path: '/handovers/{link}',
    summary: 'Read the password, once',
    params,
    shownOnce: true,
    answers: { 200: taken },
    handle: async ({ params, caller, language, wantsPage }, { enforcer }) => {
      const take = () => enforcer.handovers.take(params.link, caller)
      if (wantsPage) return onPage(language, async () => page(200, { language, taken: await take() }))
      const { password, ...handover } = await take()
      return json(200, { ...render(handover), password }, { headers: pageHeaders })
    },
  }),
]
