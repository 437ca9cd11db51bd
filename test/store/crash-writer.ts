import { writeSync } from 'node:fs'
import { openStore } from '../../src/store/store.ts'
import { account, list, system } from './samples.ts'

/** Writes without end and says on stdout what is kept, after the store has said so; is killed in the middle of it. */
const [, , folder = ''] = process.argv
const store = await openStore({ folder })
const say = (text: string) => writeSync(1, `${text}\n`)

async function writeLog(): Promise<never> {
  for (;;) {
    const { number } = await store.transaction(async inside => {
      await inside.putSetting('last', String(Math.random()))
      return inside.appendLog({ at: 'now', actor: 'system', action: 'write', subject: 'setting', detail: {} })
    })
    say(`log ${number}`)
  }
}

async function importLists(): Promise<never> {
  await store.putSystem(system('ftp'))
  for (let at = Number((await store.newestList('ftp'))?.id ?? 0) + 1; ; at += 1) {
    const id = String(at)
    for (const part of ['a', 'b', 'c']) {
      const some = Array.from({ length: 100 }, (_, of) =>
        account(`${part}${of}`, { fingerprint: `${id}.${of}` }, { list: id }),
      )
      await store.stageAccounts(id, some)
    }
    await store.commitList(list(id, { importedAt: new Date(Date.UTC(2026, 0, 1) + at * 1000).toISOString() }))
    say(`list ${id}`)
  }
}

await Promise.all([writeLog(), importLists()])
