import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { holdFile } from '../../src/live-file/file-lock.ts'
import { resolveFile } from '../../src/live-file/live-file.ts'
import { carryOut } from '../../src/live-file/order.ts'
import { type Delivered, deliver } from '../../src/sync/delivery.ts'
import { readRecord } from '../../src/sync/given-record.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('sync')
let files = 0
const newFile = () => join(folder, `list-${++files}`)
const list = (text: string) => async (known: readonly string[]) =>
  known.includes(`"${text}"`) ? undefined : { text, etag: `"${text}"` }
const orderOf = (file: string, more: object = {}) => ({
  file,
  check: undefined,
  reload: undefined,
  overwrite: false,
  ...more,
})
const outcome = ({ state, changed, differences }: Delivered) => ({ state, changed, differences })

test('A list that is still the same is not fetched, not checked and not reloaded', async () => {
  const file = newFile()
  await deliver(orderOf(file, { reload: 'true' }), list('a\n'))
  const again = await deliver(orderOf(file, { check: 'exit 1', reload: 'exit 1' }), list('a\n'))
  assert.deepEqual(outcome(again), { state: 'in-force', changed: false, differences: [] })
})

test('A list is in force only once a reload had the server read it, be it a later run’s', async () => {
  const file = newFile()
  const written = { state: 'written', changed: true, differences: [] }
  assert.deepEqual(outcome(await deliver(orderOf(file, { check: 'true' }), list('a\n'))), written)
  assert.deepEqual(outcome(await deliver(orderOf(file), list('a\n'))), { ...written, changed: false })
  const [missed, taken] = [join(folder, 'missed'), join(folder, 'taken')]
  const failing = orderOf(file, { reload: `echo >> ${missed}; exit 1` })
  const failed = await deliver(failing, list('a\n'))
  assert.deepEqual([failed.state, readFileSync(file, 'utf8')], ['reload-failed', 'a\n'])
  const held = await deliver(failing, list('a\n'), failed.refused)
  assert.deepEqual(
    [held.state, readFileSync(missed, 'utf8')],
    ['written', '\n\n'],
    'not tried with every look',
  )
  const taking = orderOf(file, { reload: `echo >> ${taken}` })
  const inForce = { state: 'in-force', changed: true, differences: [] }
  assert.deepEqual(outcome(await deliver(taking, list('a\n'))), inForce)
  assert.deepEqual(outcome(await deliver(taking, list('a\n'))), { ...inForce, changed: false })
  assert.equal(readFileSync(taken, 'utf8'), '\n')
  assert.equal((await deliver(orderOf(file), list('b\n'))).state, 'written')
})

test('Where the first list does not pass, there is no file again', async () => {
  const file = newFile()
  const { state, said, refused } = await deliver(orderOf(file, { check: 'echo why; exit 1' }), list('a\n'))
  assert.deepEqual([state, said, refused, existsSync(file)], ['check-failed', 'why', '"a\n"', false])
})

test('A command that fails in silence is told by its exit code', async () => {
  assert.deepEqual(await carryOut('exit 3'), { passed: false, said: '(exit 3)' })
  assert.deepEqual(await carryOut('kill -9 $$'), { passed: false, said: '(exit SIGKILL)' })
  assert.deepEqual(await carryOut('true'), { passed: true, said: '' })
})

test('A service that does not answer leaves everything as it is', async () => {
  const file = newFile()
  await deliver(orderOf(file), list('a\n'))
  const record = readRecord(file)
  await assert.rejects(
    deliver(orderOf(file), async () => assert.fail('away')),
    { message: 'away' },
  )
  assert.deepEqual([readFileSync(file, 'utf8'), readRecord(file)], ['a\n', record])
})

test('A hand edit is told even while the service does not answer', async () => {
  const file = newFile()
  await deliver(orderOf(file), list('a\nb\n'))
  writeFileSync(file, 'b\na\nc\n')
  const found = await deliver(orderOf(file), async () => assert.fail('away'))
  assert.deepEqual(outcome(found), { state: 'edited', changed: false, differences: ['+c'] })
})

