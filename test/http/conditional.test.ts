import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestTag, isKnown, readIfMatch, versionTag } from '../../src/http/conditional.ts'

test('A version goes out as ETag and comes back as If-Match', () => {
  assert.equal(versionTag(3), '"v3"')
  assert.equal(readIfMatch(versionTag(3)), 3)
  assert.equal(readIfMatch(undefined), undefined)
})

test('If-Match takes one ETag as it was answered and refuses what would match by luck', () => {
  for (const header of [
    '*',
    'v3',
    '3',
    'W/"v3"',
    '"v3", "v4"',
    '"v-1"',
    '"v3e9"',
    '',
    '"v9999999999999999"',
  ]) {
    assert.throws(() => readIfMatch(header), { kind: 'malformed', key: 'http-if-match' }, header)
  }
})

test('If-None-Match knows an answer by its ETag, weak or strong, alone or in a list', () => {
  assert.ok(isKnown('"v3"', '"v3"'))
  assert.ok(isKnown('W/"v3"', '"v3"'))
  assert.ok(isKnown('"v1", "v3"', '"v3"'))
  assert.ok(isKnown('*', '"v3"'))
  assert.equal(isKnown('"v33"', '"v3"'), false)
  assert.equal(isKnown(undefined, '"v3"'), false)
})

test('Equal texts have equal ETags, other texts others', () => {
  assert.equal(digestTag('a'), digestTag('a'))
  assert.notEqual(digestTag('a'), digestTag('b'))
})
