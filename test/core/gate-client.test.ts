import assert from 'node:assert/strict'
import { isIP } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readClient, readForwardedClient } from '../../src/core/gate-client.ts'
import { readNetwork } from '../../src/core/network.ts'

const balancer = [readNetwork('10.0.0.0/24')]

describe('an address as a server tells it', () => {
  const told: readonly (readonly [text: string | undefined, ip: string, unread: string | undefined])[] = [
    ['192.0.2.7', '192.0.2.7', undefined],
    ['::ffff:192.0.2.7', '192.0.2.7', undefined],
    ['2001:DB8::0:7', '2001:db8::7', undefined],
    [undefined, '', 'no-address'],
    ['pc1.aoba.example', 'pc1.aoba.example', 'name-for-address'],
    ['192.0.2.7.example', '192.0.2.7.example', 'name-for-address'],
    ['192.0.2.007', '', 'not-an-address'],
    ['192.0.2.7:80', '', 'not-an-address'],
    ['<script>', '', 'not-an-address'],
    ['192.0.2.7 ', '', 'not-an-address'],
  ]
  for (const [text, ip, unread] of told) {
    test(`${text ?? 'nothing'} is read as ${unread ?? ip}`, () => {
      assert.deepEqual(readClient(text), { ip, ...(unread === undefined ? {} : { unread }) })
    })
  }

  test('only what is an address is ever read as one, and it is canonical', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.ipV4(),
      fc.ipV6(),
      fc.domain(),
      fc.ipV4().map(ip => `${ip}.`),
    )
    fc.assert(
      fc.property(texts, text => {
        const { ip, unread } = readClient(text === '' ? undefined : text)
        if (unread === undefined) assert.ok(isIP(text) > 0 && isIP(ip) > 0, text)
        else assert.equal(isIP(text), 0, text)
      }),
    )
  })
})

describe('an address in the headers of a web server', () => {
  const both = (real: string, forwarded: string) => ({ 'x-real-ip': real, 'x-forwarded-for': forwarded })
  const told: readonly (readonly [about: string, headers: Record<string, string>, read: string])[] = [
    ['X-Real-IP alone', { 'x-real-ip': '192.0.2.7' }, '192.0.2.7'],
    ['X-Forwarded-For alone', { 'x-forwarded-for': '192.0.2.7' }, '192.0.2.7'],
    ['both alike', both('192.0.2.7', '192.0.2.7'), '192.0.2.7'],
    ['both alike in two spellings', both('2001:db8::7', '2001:DB8:0::7'), '2001:db8::7'],
    ['the last hop of several', { 'x-forwarded-for': '192.0.2.7, 203.0.113.9' }, '203.0.113.9'],
    ['past a trusted hop', { 'x-forwarded-for': '1.2.3.4, 203.0.113.9, 10.0.0.5' }, '203.0.113.9'],
    ['trusted hops alone', { 'x-forwarded-for': '10.0.0.6, 10.0.0.5' }, '10.0.0.6'],
    ['a trusted X-Real-IP', both('10.0.0.5', '203.0.113.9, 10.0.0.5'), '203.0.113.9'],
    ['two that differ', both('192.0.2.7', '203.0.113.9'), 'addresses-differ'],
    ['a garbled last hop', both('192.0.2.7', '192.0.2.7, x'), 'name-for-address'],
    ['an empty last hop', { 'x-forwarded-for': '192.0.2.7, ' }, 'not-an-address'],
    ['garbled behind a trusted hop', { 'x-forwarded-for': '<x>, 10.0.0.5' }, 'not-an-address'],
    ['too many hops', { 'x-forwarded-for': '10.0.0.5,'.repeat(40) }, 'malformed'],
    ['neither', { 'x-client-ip': '192.0.2.7' }, 'no-address'],
  ]
  for (const [about, headers, read] of told) {
    test(`${about}: ${read}`, () => {
      const { ip, unread } = readForwardedClient(headers, balancer)
      assert.equal(unread ?? ip, read)
    })
  }

  test('whatever a visitor writes in front, the hop the server appended decides', () => {
    fc.assert(
      fc.property(fc.string(), fc.ipV4(), (own, hop) => {
        const { ip, unread } = readForwardedClient({ 'x-forwarded-for': `${own}, ${hop}` }, [])
        if (unread === undefined) assert.equal(ip, hop)
        else assert.equal(unread, 'malformed')
      }),
    )
  })
})
