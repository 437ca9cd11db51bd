import { z } from 'zod'
import { defineRoute, json } from './route.ts'
import { id, text } from './schemas.ts'

const params = z.strictObject({ id, login: z.string().min(1).max(320) })
const placeList = z.array(text).max(100)
const placesAnswer = z.strictObject({ places: z.array(z.string()) }).meta({ id: 'Places' })

/** Where an account's password is kept besides heads: what has to get the new one. */
export const places = [
  defineRoute({
    method: 'get',
    path: '/api/v1/systems/{id}/accounts/{login}/places',
    summary: "Places that hold an account's password: a scanner, a cron job, a shop plugin",
    params,
    answers: { 200: placesAnswer },
    handle: async ({ params: { id, login } }, { enforcer }) =>
      json(200, { places: await enforcer.proofs.places(id, login) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/v1/systems/{id}/accounts/{login}/places',
    summary: 'Name those places; each rotation of the account lists them to be ticked',
    params,
    body: z.strictObject({ places: placeList }).meta({ id: 'PlacesInput' }),
    answers: { 200: placesAnswer },
    handle: async ({ params: { id, login }, body, caller }, { enforcer }) =>
      json(200, { places: await enforcer.proofs.putPlaces(id, login, body.places, caller) }),
  }),
]
