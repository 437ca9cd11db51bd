import { z } from 'zod'
import type { Channel } from './channel.ts'
import type { Language } from './message.ts'
import { faultsOf, type SheetSource, sheetFault } from './policy-fault.ts'
import type { Fault } from './refusal.ts'

/** Somebody who can be told: by what names lists know him, and how he is reached. */
export interface Person {
  readonly id: string
  readonly names: readonly string[]
  readonly mail?: string
  readonly language: Language
  /** IANA name. */
  readonly timeZone: string
  /** Id of whoever hears of what stays overdue. */
  readonly manager?: string
  /** When messages may come, on the person's own clock; `to` is not included. */
  readonly hours: { readonly from: string; readonly to: string }
  readonly channels: readonly string[]
  /** What a channel calls him, to mention him there. */
  readonly accounts: Readonly<Record<string, string>>
}

/** Everybody who can be told, and the channels' settings. */
export interface People {
  readonly administrator: Person
  /** By id, another name or mail address; width and case do not count. Undefined for somebody unknown. */
  readonly find: (name: string | undefined) => Person | undefined
  readonly managerOf: (person: Person) => Person | undefined
  /** Where the tasks can be looked at. */
  readonly page?: string
  readonly settings: ReadonlyMap<string, Readonly<Record<string, string>>>
}

/** What holds for a person where the file does not say otherwise. */
export interface PeopleDefaults {
  readonly language: Language
  readonly timeZone: string
}

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'people-time' })
const usualHours = { from: '08:30', to: '18:00' }
const line = z.string().trim().min(1).max(200)
const webAddress = z.url({ protocol: /^https?$/, error: 'people-page' }).max(200)

const personSchema = z.strictObject({
  names: z.array(line).optional(),
  mail: z.email({ error: 'people-mail' }).optional(),
  language: z.enum(['en', 'ja']).optional(),
  timeZone: z.string().refine(isTimeZone, { error: 'people-time-zone' }).optional(),
  manager: z.string().optional(),
  hours: z.strictObject({ from: time, to: time }).optional(),
  channels: z.array(z.string()).min(1).optional(),
  accounts: z.record(z.string(), line).optional(),
})

function peopleSchema(channels: ReadonlyMap<string, Channel>) {
  const settings = [...channels].map(([name, channel]) => [name, channel.settings.optional()] as const)
  return z.strictObject({
    page: webAddress.optional(),
    administrator: z.string(),
    channels: z.strictObject(Object.fromEntries(settings)),
    people: z.record(z.string(), personSchema),
  })
}

/**
 * Reads a people file's value; answers every fault with its line. `shown` is the same value without the channels'
 * settings, which may be secrets and are never quoted.
 */
export function readPeople(
  source: SheetSource,
  shown: SheetSource,
  channels: ReadonlyMap<string, Channel>,
  defaults: PeopleDefaults,
): People | { readonly faults: readonly Fault[] } {
  const schema = peopleSchema(channels)
  const read = schema.safeParse(source.value)
  if (!read.success) return { faults: faultsOf(read.error.issues, shown, schema) }
  const { page, administrator, people: written, channels: settings } = read.data
  // In the order they are written in; the schema has another.
  const { channels: inOrder } = source.value as { readonly channels: object }
  const usualChannels = Object.keys(inOrder).slice(0, 1)
  const people = new Map<string, Person>(
    Object.entries(written).map(([id, { names = [], ...person }]) => [
      id,
      {
        hours: usualHours,
        channels: usualChannels,
        accounts: {},
        ...defaults,
        ...dropAbsent(person),
        id,
        names,
      },
    ]),
  )
  const faults = referenceFaults(people, administrator, new Set(Object.keys(settings)), shown)
  const head = people.get(administrator)
  if (head === undefined || faults.length > 0) return { faults }
  const byName = new Map<string, Person>()
  for (const person of people.values()) for (const name of namesOf(person)) byName.set(folded(name), person)
  return {
    administrator: head,
    find: name => (name === undefined ? undefined : byName.get(folded(name))),
    managerOf: ({ manager }) => (manager === undefined ? undefined : people.get(manager)),
    ...(page === undefined ? {} : { page: page.replace(/\/$/, '') }),
    settings: new Map(Object.entries(settings as Readonly<Record<string, Readonly<Record<string, string>>>>)),
  }
}

function referenceFaults(
  people: ReadonlyMap<string, Person>,
  administrator: string,
  configured: ReadonlySet<string>,
  source: SheetSource,
): readonly Fault[] {
  const known = [...people.keys()].slice(0, 12).join(', ')
  const faults: Fault[] = []
  const holders = new Map<string, string>()
  if (!people.has(administrator)) {
    faults.push(sheetFault(source, ['administrator'], 'people-unknown', { name: administrator, known }))
  }
  for (const person of people.values()) {
    const { id, manager, channels, mail, hours } = person
    const at = (...path: readonly string[]) => ['people', id, ...path]
    if (manager !== undefined && (manager === id || !people.has(manager))) {
      faults.push(sheetFault(source, at('manager'), 'people-unknown', { name: manager, known }))
    }
    if (hours.from >= hours.to) faults.push(sheetFault(source, at('hours'), 'people-hours', { ...hours }))
    for (const channel of channels.filter(channel => !configured.has(channel))) {
      const values = { channel, known: [...configured].join(', ') }
      faults.push(sheetFault(source, at('channels'), 'people-channel', values))
    }
    if (channels.includes('mail') && mail === undefined) {
      faults.push(sheetFault(source, at(), 'people-no-mail', { id }))
    }
    for (const name of new Set(namesOf(person).map(folded))) {
      const other = holders.get(name)
      if (other !== undefined) faults.push(sheetFault(source, at(), 'people-twice', { name, id, other }))
      holders.set(name, id)
    }
  }
  return faults
}

function namesOf({ id, names, mail }: Person): readonly string[] {
  return [id, ...names, ...(mail === undefined ? [] : [mail])]
}

function folded(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()
}

function isTimeZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== ''
  } catch {
    return false
  }
}

/** Fields that are there: an absent one keeps its usual value. */
function dropAbsent<T extends object>(value: T): { readonly [K in keyof T]: NonNullable<T[K]> } {
  const there = Object.entries(value).filter(([, field]) => field !== undefined)
  return Object.fromEntries(there) as { readonly [K in keyof T]: NonNullable<T[K]> }
}
