import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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

test('A mistyped old password changes no byte, tells no server and makes no link', async () => {
  const args = [id, '--file', file, '--reload', `touch ${folder}/reloaded`]
  for (const more of [['--apply'], ['--old-password-file', '-']]) {
    const { exit, told, err } = await rotateBy(served, [...args, ...more], ['tanaka2018'])
    assert.deepEqual([exit, told.state, readdirSync(folder)], [2, undefined, ['htpasswd']], err)
    assert.match(err, /The old password given for "tanaka" is not the one/)
  }
  assert.equal(readFileSync(file, 'utf8'), list)
})

test('An old password that was only ever seen as a hash is refused before anything is touched', async () => {
  const unguessed = 'sato:{SHA}dnxf3sgzNWVYkOIVNPPYzDA7PX4=\n'
  const own = join(folder, 'unseen')
  await rest('PUT', '/systems/dav', { name: 'dav', kind: 'other', exposure: 'intranet', endpoints: [] })
  await rest('POST', '/systems/dav/account-lists', unguessed)
  await rest('POST', '/rotation-tasks', { system: 'dav', login: 'sato', reason: 'seen on a note' })
  const { body } = await rest<{ readonly items: readonly { readonly id: string }[] }>(
    'GET',
    '/rotation-tasks?system=dav',
  )
  writeFileSync(own, unguessed)
  const { exit, err } = await rotateBy(
    served,
    [body.items[0]?.id ?? '', '--file', own, '--apply'],
    ['x9-tori'],
  )
  assert.deepEqual([exit, readFileSync(own, 'utf8')], [2, unguessed])
  assert.match(err, /The old password of "sato" was never seen readable/)
})

test('A run killed while the server takes the change up is found by the next, which puts the list back first', async () => {
  const args = [id, '--file', file, '--apply', '--reload', 'kill -9 $PPID']
  const killed = await rotateBy(served, args, ['tanaka2019'])
  assert.deepEqual([killed.exit, killed.told], [null, {}])
  const half = readFileSync(file, 'utf8')
  assert.notEqual(half, list)
  const planned = await rotateBy(served, [id, '--file', file], [])
  const copy = join(folder, '.htpasswd.kagimori-old')
  assert.deepEqual(
    [planned.exit, planned.told.cutShort, readFileSync(copy, 'utf8')],
    [0, copy, list],
    planned.err,
  )
  assert.match(planned.err, /was cut short; --apply first puts back what is kept in/)
  assert.equal(readFileSync(file, 'utf8'), half)
  const next = await rotateBy(served, [id, '--file', file, '--apply'], ['tanaka2019'])
  assert.deepEqual([next.exit, next.told.state], [1, 'restored'], next.err)
  assert.match(next.err, /An earlier rotation was cut short: what was kept in .* is back, its link withdrawn/)
  assert.deepEqual([readFileSync(file, 'utf8'), existsSync(copy)], [list, false])
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
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  for (const what of [pipe, folder]) {
    const { exit, err } = await rotateBy(served, [id, '--file', what], [])
    assert.deepEqual([exit, err.includes(`"${what}" is no ordinary file`)], [2, true], err)
  }
})