test('An empty file that stood ready for the server is taken over', async () => {
  const file = newFile()
  writeFileSync(file, '\n')
  assert.equal((await deliver(orderOf(file), list('a\n'))).state, 'written')
})

test('A run that was killed after the file was replaced is made good: checked and taken up, or put back', async () => {
  for (const [check, ends, text] of [
    ['exit 0', 'in-force', 'b\n'],
    ['exit 1', 'check-failed', 'a\n'],
  ] as const) {
    const file = newFile()
    await deliver(orderOf(file), list('a\n'))
    const record = { ...readRecord(file), trial: { text: 'b\n', etag: '"b\n"', before: btoa('a\n') } }
    writeFileSync(join(folder, `.list-${files}.kagimori`), JSON.stringify(record))
    writeFileSync(file, 'b\n')
    const reloaded = join(folder, `reloaded-${files}`)
    const { state } = await deliver(orderOf(file, { check, reload: `touch ${reloaded}` }), list('b\n'))
    assert.deepEqual(
      [state, readFileSync(file, 'utf8'), existsSync(reloaded)],
      [ends, text, check === 'exit 0'],
    )
    assert.equal(readRecord(file).trial, undefined)
  }
})

test('Killed twenty times in the middle, the file is the old list or the new one, never half of one', async () => {
  const file = newFile()
  const whole = /^# ([ab])\n(?:\1\n){100000}deny all;\n$/
  const seen = new Set<string>()
  for (let kill = 0; kill < 20; kill += 1) {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-deliverer.ts'), file, 'a', 'b'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    await pause(5 + kill * 7)
    child.kill('SIGKILL')
    await once(child, 'exit')
    if (!existsSync(file)) continue
    const letter = whole.exec(readFileSync(file, 'utf8'))?.[1]
    assert.ok(letter, `kill ${kill} left half a file`)
    seen.add(letter)
  }
  assert.ok(seen.size > 0)
  const { state } = await deliver(orderOf(file), list('c\n'))
  assert.deepEqual([state, readFileSync(file, 'utf8')], ['written', 'c\n'])
  const left = readdirSync(folder).filter(name => name.startsWith(`.list-${files}.`) && name.endsWith('-new'))
  assert.ok(left.length <= 1, left.join())
})

test('A link to the file stays a link', async () => {
  const file = newFile()
  writeFileSync(file, '')
  const link = join(folder, 'link')
  symlinkSync(file, link)
  assert.equal(resolveFile(link), resolveFile(file))
  assert.throws(() => resolveFile(join(folder, 'none', 'list')), { key: 'sync-no-folder' })
  assert.throws(() => resolveFile(folder), { key: 'sync-no-file' })
})

test('A command that does not end is ended with everything it started', async () => {
  const mark = join(folder, 'still-here')
  const { passed, said } = await carryOut(`(sleep 1; touch ${mark}) & echo waiting; wait`, 300)
  assert.deepEqual([passed, said], [false, 'waiting\n(0.3 s)'])
  await pause(1_000)
  assert.equal(existsSync(mark), false)
})

test('A command that leaves a daemon behind is not waited for, and its last lines are shown', async () => {
  const { passed, said } = await carryOut('seq 1 40; sleep 2 &')
  assert.deepEqual([passed, said.split('\n').at(0), said.split('\n').at(-1)], [true, '29', '40'])
})

test('A file is held by one at a time, and free again when its holder lets go', async () => {
  const file = newFile()
  const letGo = await holdFile(file)
  await assert.rejects(holdFile(file), { kind: 'conflict', key: 'sync-held', values: { file } })
  letGo()
  for (let tries = 0; ; tries += 1) {
    const again = await holdFile(file).catch(() => undefined)
    if (again !== undefined) return again()
    assert.ok(tries < 100)
    await pause(10)
  }
})
