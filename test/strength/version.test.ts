import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { lastYear } from '../../src/strength/japanese/endings.ts'
import { jisGraph } from '../../src/strength/japanese/jis-graph.ts'
import { japaneseLists } from '../../src/strength/japanese/word-lists.ts'
import { packageKnowledge } from '../../src/strength/package-knowledge.ts'
import { packageLists } from '../../src/strength/package-lists.ts'
import { estimatorVersion } from '../../src/strength/version.ts'

test('The version kept with every rating names the very words and keyboards it was made with', () => {
  const known = [
    packageLists,
    packageKnowledge.graphs,
    packageKnowledge.lastYear,
    japaneseLists(),
    { jis: jisGraph },
    lastYear,
  ]
  const digest = createHash('sha256').update(JSON.stringify(known)).digest('hex').slice(0, 12)
  assert.equal(estimatorVersion, `kagimori-1-${digest}`)
})
