import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  onlyAttribute,
  type RadiusPacket,
  radiusAttribute,
  readRadiusFields,
  readRadiusPacket,
  writeRadiusPacket,
} from '../../src/core/radius.ts'

/** RFC 2865, 7.1: a user named nemo logs in on port 3 of 192.168.1.16. */
const nemo = Buffer.from(
  '010000380f403f9473978057bd83d5cb98f4227a01066e656d6f02120dbe708d93d413ce3196e43f782a0aee0406c0a80110050600000003',
  'hex',
)

const plain = { noNullPrototype: true } as const
const attribute = fc.record({ type: fc.nat(255), value: fc.uint8Array({ maxLength: 253 }) }, plain)
const packet: fc.Arbitrary<RadiusPacket> = fc.record(
  {
    code: fc.nat(255),
    identifier: fc.nat(255),
    authenticator: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    attributes: fc.array(attribute, { maxLength: 12 }),
  },
  plain,
)

test('the example of RFC 2865 reads as it says, and is written to the same bytes', () => {
  const read = readRadiusPacket(nemo) ?? assert.fail('not read')
  assert.deepEqual([read.code, read.identifier], [1, 0])
  assert.deepEqual(
    read.attributes.map(({ type }) => type),
    [1, 2, 4, 5],
  )
  assert.deepEqual(readRadiusFields(read), { 'user-name': 'nemo' })
  assert.deepEqual(Buffer.from(writeRadiusPacket(read) ?? []), nemo)
})

test('whatever arrives reads as a packet that is written to the same bytes, or not at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      const read = readRadiusPacket(bytes)
      if (read === undefined) return
      const written = writeRadiusPacket(read) ?? assert.fail('not written')
      assert.deepEqual(Buffer.from(written), Buffer.from(bytes.subarray(0, written.length)))
      readRadiusFields(read)
    }),
    { numRuns: 2_000 },
  )
})

test('every packet that may be written is read as it was, padding behind it or not', () => {
  fc.assert(
    fc.property(packet, fc.nat(9), (made, padding) => {
      const written = writeRadiusPacket(made) ?? assert.fail('too long')
      assert.deepEqual(readRadiusPacket(Buffer.concat([written, Buffer.alloc(padding)])), made)
    }),
  )
})

test('what was read stays when the bytes it came in are overwritten', () => {
  const bytes = Buffer.from(nemo)
  const read = readRadiusPacket(bytes) ?? assert.fail('not read')
  bytes.fill(0)
  assert.deepEqual(read, readRadiusPacket(nemo))
})

test('a packet cut anywhere, or one whose attribute reaches beyond it, is none', () => {
  for (let length = 0; length < nemo.length; length += 1) {
    assert.equal(readRadiusPacket(nemo.subarray(0, length)), undefined, `${length} bytes`)
  }
  const overlong = Buffer.from(nemo)
  overlong[21] = 200
  const empty = Buffer.from(nemo)
  empty[21] = 1
  assert.deepEqual([readRadiusPacket(overlong), readRadiusPacket(empty)], [undefined, undefined])
})

test('a packet longer than 4,096 bytes is neither read nor written', () => {
  const long = Buffer.alloc(5_000)
  long.writeUInt16BE(4_097, 2)
  assert.equal(readRadiusPacket(long), undefined)
  const attributes = Array.from({ length: 17 }, () => ({ type: 33, value: new Uint8Array(253) }))
  const base = { code: 1, identifier: 1, authenticator: new Uint8Array(16) }
  assert.equal(writeRadiusPacket({ ...base, attributes }), undefined)
})

const fieldsOf = (...attributes: readonly (readonly [number, string | Uint8Array])[]) =>
  readRadiusFields({
    code: 1,
    identifier: 1,
    authenticator: new Uint8Array(16),
    attributes: attributes.map(([type, value]) => ({ type, value: Buffer.from(value) })),
  })

test('the places where an address may stand are read as each is written', () => {
  assert.deepEqual(fieldsOf([8, Uint8Array.of(192, 0, 2, 7)]), { 'framed-ip-address': '192.0.2.7' })
  assert.deepEqual(fieldsOf([66, '\u0001192.0.2.7']), { 'tunnel-client-endpoint': '192.0.2.7' })
  assert.deepEqual(fieldsOf([66, '2001:db8::7']), { 'tunnel-client-endpoint': '2001:db8::7' })
  assert.deepEqual(fieldsOf([31, '192.0.2.7'], [1, '田中'], [32, Uint8Array.of(0xff)]), {
    'calling-station-id': '192.0.2.7',
    'user-name': '田中',
  })
})

test('what comes twice, is no text or has control characters makes the whole unreadable', () => {
  assert.equal(fieldsOf([31, '192.0.2.7'], [31, '192.0.2.8']), undefined)
  assert.equal(fieldsOf([1, Uint8Array.of(0xff, 0xfe)]), undefined)
  assert.equal(fieldsOf([1, 'tanaka\n']), undefined)
  assert.equal(fieldsOf([8, Uint8Array.of(192, 0, 2)]), undefined)
})

test('only an attribute that stands once is the one', () => {
  const two = [1, 1, 2].map(type => ({ type, value: Uint8Array.of(type) }))
  const made = { code: 1, identifier: 1, authenticator: new Uint8Array(16), attributes: two }
  assert.equal(onlyAttribute(made, radiusAttribute.userName), undefined)
  assert.deepEqual(onlyAttribute(made, radiusAttribute.userPassword), Uint8Array.of(2))
  assert.equal(onlyAttribute(made, radiusAttribute.proxyState), undefined)
})
