import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { Canaries, CanarySearch, tracesIn } from '../canary-search.ts'
import { readMemory } from '../process-memory.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { audit, start } from './audit-command.ts'
import { encoded } from './cut-lists.ts'

const folder = temporaryFolder('canary')
const reports = readdirSync(new URL('../../src/reports', import.meta.url)).map(file =>
  file.replace(/\.ts$/, ''),
)

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

describe('Passwords of a list', () => {
  const canaries = new Canaries(20_261_124)
  const [known = assert.fail()] = new Canaries(20_261_125).take(1)
  const shapes = ['plain', 'quote', 'comma', 'formula', 'markup', 'spaced'] as const

  /** Rows of which a third are rejected, each for another reason, with a password in every one. */
  function list(count: number): string {
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`
    const rows = canaries.take(count, shapes[canaries.all.length % shapes.length]).map(({ password }, at) => {
      const rejected = [
        `x${at},${cell(password)},active,more`,
        `,${cell(password)},active`,
        `x${at},a,${cell(password)}`,
      ]
      return at % 3 === 0 ? rejected[(at / 3) % 3] : `user${at},${cell(password)},active`
    })
    return `login,password,status\n${known.password},x,active\n${rows.join('\n')}\n`
  }

  function lists(): readonly string[] {
    const japanese = canaries
      .take(40, 'japanese')
      .map(({ password }, at) => `user${at},${password}\n`)
      .join('')
    return [
      ...shapes.map((shape, at) =>
        file(`${shape}.csv`, at % 2 === 0 ? list(90) : Buffer.from(`\ufeff${list(90)}`, 'utf16le')),
      ),
      file('japanese.csv', encoded(`login,password\n${japanese}`, 'shift_jis')),
    ]
  }

  test('stand in no byte of any report, in no form', async () => {
    const given = lists()
    assert.equal(canaries.all.length, 90 * shapes.length + 40)
    const written = new CanarySearch(canaries.all)
    for (const output of ['table', ...reports]) {
      const { out, err, exit } = await audit([...given, '--output', output])
      assert.deepEqual([exit, err], [1, ''], output)
      assert.deepEqual(tracesIn(output, [out], written), [])
      const logins = tracesIn(output, [out], new CanarySearch([known]))
      assert.notDeepEqual(logins, [], `${output} would show one: a password taken for a login is there`)
    }
  })

  test('are never in the process that makes the report', async t => {
    const given = file('many.csv', list(1500))
    const searched = new CanarySearch([...canaries.all, known])
    const child = start(process.execPath, ['src/cli.ts', 'audit', given, '--output', 'json'], 'en')
    const closed = once(child, 'close')
    // Nobody takes what it writes: it waits there with all lists read and accounts examined.
    await once(child.stdout, 'readable')
    const memory = child.pid === undefined ? undefined : readMemory(child.pid)
    const found = memory === undefined ? [] : [...memory].flatMap(bytes => searched.find(bytes))
    const isWaiting = child.exitCode === null
    child.stdout.resume()
    child.stderr.resume()
    await closed
    if (memory === undefined) return t.skip('the memory of another process cannot be read here')
    assert.ok(isWaiting, 'it was looked at while it ran')
    const cores = new Set(found.map(({ canary }) => canary.core))
    assert.deepEqual([...cores], [known.core])
  })
})
