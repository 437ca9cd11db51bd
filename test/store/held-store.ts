import { openStore } from '../../src/store/store.ts'

/** Opens the store in the folder it is given, says so, and holds it until it is killed. */
const [, , folder = ''] = process.argv
const store = await openStore({ folder })
await store.putSetting('held', 'yes')
process.send?.('open')
process.on('message', () => {})
