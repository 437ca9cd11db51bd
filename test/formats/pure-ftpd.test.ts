import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import pureFtpd from '../../src/formats/pure-ftpd.ts'
import { accountsOf, factsOf, read, rejectedBy } from '../format-reading.ts'

const entry = (login: string, allowed: string, denied = '') =>
  `${login}:*:5000:5000:Saburo:/srv/ftp/${login}/./::::::::10.0.0.1::${allowed}:${denied}:900-1800\n`

describe("Pure-FTPd's pureftpd.passwd", () => {
  test('allowed clients are the networks of the account, with bits beyond the prefix dropped', () => {
    const accounts = accountsOf(pureFtpd, entry('saburo', '10.20.30.40,192.0.2.5/26', '192.0.2.9'))
    assert.deepEqual(factsOf(accounts.get('saburo')), {
      displayName: 'Saburo',
      networks: ['10.20.30.40/32', '192.0.2.0/26'],
    })
  })

  test('an account without allowed clients, or with host names among them, is not tied to known networks', () => {
    const accounts = accountsOf(
      pureFtpd,
      entry('shiro', '') + entry('goro', '10.20.30.40,office.aoba.example'),
    )
    assert.equal(accounts.get('shiro')?.networks, undefined)
    assert.equal(accounts.get('goro')?.networks, undefined)
  })

  test('the address the client connects to is not mistaken for where it comes from', () => {
    assert.equal(accountsOf(pureFtpd, entry('shiro', '')).get('shiro')?.networks, undefined)
  })

  test('a line with a field missing says how many it has', () => {
    const results = read(pureFtpd, entry('shiro', '').replace('::', ':')) ?? []
    assert.deepEqual(rejectedBy(results), [
      { line: 1, key: 'entry-fields', values: { expected: 18, found: 17 } },
    ])
  })
})
