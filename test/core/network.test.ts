import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { BlockList, isIP } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { clearBeyond, writeAddress } from '../../src/core/address.ts'
import { en } from '../../src/core/catalogue/en.ts'
import { ja } from '../../src/core/catalogue/ja.ts'
import {
  contains,
  halvesOf,
  isPublic,
  lastOf,
  mergeNetworks,
  readAddress,
  readNetwork,
  readNetworks,
} from '../../src/core/network.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { needs } from '../debian.ts'

/** Misspelt networks: the refusal's key and what it tells the reader to write ('' where nobody can know). */
const misspelt: Readonly<Record<string, readonly [key: string, suggestion: string]>> = {
  '10.1.2.3/8': ['network-host-bits', '10.0.0.0/8'],
  '2001:db8::1/64': ['network-host-bits', '2001:db8::/64'],
  '::ffff:10.1.2.3/104': ['network-host-bits', '10.0.0.0/8'],
  '10.1.2.3/0': ['network-host-bits', '10.1.2.3/32'],
  '::1/0': ['network-host-bits', '::1/128'],
  '010.0.0.1': ['network-leading-zeros', '10.0.0.1'],
  '10.0.0.00/24': ['network-leading-zeros', '10.0.0.0/24'],
  '010.0.0.1-010.0.0.9': ['network-leading-zeros', '10.0.0.1-10.0.0.9'],
  '10.1': ['network-missing-octets', '10.1.0.0/16'],
  '10/8': ['network-missing-octets', '10.0.0.0/8'],
  '10.0.0.256': ['network-octet-range', ''],
  '10.0.0.1-10.0.0.300': ['network-octet-range', ''],
  '10.0.0.0/33': ['network-prefix-range', '10.0.0.0/32'],
  '2001:db8::/129': ['network-prefix-range', '2001:db8::/128'],
  '10.0.0.0/': ['network-prefix-form', '10.0.0.0/32'],
  '10.0.0.0/08': ['network-prefix-form', '10.0.0.0/8'],
  '10.0.0.0/-8': ['network-prefix-form', '10.0.0.0/32'],
  '10.0.0.0/8/8': ['network-prefix-form', '10.0.0.0/32'],
  '10.0.0.0/255.0.0.0': ['network-netmask', '10.0.0.0/8'],
  '10.1.2.3/255.255.0.0': ['network-netmask', '10.1.0.0/16'],
  '10.0.0.0/255.0.255.0': ['network-netmask-gaps', ''],
  'fe80::1%eth0': ['network-zone', 'fe80::1'],
  'fe80::%eth0/64': ['network-zone', 'fe80::/64'],
  '1.2.3.4::': ['network-mixed-notation', '1.2.3.4'],
  '10.0.0.1:8080': ['network-port', '10.0.0.1'],
  '[::1]': ['network-brackets', '::1'],
  '[2001:db8::1]:443': ['network-brackets', '2001:db8::1'],
  localhost: ['network-name', ''],
  'office-gate.aoba.example': ['network-name', ''],
  '10.0.0.*': ['network-wildcard', '10.0.0.0/24'],
  '10.0.*.*': ['network-wildcard', '10.0.0.0/16'],
  '*': ['network-unreadable', ''],
  ' 10.0.0.1': ['network-spaces', '10.0.0.1'],
  '10.0.0.1 - 10.0.0.9': ['network-spaces', '10.0.0.1-10.0.0.9'],
  '10.0.0.1\n': ['network-spaces', '10.0.0.1'],
  '１０．０．０．１／３２': ['network-full-width', '10.0.0.1/32'],
  '': ['network-empty', ''],
  '   ': ['network-empty', ''],
  '10.0.0.9-10.0.0.1': ['network-range-reversed', '10.0.0.1-10.0.0.9'],
  '10.0.0.1-::1': ['network-range-families', ''],
  '10.0.0.1-9': ['network-range-short', '10.0.0.1-10.0.0.9'],
  '10.0.0.0/24-10.0.1.0/24': ['network-range-ends', ''],
  '::ffff:10.0.0.0/8': ['network-mapped-prefix', '10.0.0.0/8'],
  '::ffff:10.0.0.0/95': ['network-mapped-wide', ''],
  '10.0.0.0/8 # office': ['network-comment', '10.0.0.0/8'],
  '10.1.2.3/8#office': ['network-host-bits', '10.0.0.0/8'],
  '10.0.0.0/24,10.1.0.0/24': ['network-several', ''],
  '10.0.0.1, 2001:db8::/32': ['network-several', ''],
  '１０．０．０．１，１０．０．０．２': ['network-several', ''],
  '10.0.0.0 /33': ['network-prefix-range', '10.0.0.0/32'],
  '１０．０．０．２５６': ['network-octet-range', ''],
  '# office': ['network-empty', ''],
  '10.0.0.9-1': ['network-range-reversed', '10.0.0.1-10.0.0.9'],
  '10.0.0.1-300': ['network-octet-range', ''],
  '1::2::3': ['network-unreadable', ''],
  '1:2:3:4:5:6:7:8:9': ['network-unreadable', ''],
  '12345::': ['network-unreadable', ''],
  '1:2:3:4:5:6:7:1.2.3.4': ['network-unreadable', ''],
  '::1:2:3:4:5:6:7:1.2.3.4': ['network-unreadable', ''],
  '::ffff:010.0.0.1': ['network-unreadable', ''],
  '3232235777': ['network-unreadable', ''],
  '1.2.3.4.5': ['network-unreadable', ''],
}

