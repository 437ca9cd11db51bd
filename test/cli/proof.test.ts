import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { needs } from '../debian.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('cli-proof')
const served = await startServer({ env: { KAGIMORI_FINGERPRINT_COST: 'hmac' } })
after(() => served.stop())
const rest = restOf(served)
await rest('PUT', '/systems/ftp', { name: 'ftp', kind: 'other', exposure: 'intranet', endpoints: [] })
await rest('POST', '/systems/ftp/account-lists', 'login,password\ntanaka,tanaka2019\n')
const { body } = await rest<{ readonly items: readonly { readonly id: string }[] }>('GET', '/rotation-tasks')
const id = body.items[0]?.id ?? assert.fail('the import opened a task')
const [oldPassword, newPassword] = ['tanaka2019', 'bN3$hYc8%uJf6gLs1']

const root = new URL('../../', import.meta.url).pathname
const environment = {
  PATH: process.env.PATH,
  KAGIMORI_LISTEN: new URL(served.url).host,
  KAGIMORI_ADMIN_TOKEN: served.token,
  KAGIMORI_DATA: folder,
  KAGIMORI_LANGUAGE: 'en',
}

async function run(args: readonly string[], input = '') {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { cwd: root, env: environment })
  child.stdin.end(input)
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { out, err, exit: child.exitCode }
}

test('verify takes both passwords from standard input and says what is missing', async () => {
  const { out, err, exit } = await run(['tasks', 'verify', id], `${oldPassword}\n${newPassword}\n`)
  assert.deepEqual([out, exit], ['', 2])
  assert.match(err, /System "ftp" cannot be asked/)
  assert.match(err, /import its next account list/)
})

test('verify takes them from files', async () => {
  const files = { old: join(folder, 'old'), new: join(folder, 'new') }
  writeFileSync(files.old, 'another-one\n', { mode: 0o600 })
  writeFileSync(files.new, `${newPassword}\n`, { mode: 0o600 })
  const { err, exit } = await run(['tasks', 'verify', id, '--old-file', files.old, '--new-file', files.new])
  assert.equal(exit, 2)
  assert.match(err, /is not the one that task "task_\w+" wants gone/)
  assert.doesNotMatch(err, /another-one|bN3/)
})

test('verify refuses more than two lines, and passwords as arguments without quoting them', async () => {
  const lines = await run(['tasks', 'verify', id], 'one\ntwo\nthree\n')
  assert.equal(lines.exit, 2)
  assert.match(lines.err, /more than two lines[\s\S]*first line/)
  const argument = await run(['tasks', 'verify', id, newPassword])
  assert.equal(argument.exit, 2)
  assert.doesNotMatch(argument.err, /bN3/)
})

for (const [key, name] of [
  ['\u0003', 'Ctrl-C'],
  ['\u0004', 'Ctrl-D'],
] as const) {
  test(`whoever leaves a question for a password with ${name} is told that nothing was done`, async t => {
    const script = needs(t, 'script', 'bsdutils')
    if (script === undefined) return
    const command = `'${process.execPath}' src/cli.ts tasks verify ${id}`
    const child = spawn(script, ['-qefc', command, '/dev/null'], { cwd: root, env: environment })
    let shown = ''
    for await (const piece of child.stdout.setEncoding('utf8')) {
      if (!shown.includes('Old password:') && `${shown}${piece}`.includes('Old password:'))
        child.stdin.write(key)
      shown += piece
    }
    assert.match(shown, /was left without an answer\. Nothing was done\./)
    assert.doesNotMatch(shown, /Internal error/)
    if (child.exitCode === null) await once(child, 'exit')
    assert.equal(child.exitCode, 2)
  })
}

test('recheck takes one password, from a file or standard input, and says why it is not tried', async () => {
  const file = join(folder, 'old-again')
  writeFileSync(file, `${oldPassword}\n`, { mode: 0o600 })
  for (const { out, err, exit } of [
    await run(['tasks', 'recheck', id], `${oldPassword}\n`),
    await run(['tasks', 'recheck', id, '--old-file', file]),
  ]) {
    assert.deepEqual([out, exit], ['', 2])
    assert.match(err, /is open: only the old password of a proved task is tried again/)
    assert.doesNotMatch(err, /tanaka2019/)
  }
  const argument = await run(['tasks', 'recheck', id, oldPassword])
  assert.deepEqual([argument.exit, /tanaka2019/.test(argument.err)], [2, false])
})

test('leaver prints the tasks of whoever leaves, and refuses a name nobody has', async () => {
  const { out, exit } = await run(['leaver', 'tanaka'])
  assert.equal(exit, 0)
  const { tasks } = JSON.parse(out)
  assert.deepEqual([tasks.length, tasks[0].id], [1, id])
  assert.match(tasks[0].reasons[0].reason, /tanaka has left/)
  const nobody = await run(['leaver', 'tanakka'])
  assert.equal(nobody.exit, 2)
  assert.match(nobody.err, /Nobody called "tanakka"/)
})
