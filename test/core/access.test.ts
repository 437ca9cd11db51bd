import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { compileAccess, decide, wouldCutOff } from '../../src/core/access.ts'
import { clearBeyond, writeAddress } from '../../src/core/address.ts'
import type { AllowlistEntry } from '../../src/core/allowlist.ts'
import type { Decision } from '../../src/core/decision.ts'
import { contains, readAddress, readNetwork } from '../../src/core/network.ts'
import type { Mode } from '../../src/core/system.ts'

const now = '2026-11-23T09:00:00Z'
const past = '2026-11-23T08:59:59.999Z'
const future = '2026-11-23T09:00:00.001Z'

function entry(network: string, more: { label?: string; expiresAt?: string } = {}): AllowlistEntry {
  return { network, createdAt: '2026-01-01T00:00:00Z', ...more }
}

function ask(entries: readonly AllowlistEntry[] | undefined, ip: string, mode: Mode = 'enforce'): Decision {
  const allowlists = entries === undefined ? [] : [{ system: 'ftp', entries }]
  return decide(compileAccess([{ id: 'ftp', mode }], allowlists), { system: 'ftp', ip }, now)
}

describe('who may come in', () => {
  const office = entry('192.0.2.0/24', { label: 'office' })

  test('a listed address is let in, and the entry that did it is named', () => {
    assert.deepEqual(ask([office], '192.0.2.77'), {
      allow: true,
      wouldAllow: true,
      rule: 'listed',
      entry: { network: '192.0.2.0/24', label: 'office' },
      mode: 'enforce',
    })
  })

  test('an address that is not listed is denied', () => {
    const denied = { allow: false, wouldAllow: false, rule: 'not-listed', mode: 'enforce' }
    assert.deepEqual(ask([office], '192.0.3.0'), denied)
    assert.deepEqual(ask([office], '192.0.1.255'), denied)
    assert.deepEqual(ask([office], '2001:db8::1'), denied)
  })

  test('without an allowlist, or with an empty one, nobody comes in', () => {
    assert.equal(ask(undefined, '192.0.2.77').rule, 'no-allowlist')
    assert.equal(ask([], '192.0.2.77').rule, 'no-allowlist')
    assert.equal(ask([], '192.0.2.77').allow, false)
  })

  test('an unknown system denies, even one named like a property of every object', () => {
    const snapshot = compileAccess([{ id: 'ftp', mode: 'report' }], [{ system: 'mail', entries: [office] }])
    for (const system of ['mail', '', 'constructor', '__proto__']) {
      const answer = decide(snapshot, { system, ip: '192.0.2.77' }, now)
      assert.deepEqual(answer, { allow: false, wouldAllow: false, rule: 'unknown-system', mode: 'enforce' })
    }
  })

  test('what is no address is denied in either mode', () => {
    for (const ip of [
      'office.aoba.example',
      '',
      '192.0.2.077',
      '192.0.2.77%eth0',
      '192.0.2.0/24',
      '192.0.2.77, 192.0.2.78',
    ]) {
      for (const mode of ['enforce', 'report'] as const) {
        const answer = ask([entry('0.0.0.0/0'), entry('::/0')], ip, mode)
        assert.deepEqual(answer, { allow: false, wouldAllow: false, rule: 'not-an-address', mode })
      }
    }
  })

  test('an IPv4-mapped address is the IPv4 address it stands for', () => {
    assert.equal(ask([office], '::ffff:192.0.2.77').rule, 'listed')
    assert.equal(ask([office], '::FFFF:C000:024D').rule, 'listed')
    assert.equal(ask([entry('::/0')], '::ffff:192.0.2.77').rule, 'not-listed')
    assert.equal(ask([entry('::ffff:192.0.2.0/120')], '192.0.2.77').entry?.network, '192.0.2.0/24')
  })

  test('in report everybody known comes in, and wouldAllow tells the truth', () => {
    const told = (entries: readonly AllowlistEntry[], ip: string) => {
      const { allow, wouldAllow, rule } = ask(entries, ip, 'report')
      return { allow, wouldAllow, rule }
    }
    assert.deepEqual(told([office], '192.0.2.1'), { allow: true, wouldAllow: true, rule: 'listed' })
    assert.deepEqual(told([office], '10.0.0.1'), { allow: true, wouldAllow: false, rule: 'not-listed' })
    assert.deepEqual(told([], '10.0.0.1'), { allow: true, wouldAllow: false, rule: 'no-allowlist' })
    const ended = [entry('10.0.0.0/8', { expiresAt: past })]
    assert.deepEqual(told(ended, '10.0.0.1'), { allow: true, wouldAllow: false, rule: 'expired' })
  })

  test('the first and the last address of both families are found', () => {
    const everywhere = [entry('0.0.0.0/0'), entry('::/0'), entry('255.255.255.255/32'), entry('ffff::/16')]
    for (const ip of ['0.0.0.0', '255.255.255.254', '::', 'fffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff']) {
      assert.match(ask(everywhere, ip).entry?.network ?? '', /\/0$/)
    }
    assert.equal(ask(everywhere, '255.255.255.255').entry?.network, '255.255.255.255/32')
    assert.equal(ask(everywhere, 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff').entry?.network, 'ffff::/16')
  })
})

describe('entries end', () => {
  test('an entry no longer counts at the very instant it expires', () => {
    assert.equal(ask([entry('10.0.0.0/8', { expiresAt: future })], '10.0.0.1').rule, 'listed')
    assert.equal(ask([entry('10.0.0.0/8', { expiresAt: now })], '10.0.0.1').rule, 'expired')
    assert.equal(ask([entry('10.0.0.0/8', { expiresAt: past })], '10.0.0.1').allow, false)
  })

  test('the instant is the same in any time zone and however it is handed in', () => {
    const snapshot = compileAccess(
      [{ id: 'ftp', mode: 'enforce' }],
      [{ system: 'ftp', entries: [entry('10.0.0.0/8', { expiresAt: '2026-11-23T18:00:00+09:00' })] }],
    )
    const rule = (at: number | string) => decide(snapshot, { system: 'ftp', ip: '10.0.0.1' }, at).rule
    assert.equal(rule(now), 'expired')
    assert.equal(rule(Date.parse(now)), 'expired')
    assert.equal(rule(Date.parse(now) - 1), 'listed')
  })

  test('the narrowest entry still in force is named, the expired one inside it passed over', () => {
    const entries = [entry('10.0.0.0/8'), entry('10.1.0.0/16'), entry('10.1.1.0/24', { expiresAt: past })]
    assert.equal(ask(entries, '10.1.1.1').entry?.network, '10.1.0.0/16')
    assert.equal(ask(entries, '10.2.0.0').entry?.network, '10.0.0.0/8')
  })

  test('where all entries have ended, the narrowest of them is named with its end', () => {
    const entries = [entry('10.0.0.0/8', { expiresAt: past }), entry('10.1.0.0/16', { expiresAt: now })]
    const answer = ask(entries, '10.1.1.1')
    assert.deepEqual(answer.entry, { network: '10.1.0.0/16', expiresAt: now })
    assert.equal(answer.rule, 'expired')
  })

  test('of two entries for one network the longer lasting counts', () => {
    for (const order of [1, -1]) {
      const entries = [entry('10.0.0.0/8', { expiresAt: past }), entry('10.0.0.0/8', { expiresAt: future })]
      assert.equal(ask(order === 1 ? entries : entries.toReversed(), '10.0.0.1').entry?.expiresAt, future)
    }
  })

  test('an end that does not read, or a now that does not, lets nobody in', () => {
    assert.equal(ask([entry('10.0.0.0/8', { expiresAt: 'next week' })], '10.0.0.1').rule, 'expired')
    const snapshot = compileAccess(
      [{ id: 'ftp', mode: 'enforce' }],
      [{ system: 'ftp', entries: [entry('10.0.0.0/8')] }],
    )
    assert.equal(decide(snapshot, { system: 'ftp', ip: '10.0.0.1' }, 'soon').allow, false)
  })
})

describe('whom a list would cut off', () => {
  test('exactly the addresses that are not listed at that time, in the order asked', () => {
    const entries = [entry('192.0.2.0/24'), entry('198.51.100.0/24', { expiresAt: past })]
    const asked = ['203.0.113.9', '192.0.2.1', '198.51.100.1', '::ffff:192.0.2.2']
    assert.deepEqual(wouldCutOff(entries, asked, now), ['203.0.113.9', '198.51.100.1'])
  })

  test('an empty list cuts off everybody', () => {
    assert.deepEqual(wouldCutOff([], ['192.0.2.1'], now), ['192.0.2.1'])
  })
})

/** What a reader of the law would do with paper and pencil: look at every entry. */
function byHand(
  entries: readonly AllowlistEntry[],
  ip: string,
): { rule: string; network: string | undefined } {
  const address = readAddress(ip)
  const holding = entries
    .map(each => ({ ...each, read: readNetwork(each.network) }))
    .filter(({ read }) => contains(read, address))
    .sort((a, b) => b.read.prefix - a.read.prefix)
  const inForce = holding.find(
    ({ expiresAt }) => expiresAt === undefined || Date.parse(now) < Date.parse(expiresAt),
  )
  if (entries.length === 0) return { rule: 'no-allowlist', network: undefined }
  if (inForce !== undefined) return { rule: 'listed', network: inForce.read.text }
  return holding[0] === undefined
    ? { rule: 'not-listed', network: undefined }
    : { rule: 'expired', network: holding[0].read.text }
}

describe('the compiled list answers as a look at every entry would', () => {
  const expiry = fc.constantFrom(undefined, past, now, future)

  /** Crowded on purpose: few distinct bits, so that networks nest and touch. */
  const crowded = (size: 1 | 4) =>
    fc
      .tuple(
        fc.constantFrom(0, 0x0a00_0000, 0x0a00_00ff, 0xffff_ffff),
        fc.nat(0xffff),
        fc.nat(size * 32),
        fc.nat(size - 1),
      )
      .map(([word, low, prefix, at]) => {
        const words = Array.from({ length: size }, (_, index) => (index === at ? (word ^ low) >>> 0 : word))
        return { words, prefix }
      })
  const entries = fc.array(
    fc
      .tuple(fc.oneof(crowded(1), crowded(4)), expiry)
      .map(([{ words, prefix }, expiresAt]) =>
        entry(
          `${writeAddress(clearBeyond(words, prefix))}/${prefix}`,
          expiresAt === undefined ? {} : { expiresAt },
        ),
      ),
    { maxLength: 60 },
  )

  const sparse = fc
    .array(fc.tuple(fc.nat(0xffff_ffff), fc.integer({ min: 4, max: 32 }), expiry), {
      minLength: 100,
      maxLength: 300,
    })
    .map(list =>
      list.map(([word, prefix, expiresAt]) =>
        entry(
          `${writeAddress(clearBeyond([word >>> 0], prefix))}/${prefix}`,
          expiresAt === undefined ? {} : { expiresAt },
        ),
      ),
    )

  /** Addresses at and beside the edges of the entries, where mistakes live. */
  function edges(list: readonly AllowlistEntry[]): string[] {
    return list.flatMap(({ network }) => {
      const { family, first, prefix } = readNetwork(network)
      const bits = family === 4 ? 32n : 128n
      const after = first + (1n << (bits - BigInt(prefix)))
      return [first - 1n, first, after - 1n, after]
        .filter(value => value >= 0n && value < 1n << bits)
        .map(value => {
          const word = (shift: bigint) => Number((value >> shift) & 0xffff_ffffn)
          return writeAddress(family === 4 ? [word(0n)] : [word(96n), word(64n), word(32n), word(0n)])
        })
        .flatMap(ip => (family === 4 ? [ip, `::ffff:${ip}`] : [ip]))
    })
  }

  for (const [kind, lists] of Object.entries({
    'nested and touching': entries,
    'large and sparse': sparse,
  })) {
    test(`${kind} entries of mixed expiry, at every edge`, () => {
      fc.assert(
        fc.property(lists, list => {
          const snapshot = compileAccess([{ id: 'ftp', mode: 'enforce' }], [{ system: 'ftp', entries: list }])
          for (const ip of edges(list.slice(0, 60))) {
            const { rule, entry: named, allow } = decide(snapshot, { system: 'ftp', ip }, now)
            const expected = byHand(list, ip)
            assert.deepEqual({ rule, network: named?.network }, expected, ip)
            assert.equal(allow, expected.rule === 'listed')
          }
        }),
        { numRuns: kind === 'large and sparse' ? 20 : 100 },
      )
    })
  }

  test('a list of 100,000 networks answers right for each of them and for the gaps between', () => {
    const list = Array.from({ length: 100_000 }, (_, at) =>
      entry(`${writeAddress([(0x0b00_0000 + at * 512) >>> 0])}/24`),
    )
    const snapshot = compileAccess([{ id: 'ftp', mode: 'enforce' }], [{ system: 'ftp', entries: list }])
    list.forEach(({ network }, at) => {
      const inside = writeAddress([(0x0b00_0000 + at * 512 + 77) >>> 0])
      const gap = writeAddress([(0x0b00_0000 + at * 512 + 256) >>> 0])
      assert.equal(decide(snapshot, { system: 'ftp', ip: inside }, now).entry?.network, network)
      assert.equal(decide(snapshot, { system: 'ftp', ip: gap }, now).rule, 'not-listed')
    })
  })
})

test('a list that did not change is taken over, one that did is compiled anew', () => {
  const systems = [{ id: 'ftp', mode: 'enforce' as const }]
  const at = (version: number, network: string) => [{ system: 'ftp', version, entries: [entry(network)] }]
  const first = compileAccess(systems, at(1, '192.0.2.0/24'))
  const same = compileAccess(systems, at(1, '192.0.2.0/24'), first)
  assert.equal(same.systems.get('ftp')?.list, first.systems.get('ftp')?.list)
  const changed = compileAccess(systems, at(2, '198.51.100.0/24'), same)
  assert.equal(decide(changed, { system: 'ftp', ip: '192.0.2.7' }, now).allow, false)
  assert.equal(decide(changed, { system: 'ftp', ip: '198.51.100.7' }, now).allow, true)
})

describe('an entry with hours', () => {
  const calendar = { timeZone: 'Asia/Tokyo', isHoliday: () => false }
  const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
  const hours = [{ days, from: '09:00', to: '18:00' }]
  const vendor = { network: '203.0.113.0/28', label: 'vendor', hours }
  const at = (time: string, entries: readonly Parameters<typeof wouldCutOff>[0][number][], system = {}) => {
    const lists = [{ system: 'ftp', entries }]
    const snapshot = compileAccess([{ id: 'ftp', mode: 'enforce', ...system }], lists, undefined, calendar)
    return decide(snapshot, { system: 'ftp', ip: '203.0.113.5' }, time)
  }
  const noon = '2026-11-24T12:00:00+09:00'
  const night = '2026-11-24T22:00:00+09:00'

  test('lets in inside them only, and is named either way', () => {
    const entry = { network: '203.0.113.0/28', label: 'vendor' }
    assert.deepEqual(at(noon, [vendor]), {
      allow: true,
      wouldAllow: true,
      rule: 'listed',
      entry,
      mode: 'enforce',
    })
    const shut = { allow: false, wouldAllow: false, rule: 'outside-hours', entry, mode: 'enforce' }
    assert.deepEqual(at(night, [vendor]), shut)
  })

  test('does not stand in the way of a wider entry without', () => {
    assert.equal(at(night, [vendor, { network: '203.0.113.0/24' }]).rule, 'listed')
  })

  test('counts beside another for the same network with other hours, or with none', () => {
    const late = { ...vendor, label: 'night shift', hours: [{ days, from: '21:00', to: '23:00' }] }
    assert.equal(at(night, [vendor, late]).entry?.label, 'night shift')
    assert.equal(at(noon, [vendor, late]).entry?.label, 'vendor')
    assert.equal(
      at(night, [vendor, { network: '203.0.113.0/28', expiresAt: '2026-11-25T00:00:00Z' }]).rule,
      'listed',
    )
  })

  test('that has expired says so, whatever the hour', () => {
    assert.equal(at(noon, [{ ...vendor, expiresAt: '2026-11-24T03:00:00Z' }]).rule, 'expired')
  })

  test('cuts nobody off for the hour at which the list is edited', () => {
    assert.deepEqual(wouldCutOff([vendor], ['203.0.113.5', '203.0.113.99'], night), ['203.0.113.99'])
  })

  test('is one of a system that has hours itself, and then both must be open', () => {
    const system = { hours: [{ days, from: '12:00', to: '13:00' }] }
    assert.equal(at(noon, [vendor], system).rule, 'listed')
    assert.equal(at('2026-11-24T15:00:00+09:00', [vendor], system).rule, 'outside-hours')
    assert.equal(at('2026-11-24T15:00:00+09:00', [vendor], { ...system, mode: 'report' }).allow, true)
  })
})
