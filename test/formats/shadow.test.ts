import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import shadow from '../../src/formats/shadow.ts'
import { accountsOf, factsOf, read, rejectedBy, shown } from '../format-reading.ts'

const hash = '$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA'

describe('A shadow file', () => {
  const accounts = accountsOf(
    shadow,
    `goro:${hash}:20779:0:99999:7::20820:
rokuro:!${hash}:20779:0:99999:7:::
root:*:20779:0:99999:7:::
nana:!!:20779:0:99999:7:::
hachiro:${hash}:0:0:99999:7:::
guest::-1::::::
`,
  )

  test('days since 1970 become dates', () => {
    assert.deepEqual(factsOf(accounts.get('goro')), {
      passwordChangedAt: '2026-11-22',
      expiresAt: '2027-01-02',
    })
  })

  test('day 0 means that the handed-out password is still in use', () => {
    assert.deepEqual(factsOf(accounts.get('hachiro')), { initial: true })
  })

  test('a lock before the hash disables the account, a lock alone says only that no password opens it', () => {
    assert.equal(shown(accounts.get('rokuro')?.credential), 'locked')
    assert.equal(accounts.get('rokuro')?.enabled, false)
    for (const login of ['root', 'nana']) {
      assert.equal(shown(accounts.get(login)?.credential), 'locked')
      assert.equal(accounts.get(login)?.enabled, undefined)
    }
  })

  test('an empty hash is the empty password, which anybody knows', () => {
    assert.equal(shown(accounts.get('guest')?.credential), 'clear ')
  })

  test('a day that is no number is rejected with the field it stands in', () => {
    assert.deepEqual(rejectedBy(read(shadow, 'goro:*:20779:0:99999:7::soon:\n') ?? []), [
      { line: 1, key: 'entry-days', values: { field: 8 } },
    ])
  })
})
