import assert from 'node:assert/strict'
import { BlockList } from 'node:net'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readListNetwork, readListNetworks } from '../../src/core/list-network.ts'
import { readNetwork } from '../../src/core/network.ts'

const octet = fc.nat(255)
const address = fc.tuple(octet, octet, octet, octet).map(octets => octets.join('.'))

describe('Networks in account lists', () => {
  test('an address with a prefix means the same as to node:net, and comes out as strict CIDR', () => {
    fc.assert(
      fc.property(address, fc.integer({ min: 1, max: 32 }), address, (base, prefix, probe) => {
        const [network = ''] = readListNetwork(`${base}/${prefix}`) ?? []
        assert.equal(readNetwork(network).text, network)
        const mine = new BlockList()
        mine.addSubnet(readNetwork(network).text.split('/')[0] ?? '', prefix)
        const theirs = new BlockList()
        theirs.addSubnet(base, prefix)
        for (const ip of [base, probe]) assert.equal(mine.check(ip), theirs.check(ip))
      }),
    )
  })

  test('a netmask is the prefix with as many ones', () => {
    assert.deepEqual(readListNetwork('192.0.2.9/255.255.255.192'), ['192.0.2.0/26'])
    assert.deepEqual(readListNetwork('10.0.0.1/255.255.255.255'), ['10.0.0.1/32'])
    assert.deepEqual(readListNetwork('10.0.0.1/0.0.0.0'), ['0.0.0.0/0'])
    assert.equal(readListNetwork('10.0.0.1/255.0.255.0'), undefined)
  })

  test('MySQL’s wildcards are networks where they end at a dot', () => {
    assert.deepEqual(readListNetwork('10.%'), ['10.0.0.0/8'])
    assert.deepEqual(readListNetwork('10.20.30.%'), ['10.20.30.0/24'])
    for (const text of ['10.2%', '%.30.40', '10.20.30.40.%', '300.%', '%.aoba.example']) {
      assert.equal(readListNetwork(text), undefined, text)
    }
  })

  test('a list with anything else in it is unknown as a whole', () => {
    for (const text of ['', 'aoba.example', '010.0.0.1', '10.0.0.0/33', '10.0.0.0/8/8', 'constructor']) {
      assert.equal(readListNetwork(text), undefined, text)
    }
    assert.equal(readListNetworks(['10.0.0.1', 'aoba.example']), undefined)
    assert.deepEqual(readListNetworks(['10.0.0.1', '2001:DB8::1/32']), ['10.0.0.1/32', '2001:db8::/32'])
  })
})
