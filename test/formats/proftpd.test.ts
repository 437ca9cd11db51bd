import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import proftpd from '../../src/formats/proftpd.ts'
import { accountsOf, headOf, read, rejectedBy, shown } from '../format-reading.ts'

describe("ProFTPD's AuthUserFile", () => {
  test('ftpasswd --lock disables the account', () => {
    const text =
      'taro:!Nhz7ui52ghNXo:5000:5000::/srv/ftp/taro:/bin/false\nhana:Nhz7ui52ghNXo:5001:5000::/srv/ftp/hana:/bin/false\n'
    const accounts = accountsOf(proftpd, text)
    assert.equal(shown(accounts.get('taro')?.credential), 'locked')
    assert.equal(accounts.get('taro')?.enabled, false)
    assert.equal(shown(accounts.get('hana')?.credential), 'hash Nhz7ui52ghNXo')
  })

  test('a password in clear is rejected, for the server would never let it in', () => {
    const results = read(proftpd, 'taro:secret:5000:5000::/srv/ftp/taro:/bin/false\n') ?? []
    assert.deepEqual(rejectedBy(results), [{ line: 1, key: 'entry-password' }])
  })

  test('the machine’s own passwd file, which has no hashes, is not taken for it', () => {
    const recognised = proftpd.dialects[0]?.recognises(headOf('root:x:0:0:root:/root:/bin/bash\n'))
    assert.equal(recognised, false)
  })
})
