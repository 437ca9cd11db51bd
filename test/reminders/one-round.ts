import { build } from '../../src/build.ts'
import { readConfig } from '../../src/config.ts'

/** A process of its own that opens one task and tells of it, at the time it is given; it is killed while it does. */
const [now = ''] = process.argv.slice(2)
const caller = { actor: 'token_test', ip: '10.20.30.40' }
const { enforcer } = await build(
  readConfig(process.env, process.cwd()),
  () => undefined,
  () => now,
)
const system = {
  name: 'ftp',
  kind: 'ftp',
  owner: 'sato',
  exposure: 'internet',
  endpoints: [],
  mode: 'report',
} as const
await enforcer.putSystem('ftp', system, caller)
const list = (async function* () {
  yield new TextEncoder().encode('aoba\naoba\n')
})()
await enforcer.importList('ftp', list, {}, caller)
await enforcer.tidy()
process.exit(1)
