import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { readPolicies } from '../../src/policies.ts'
import { readShelf } from '../../src/shelf.ts'
import { blocksOf } from '../gates/gated.ts'

const [english, japanese] = ['../login-rating.md', '../login-rating.ja.md']

test('The page on passwords in use shows the same lines in both languages', () => {
  assert.equal(blocksOf(english).length, 3)
  assert.deepEqual(blocksOf(japanese), blocksOf(english))
})

test('Its lines for a policy are read as they stand, and so are those that base.yaml leaves for later', async () => {
  const rules = await readShelf('rules')
  const base = await readFile(new URL('../../policies/base.yaml', import.meta.url), 'utf8')
  const uncommented = base.replace(/^# (denyAtLogin:| {2}.*)$/gm, '$1')
  const [, , written = ''] = blocksOf(english)
  const shop = { name: 'shop', text: `extends: base\n${written}` }
  const denialOf = (text: string, name: string) =>
    readPolicies([{ name: 'base', text }, shop], rules).get(name)?.denyAtLogin
  assert.deepEqual(denialOf(base, 'shop')?.ownNetworks, ['203.0.113.0/28'])
  assert.deepEqual(denialOf(base, 'base'), undefined)
  assert.deepEqual(denialOf(onlyDenial(uncommented), 'base'), denialOf(base, 'shop'))
})

/** What the comment spells out, without the other comments that begin alike. */
function onlyDenial(text: string): string {
  const [, lines = ''] = /^(denyAtLogin:\n(?: {2}.*\n)+)/m.exec(text) ?? []
  return `minScore: 3\n${lines}`
}
