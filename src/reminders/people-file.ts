import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Channel } from '../core/channel.ts'
import { type People, type PeopleDefaults, readPeople } from '../core/people.ts'
import { type SheetSource, sheetFault } from '../core/policy-fault.ts'
import { refuseIf } from '../core/policy-inheritance.ts'
import { type Fault, Refusal } from '../core/refusal.ts'
import { readYaml } from '../policies.ts'

/** The people file as it was read last. */
export interface PeopleFile {
  readonly people: () => People
  /** What is wrong with the file as it stands now; the last good one stays in force. */
  readonly problem: () => Refusal | undefined
  /** Reads the file again if it has changed. */
  readonly look: () => Promise<void>
}

/** Opens the file with the people and their channels. Refuses it if the first reading fails. */
export async function openPeopleFile(
  file: string,
  channels: ReadonlyMap<string, Channel>,
  defaults: PeopleDefaults,
): Promise<PeopleFile> {
  const read = async (text: string) => peopleIn(file, text, channels, defaults)
  let seen = await textOf(file)
  let people = await read(seen)
  let problem: Refusal | undefined
  return {
    people: () => people,
    problem: () => problem,
    look: async () => {
      try {
        const text = await textOf(file)
        if (text === seen && problem === undefined) return
        people = await read(text)
        seen = text
        problem = undefined
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        problem = error
      }
    },
  }
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new Refusal('invalid', 'people-file', { file })
  })
}

/** Channels' settings may stand in files of their own (`password: {file: smtp-password}`), beside this one. */
async function peopleIn(
  file: string,
  text: string,
  channels: ReadonlyMap<string, Channel>,
  defaults: PeopleDefaults,
): Promise<People> {
  const faults: Fault[] = []
  const written = readYaml({ name: basename(file).replace(/\.ya?ml$/, ''), text }, faults)
  refuseIf(faults, 'people-faults')
  const source = { ...written, value: await withSecrets(written, dirname(file), faults) }
  refuseIf(faults, 'people-faults')
  const read = readPeople(source, { ...written, value: veiled(written.value) }, channels, defaults)
  if ('faults' in read) refuseIf(read.faults, 'people-faults')
  else return read
  throw new TypeError('people were neither read nor refused')
}

type Block = Readonly<Record<string, unknown>>

async function withSecrets(source: SheetSource, folder: string, faults: Fault[]): Promise<unknown> {
  if (!isBlock(source.value) || !isBlock(source.value.channels)) return source.value
  const channels = await mapBlock(source.value.channels, async (settings, channel) => {
    if (!isBlock(settings)) return settings
    return mapBlock(settings, async (value, name) => {
      if (!isBlock(value) || typeof value.file !== 'string') return value
      const secret = await readFile(resolve(folder, value.file), 'utf8').catch(() => undefined)
      if (secret === undefined) {
        const path = ['channels', channel, name]
        faults.push(sheetFault(source, path, 'people-secret-file', { file: value.file }))
      }
      return secret?.trim()
    })
  })
  return { ...source.value, channels }
}

/** The same value without what stands in the channels' settings: nothing of it is quoted in a refusal. */
function veiled(value: unknown): unknown {
  if (!isBlock(value) || !isBlock(value.channels)) return value
  const veil = (settings: unknown) =>
    isBlock(settings) ? Object.fromEntries(Object.keys(settings).map(name => [name, '…'])) : settings
  const channels = Object.entries(value.channels).map(([name, settings]) => [name, veil(settings)])
  return { ...value, channels: Object.fromEntries(channels) }
}

async function mapBlock(
  block: Block,
  change: (value: unknown, name: string) => Promise<unknown>,
): Promise<Block> {
  const entries = Object.entries(block).map(async ([name, value]) => [name, await change(value, name)])
  return Object.fromEntries(await Promise.all(entries))
}

function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
