import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type MessageKey, render, type Values } from '../../src/core/message.ts'
import { needs } from '../debian.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { audit, run } from './audit-command.ts'
import { longList } from './long-list.ts'

const folder = temporaryFolder('command-line')
const clearsLine = '\r\u001b[K'

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const stock = file('inventory.csv', longList(3000))

for (const language of ['en', 'ja'] as const) {
  const say = (key: MessageKey, values: Values) => render(language, key, values)

  test(`on a terminal it is told in one line how far the audit is (${language})`, async t => {
    const script = needs(t, 'script', 'bsdutils')
    if (script === undefined) return
    const record = join(folder, `terminal-${language}`)
    const command = `'${process.execPath}' src/cli.ts audit '${stock}' --output json >'${record}.json'`
    const { exit } = await run(script, ['-qefc', command, record], language)
    assert.equal(exit, 1)
    const shown = readFileSync(record, 'utf8')
    const { length: accounts } = JSON.parse(readFileSync(`${record}.json`, 'utf8')).accounts
    for (const text of [
      say('audit-reading', { file: stock, rows: 3000, share: ' (100 %)' }),
      say('audit-examining', { accounts, share: 100 }),
    ]) {
      assert.ok(shown.includes(`${clearsLine} ${text}`), text)
    }
    const [, ...lines] = shown.split(clearsLine)
    assert.match(lines.at(-1) ?? 'nothing', /^\s*(?:Script done.*)?$/s, 'the line is wiped at the end')
    assert.doesNotMatch(lines.slice(0, -1).join(''), /\n/, 'all of it is one line')
  })

  test(`a file that cannot be opened is named, and nothing else is said (${language})`, async () => {
    const missing = join(folder, 'nowhere.csv')
    const { out, err, exit } = await audit([stock, missing], language)
    assert.deepEqual([out.toString(), exit], ['', 2])
    const sentences = [say('cli-file', { file: missing }), say('cli-file.hint', {})]
    assert.equal(err, `kagimori: ${sentences[0]}\n  ${sentences[1]}\n`)
  })

  test(`a list that is refused is told by its line, and no other list is reported (${language})`, async () => {
    const broken = file('broken.csv', 'login,password\ntanaka,"Zaiko2024\nsato,x\n')
    const { out, err, exit } = await audit([stock, broken, '--output', 'csv'], language)
    assert.deepEqual([out.toString(), exit], ['', 2])
    const sentences = [say('intake-quote-open', { line: 2 }), say('intake-quote-open.hint', { line: 2 })]
    assert.equal(err, `kagimori: ${broken}: ${sentences[0]}\n  ${sentences[1]}\n`)
  })
}

test('where nobody looks no progress is told', async () => {
  const { err, exit } = await audit([stock, '--output', 'json'])
  assert.deepEqual([err, exit], ['', 1])
})

test('a list may come through a pipe, and is audited as from its file', async () => {
  const list = file('long.csv', longList(4000))
  const command = 'cat "$1" | "$0" src/cli.ts audit /dev/stdin --system inventory --output json'
  const [piped, direct] = await Promise.all([
    run('/bin/sh', ['-c', command, process.execPath, list]),
    audit([list, '--system', 'inventory', '--output', 'json']),
  ])
  assert.deepEqual([piped.err, piped.exit], ['', direct.exit])
  const [one, other] = [piped, direct].map(({ out }) => JSON.parse(out.toString()))
  assert.equal(one.files[0].rows, 4000)
  assert.deepEqual([one.files[0].file, other.files[0].file], ['/dev/stdin', list])
  for (const part of ['rejected', 'accepted', 'format', 'encoding']) {
    assert.deepEqual(one.files[0][part], other.files[0][part], part)
  }
  assert.deepEqual(one.coverage, other.coverage)
  assert.ok(JSON.stringify(one.accounts) === JSON.stringify(other.accounts), 'accounts')
})
