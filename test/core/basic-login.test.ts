import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readBasicLogin } from '../../src/core/basic-login.ts'

const base64 = (text: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(text, encoding).toString('base64')

function read(authorization: unknown) {
  const { login, password, unread } = readBasicLogin({ authorization })
  return [login, password?.reveal(), unread]
}

describe('A Basic credential', () => {
  test('is read whatever its padding and its last bits', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', '-', 'ü', '鍵') })
    fc.assert(
      fc.property(text, fc.nat(4), (password, padding) => {
        const bare = base64(`tanaka:${password}`).replace(/=+$/, '')
        const written = `bAsIc  ${bare}${'='.repeat(padding)}`
        assert.deepEqual(read(written), ['tanaka', password, undefined])
      }),
    )
    assert.deepEqual(read('Basic YTpi'), ['a', 'b', undefined])
    assert.deepEqual(read('Basic YTpiYx=='), ['a', 'bc', undefined], 'last bits that say nothing')
  })

  test('may be Latin-1', () => {
    assert.deepEqual(read(`Basic ${base64('müller:schön', 'latin1')}`), ['müller', 'schön', undefined])
  })

  test('that some servers read on in names its login and is malformed', () => {
    for (const more of ['=zzz', ',x', ' x', '-_', '\tx'])
      assert.deepEqual(
        read(`Basic ${base64('tanaka:spring')}${more}`),
        ['tanaka', undefined, 'malformed'],
        more,
      )
  })

  test('that does not read is malformed, and so is a second one beside it', () => {
    const unread = [undefined, undefined, 'malformed']
    const texts = ['tanaka', ':spring', 'tana\0ka:spring', 'tanaka\n:spring', '']
    for (const text of texts) assert.deepEqual(read(`Basic ${base64(text)}`), unread, JSON.stringify(text))
    for (const written of ['Basic', 'Basic ', 'Basic =dGE6Yg==', 'basic,dGE6Yg=='])
      assert.deepEqual(read(written), unread, written)
    assert.deepEqual(read(['Basic YTpi', 'Bearer x']), unread)
    assert.deepEqual(read(`Basic ${base64('a'.repeat(5_000))}`), unread)
  })

  test('is none where another scheme stands, however long', () => {
    for (const other of [
      undefined,
      'Bearer Basic',
      'Basics YTpi',
      'Negotiate YTpi',
      `Bearer ${'x'.repeat(9_000)}`,
    ])
      assert.deepEqual(read(other), [undefined, undefined, undefined], String(other))
  })
})
