import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { rotateBy } from '../executors/rotated.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('cli-rotate')
const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
after(() => served.stop())
const rest = restOf(served)
await rest('PUT', '/systems/web', { name: 'web', kind: 'other', exposure: 'intranet', endpoints: [] })
await rest('POST', '/systems/web/account-lists', 'login,password\ntanaka,tanaka2019\n')
const { body } = await rest<{ readonly items: readonly { readonly id: string }[] }>('GET', '/rotation-tasks')
const id = body.items[0]?.id ?? assert.fail('the import opened a task')
const file = join(folder, 'htpasswd')
const list = 'tanaka:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1\n'
writeFileSync(file, list)

test('A password as an argument is refused and not quoted', async () => {
  const { exit, err } = await rotateBy(served, [id, 'bN3-hYc8-uJf6', '--apply'], [])
  assert.equal(exit, 2)
  assert.match(err, /other users of this machine see them.*--old-password-file/s)
  assert.doesNotMatch(err, /bN3/)
})

test('Without the old password nothing is changed', async () => {
  const { exit, err } = await rotateBy(served, [id, '--file', file, '--apply'], [])
  assert.deepEqual([exit, readFileSync(file, 'utf8')], [2, list])
  assert.match(err, /The old password of "tanaka" is missing/)
})

test('Files give the passwords too, and a system that cannot be asked proves nothing: the line is back', async () => {
  const old = join(folder, 'old')
  writeFileSync(old, 'tanaka2019\n', { mode: 0o600 })
  const args = [id, '--file', file, '--old-password-file', old, '--apply']
  const { exit, told, err } = await rotateBy(served, args, [], { KAGIMORI_LANGUAGE: 'ja' })
  assert.deepEqual([exit, told.state, readFileSync(file, 'utf8')], [1, 'restored', list], err)
  assert.match(err, /証明できなかったため、元に戻しました。/)
  const again = await rest('GET', `/rotation-tasks/${id}`)
  assert.equal(again.body.status, 'open')
})

test('A task there is none of, and a file nobody can read, are refused by name', async () => {
  const none = await rotateBy(served, ['task_none', '--file', file], [])
  assert.deepEqual([none.exit, /task_none/.test(none.err)], [2, true])
  const nowhere = await rotateBy(served, [id, '--file', join(folder, 'nowhere')], [])
  assert.deepEqual([nowhere.exit, /nowhere/.test(nowhere.err)], [2, true])
})
