import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { systemsOfFiles } from '../../src/cli/file-systems.ts'
import { requireId } from '../../src/core/system.ts'

const told = (...files: string[]) => systemsOfFiles(files).map(({ id, kind }) => `${id} ${kind}`)

test('a file names its system, in Japanese too', () => {
  assert.deepEqual(told('/srv/inventory.csv', '会計.csv', '在庫.csv', 'zaiko-2026.csv'), [
    'inventory inventory',
    'accounting accounting',
    'inventory-2 inventory',
    'zaiko-2026 inventory',
  ])
  assert.equal(systemsOfFiles(['会計.csv'])[0]?.name, '会計')
})

test('files that would share an id are systems of their own', () => {
  assert.deepEqual(told('a/users.csv', 'b/users.csv', 'users (1).csv', 'users_1.csv', 'users-2.csv'), [
    'users other',
    'users-2 other',
    'users-1 other',
    'users-1-2 other',
    'users-2-2 other',
  ])
  assert.deepEqual(told('人事.csv', '総務.csv'), ['list other', 'list-2 other'])
})

test('whatever files are called, each has an id of its own that is one', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 12 }), files => {
      const ids = systemsOfFiles(files).map(({ id }) => id)
      for (const id of ids) requireId(id)
      assert.equal(new Set(ids).size, files.length)
    }),
  )
})
