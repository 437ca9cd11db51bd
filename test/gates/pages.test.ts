import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readShelf } from '../../src/shelf.ts'
import { needs } from '../debian.ts'
import { blocksOf, shipped } from './gated.ts'

const root = new URL('../../', import.meta.url).pathname
const pages = globSync('docs/gates/*.md', { cwd: root })
  .map(path => path.slice('docs/gates/'.length, -'.md'.length))
  .filter(name => !name.endsWith('.ja'))

for (const name of pages) {
  const [english, japanese] = [`${name}.md`, `${name}.ja.md`]

  test(`The page on ${name} says the same in both languages: every line of configuration is the same`, () => {
    assert.ok(blocksOf(english).length > 0)
    assert.deepEqual(blocksOf(japanese), blocksOf(english))
  })

  test(`The page on ${name} needs ten lines at most, and tells what happens without an answer and how to undo it`, () => {
    for (const block of blocksOf(english)) {
      assert.ok(block.trim().split('\n').filter(Boolean).length <= 10, block)
    }
    const text = readFileSync(`${root}docs/gates/${english}`, 'utf8')
    for (const part of ['"mode": "report"', '"mode": "enforce"', '**Kagimori is down:**', '**Undo:**']) {
      assert.ok(text.includes(part), part)
    }
    const other = readFileSync(`${root}docs/gates/${japanese}`, 'utf8')
    for (const part of ['"mode": "report"', '**Kagimori が止まっているとき:**', '**元に戻す:**']) {
      assert.ok(other.includes(part), part)
    }
  })
}

test('Every gate has a page, and a test that asks the real server by it', async () => {
  const told = pages.flatMap(name => readFileSync(`${root}docs/gates/${name}.md`, 'utf8'))
  for (const name of (await readShelf('gates')).keys()) {
    const asked = name === 'pam' || name === 'postfix' || name === 'pure-ftpd' ? `${name}` : `/gates/${name}`
    assert.ok(told.some(text => text.includes(asked)) || pages.includes(name), name)
  }
  const tests = globSync('test/{gates,sync,doctor}/*.e2e.test.ts', { cwd: root }).map(path =>
    readFileSync(`${root}${path}`, 'utf8'),
  )
  for (const name of pages)
    assert.ok(
      tests.some(text => text.includes(`${name}.md`)),
      `${name}.md is asked by a test`,
    )
})

test('shellcheck finds nothing in the client', t => {
  const shellcheck = needs(t, 'shellcheck', 'shellcheck')
  if (shellcheck === undefined) return
  const { status, stdout } = spawnSync(shellcheck, ['-s', 'sh', shipped('kagimori-gate')], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stdout)
})
