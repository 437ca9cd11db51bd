import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { openJapaneseKnowledge } from '../../src/strength/japanese/knowledge.ts'
import { packageKnowledge } from '../../src/strength/package-knowledge.ts'
import { estimatorVersion } from '../../src/strength/version.ts'

test('The version kept with every rating names the very words and keyboards it was made with', () => {
  const { lists, graphs, lastYear } = openJapaneseKnowledge()
  const known = [
    packageKnowledge.lists,
    packageKnowledge.graphs,
    packageKnowledge.lastYear,
    lists,
    graphs,
    lastYear,
  ]
  const digest = createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 12)
  assert.equal(estimatorVersion, `kagimori-1-${digest}`)
})