function refusalOf(read: () => unknown): Refusal {
  try {
    read()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  assert.fail('was read')
}

/** What a refusal tells the reader to write; '' where nothing is offered. */
function offerOf(read: () => unknown): { readonly key: string; readonly offered: string } {
  try {
    read()
    return { key: 'network-empty', offered: '' }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { key: error.key, offered: String(error.values.suggestion) }
  }
}

describe('a misspelt network is refused with the right one', () => {
  for (const [text, [key, suggestion]] of Object.entries(misspelt)) {
    test(`${JSON.stringify(text)} is ${key}${suggestion === '' ? '' : `: write ${suggestion}`}`, () => {
      const refusal = refusalOf(() => readNetworks(text))
      assert.equal(refusal.kind, 'invalid')
      assert.equal(refusal.key, key)
      assert.equal(refusal.values.suggestion, suggestion)
      if (suggestion === '') return
      assert.ok(refusal.hint('en')?.includes(suggestion), 'the hint carries the suggestion')
      assert.ok(refusal.hint('ja')?.includes(suggestion), 'in Japanese too')
      assert.doesNotThrow(() => readNetworks(suggestion), 'the suggestion itself reads')
    })
  }

  test('whatever is offered instead is itself accepted, by every reader and however the text is misspelt', () => {
    const part = fc.constantFrom(
      ...Object.keys(misspelt),
      ...[
        '10.0.0.0',
        '::ffff:10.0.0.0',
        '2001:db8::',
        '/',
        '/8',
        '/95',
        '/33',
        '/129',
        '-',
        '-9',
        ' ',
        '#c',
        '%e',
        '*',
        '0',
      ],
    )
    const text = fc.oneof(
      fc.array(part, { maxLength: 4 }).map(parts => parts.join('')),
      fc.string(),
    )
    fc.assert(
      fc.property(text, fc.constantFrom(readNetwork, readNetworks, readAddress), (text, read) => {
        const { key, offered } = offerOf(() => read(text))
        if (offered !== '') assert.doesNotThrow(() => read(offered), `${text} → ${offered}`)
        else assert.doesNotMatch(en[`${key}.hint` as keyof typeof en], /\{suggestion\}/, text)
      }),
      { numRuns: 20_000 },
    )
  })

  test('what is long is quoted only in part', () => {
    assert.ok(refusalOf(() => readNetwork('1'.repeat(100_000))).message.length < 200)
  })

  test('a network or a range is no address', () => {
    assert.equal(refusalOf(() => readAddress('10.0.0.0/8')).key, 'network-not-one-address')
    assert.equal(refusalOf(() => readAddress('10.0.0.1-10.0.0.2')).key, 'network-not-one-address')
    assert.equal(refusalOf(() => readAddress('10.1')).values.suggestion, '10.1.0.0')
  })

  test('a range is not one network', () => {
    assert.equal(refusalOf(() => readNetwork('10.0.0.0-10.0.0.255')).key, 'network-range-here')
  })

  test('no sentence leaves a {name} unfilled', () => {
    for (const text of Object.keys(misspelt)) {
      const refusal = refusalOf(() => readNetworks(text))
      for (const sentence of [refusal.message, refusal.hint('en'), refusal.hint('ja'), ja[refusal.key]]) {
        assert.doesNotMatch(sentence?.replace('{text}', '') ?? '', /\{|undefined/)
      }
    }
  })
})

describe('networks have one canonical text', () => {
  const canonical: Readonly<Record<string, string>> = {
    '10.0.0.0/8': '10.0.0.0/8',
    '10.1.2.3': '10.1.2.3/32',
    '0.0.0.0/0': '0.0.0.0/0',
    '2001:DB8:0:0:1:0:0:1': '2001:db8::1:0:0:1/128',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1/128',
    '2001:0db8::/32': '2001:db8::/32',
    '::': '::/128',
    '::/0': '::/0',
    '1:2:3:4:5:6:7::': '1:2:3:4:5:6:7:0/128',
    '64:ff9b::192.0.2.1': '64:ff9b::c000:201/128',
    '::ffff:10.0.0.1': '10.0.0.1/32',
    '::FFFF:0a00:0001': '10.0.0.1/32',
    '0:0:0:0:0:ffff:10.0.0.0/120': '10.0.0.0/24',
    '::ffff:0.0.0.0/96': '0.0.0.0/0',
    '::ffff:0:10.0.0.1': '::ffff:0:a00:1/128',
  }
  for (const [text, expected] of Object.entries(canonical)) {
    test(`${text} is ${expected}`, () => {
      assert.equal(readNetwork(text).text, expected)
      assert.deepEqual(readNetwork(expected), readNetwork(text))
    })
  }
})

describe('ranges become the fewest networks', () => {
  test('a crooked range is cut at the powers of two', () => {
    const texts = readNetworks('10.0.0.1-10.0.0.9').map(({ text }) => text)
    assert.deepEqual(texts, ['10.0.0.1/32', '10.0.0.2/31', '10.0.0.4/30', '10.0.0.8/31'])
  })

  test('the whole of a family is one network', () => {
    assert.equal(readNetworks('0.0.0.0-255.255.255.255')[0]?.text, '0.0.0.0/0')
    assert.equal(readNetworks('::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff')[0]?.text, '::/0')
  })

  test('mapped ends are IPv4 ends', () => {
    assert.equal(readNetworks('::ffff:10.0.0.0-10.0.0.3')[0]?.text, '10.0.0.0/30')
  })

  test('exactly the addresses of any range, none left out, none twice, none to be joined', () => {
    const ends = fc
      .tuple(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
    fc.assert(
      fc.property(ends, ([from, to]) => {
        const networks = readNetworks(`${writeAddress([from])}-${writeAddress([to])}`)
        let next = BigInt(from)
        for (const network of networks) {
          assert.equal(network.first, next)
          next = lastOf(network) + 1n
        }
        assert.equal(next, BigInt(to) + 1n)
        assert.deepEqual(mergeNetworks(networks), networks)
      }),
    )
  })
})

describe('merging keeps exactly the same addresses', () => {
  test('contained networks go, adjacent halves join, IPv4 stands before IPv6', () => {
    const list = [
      '2001:db8::/33',
      '10.0.1.0/24',
      '10.0.0.0/24',
      '10.0.0.7',
      '192.0.2.0/25',
      '2001:db8:8000::/33',
    ]
    const merged = mergeNetworks(list.map(readNetwork)).map(({ text }) => text)
    assert.deepEqual(merged, ['10.0.0.0/23', '192.0.2.0/25', '2001:db8::/32'])
  })

  test('neighbours that are no two halves of one network stay apart', () => {
    const merged = mergeNetworks(['10.0.1.0/24', '10.0.2.0/24'].map(readNetwork)).map(({ text }) => text)
    assert.deepEqual(merged, ['10.0.1.0/24', '10.0.2.0/24'])
  })

  test('all 256 addresses of a small space are in before as after', () => {
    const network = fc
      .tuple(fc.nat(255), fc.integer({ min: 24, max: 32 }))
      .map(([octet, prefix]) =>
        readNetwork(`${writeAddress(clearBeyond([0x0a00_0000 + octet], prefix))}/${prefix}`),
      )
    fc.assert(
      fc.property(fc.array(network, { maxLength: 40 }), networks => {
        const merged = mergeNetworks(networks)
        for (let octet = 0; octet < 256; octet++) {
          const address = readAddress(`10.0.0.${octet}`)
          const before = networks.some(network => contains(network, address))
          assert.equal(merged.filter(network => contains(network, address)).length, before ? 1 : 0)
        }
      }),
    )
  })
})

test('the two halves of a network merge into it again, the lower one first', () => {
  for (const text of ['0.0.0.0/0', '192.0.2.6/31', '::/0', '2001:db8::/127']) {
    const halves = halvesOf(readNetwork(text))
    assert.deepEqual(
      mergeNetworks(halves).map(network => network.text),
      [text],
    )
    assert.ok(halves[0].first < halves[1].first)
  }
})

describe('what can come from outside', () => {
  const answers: Readonly<Record<string, boolean>> = {
    '10.0.0.0/8': false,
    '10.0.0.0/7': true,
    '172.16.0.0/12': false,
    '172.0.0.0/8': true,
    '100.64.0.0/10': false,
    '127.0.0.1': false,
    '169.254.1.1': false,
    '192.0.0.0/29': false,
    '192.0.0.0/24': true,
    '192.0.0.9': true,
    '224.0.0.0/3': false,
    '0.0.0.0/0': true,
    '203.0.113.7': true,
    '1.0.0.1': true,
    'fd12:3456::/32': false,
    'fe80::1': false,
    '::1': false,
    '::/0': true,
    '2001:2::/48': false,
    '2001:20::1': true,
    '2400::/12': true,
    '::ffff:10.0.0.1': false,
  }
  for (const [text, expected] of Object.entries(answers)) {
    test(`${text} ${expected ? 'can' : 'cannot'}`, () => assert.equal(isPublic(readNetwork(text)), expected))
  }

  test('an address is judged as the network of itself', () => {
    assert.equal(isPublic(readAddress('192.168.1.1')), false)
    assert.equal(isPublic(readAddress('198.51.100.1')), true)
  })
})

/** Pairs of a random network and an address that is in it about every other time. */
function randomPairs(count: number): readonly { readonly network: string; readonly address: string }[] {
  const word = fc.integer({ min: 0, max: 0xffff_ffff })
  const pair = fc
    .tuple(fc.boolean(), fc.array(word, { minLength: 8, maxLength: 8 }), fc.nat(128), fc.boolean())
    .map(([isFour, words, length, near]) => {
      const size = isFour ? 1 : 4
      const prefix = isFour ? length % 33 : length
      const first = clearBeyond(words.slice(0, size), prefix)
      const other = words.slice(4, 4 + size)
      const host = other.map((each, at) => (each ^ (clearBeyond(other, prefix)[at] ?? 0)) >>> 0)
      const inside = first.map((each, at) => (each | (host[at] ?? 0)) >>> 0)
      return { network: `${writeAddress(first)}/${prefix}`, address: writeAddress(near ? inside : other) }
    })
  return fc.sample(pair, { numRuns: count, seed: 20_261_123 })
}

/** Texts that are addresses or nearly so. */
function randomTexts(count: number): readonly string[] {
  const damaged = fc
    .tuple(
      fc.oneof(fc.ipV4(), fc.ipV6()),
      fc.nat(45),
      fc.constantFrom(...'0123456789abcdefFg:./ -'),
      fc.nat(2),
    )
    .map(([text, at, character, cut]) => text.slice(0, at) + character + text.slice(at + cut))
  const soup = fc.string({
    unit: fc.constantFrom('0', '1', '25', 'f', ':', '::', '.', 'ffff'),
    maxLength: 14,
  })
  return fc.sample(fc.oneof(damaged, soup, fc.ipV4(), fc.ipV6()), { numRuns: count, seed: 20_261_123 })
}

function reads(text: string): boolean {
  try {
    return readAddress(text).text !== ''
  } catch {
    return false
  }
}

describe('agreement with those who must agree', () => {
  test('10,000 random networks hold the addresses net.BlockList says they hold', () => {
    for (const { network, address } of randomPairs(10_000)) {
      const { family, text, prefix } = readNetwork(network)
      const name = family === 4 ? 'ipv4' : 'ipv6'
      const list = new BlockList()
      list.addSubnet(text.slice(0, text.indexOf('/')), prefix, name)
      const ours = contains(readNetwork(network), readAddress(address))
      assert.equal(ours, list.check(address, name), `${address} in ${network}`)
    }
  })

  test('10,000 texts are addresses exactly where net.isIP says so', () => {
    for (const text of randomTexts(10_000)) assert.equal(reads(text), isIP(text) !== 0, JSON.stringify(text))
  })

  test("10,000 pairs and texts mean to us what they mean to Python's ipaddress", t => {
    const python = needs(t, 'python3', 'python3')
    if (python === undefined) return
    const pairs = randomPairs(10_000)
    const texts = randomTexts(10_000).filter(text => !/[/ ]/.test(text))
    const program = `
import ipaddress, json, sys
def canonical(text):
    try: address = ipaddress.ip_address(text)
    except ValueError: return None
    return str(getattr(address, 'ipv4_mapped', None) or address)
asked = json.load(sys.stdin)
json.dump({
  'pairs': [[str(ipaddress.ip_network(p['network'])), ipaddress.ip_address(p['address']) in ipaddress.ip_network(p['network'])] for p in asked['pairs']],
  'texts': [canonical(text) for text in asked['texts']],
}, sys.stdout)`
    const run = spawnSync(python, ['-c', program], {
      input: JSON.stringify({ pairs, texts }),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    })
    assert.equal(run.status, 0, run.stderr)
    const said: { pairs: [string, boolean][]; texts: (string | null)[] } = JSON.parse(run.stdout)
    const ours = {
      pairs: pairs.map(({ network, address }) => {
        const read = readNetwork(network)
        return [read.text, contains(read, readAddress(address))]
      }),
      texts: texts.map(text => (reads(text) ? readAddress(text).text : null)),
    }
    assert.deepEqual(ours.pairs, said.pairs)
    assert.deepEqual(ours.texts, said.texts)
  })
})
