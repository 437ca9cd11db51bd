import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestTag, isKnown, readHeld, readIfMatch, versionTag, weakTag } from '../../src/http/conditional.ts'

test('A version goes out as ETag and comes back as If-Match', () => {
  assert.equal(versionTag(3), '"v3"')
  assert.equal(readIfMatch(versionTag(3)), 3)
  assert.equal(readIfMatch(undefined), undefined)
})

test('If-Match holds for any of the ETags it names, and with * for whatever is there', () => {
  assert.deepEqual(readIfMatch('"v3", "v4"'), [3, 4])
  assert.deepEqual(readIfMatch(' ,"v3" , ,"a,b", W/"v5","v4",'), [3, 4])
  assert.equal(readIfMatch('"v3",'), 3)
  assert.equal(readIfMatch(' * '), 'something')
})

test('An entity tag that is weak or none of ours holds never: it is stale, not unreadable', () => {
  for (const header of [
    '"stale"',
    'W/"v3"',
    '"v-1"',
    '"v3e9"',
    '""',
    '"v9999999999999999"',
    '"a", W/"b"',
    '"a,b"',
    '"x,"',
  ]) {
    assert.deepEqual(readIfMatch(header), [], header)
  }
})

test('If-Match refuses what is no entity tag', () => {
  for (const header of ['v3', '3', '', '"v3', '"v3" "v4"', 'w/"v3"', '*, "v3"', '"v 3"', ',', '"v3",x']) {
    assert.throws(() => readIfMatch(header), { kind: 'malformed', key: 'http-if-match' }, header)
  }
})

test('If-None-Match: * says of a PUT that nothing may be there yet; with If-Match beside it nothing holds', () => {
  const put = { method: 'put', versioned: true } as const
  assert.equal(readHeld(put, { 'if-none-match': '*' }), 'nothing')
  assert.deepEqual(readHeld(put, { 'if-none-match': '*', 'if-match': '"v3"' }), [])
  assert.equal(readHeld({ method: 'get' }, { 'if-none-match': '*' }), undefined)
  assert.equal(readHeld(put, {}), undefined)
})

test('A condition on what has no versions is refused: it would be carried out whether it holds or not', () => {
  const unheard = { kind: 'stale', key: 'version-none' }
  assert.throws(() => readHeld({ method: 'post' }, { 'if-match': '"v3"' }), unheard)
  assert.throws(() => readHeld({ method: 'put' }, { 'if-none-match': '*' }), unheard)
  assert.equal(readHeld({ method: 'get' }, { 'if-match': '"x"' })?.toString(), '')
  assert.equal(readHeld({ method: 'post' }, {}), undefined)
})

test('If-None-Match knows an answer by its ETag, weak or strong, alone or in a list', () => {
  assert.ok(isKnown('"v3"', '"v3"'))
  assert.ok(isKnown('W/"v3"', '"v3"'))
  assert.ok(isKnown('"v1", "v3"', '"v3"'))
  assert.ok(isKnown('*', '"v3"'))
  assert.ok(isKnown('"abc"', weakTag('abc')) && isKnown('W/"abc"', weakTag('abc')))
  assert.equal(isKnown('"v33"', '"v3"'), false)
  assert.equal(isKnown(undefined, '"v3"'), false)
})

test('Equal texts have equal ETags, other texts others', () => {
  assert.equal(digestTag('a'), digestTag('a'))
  assert.notEqual(digestTag('a'), digestTag('b'))
})
