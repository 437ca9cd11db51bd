import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import passwd from '../../src/formats/passwd.ts'
import { accountsOf, factsOf, headOf, shown } from '../format-reading.ts'

describe('A passwd file', () => {
  const accounts = accountsOf(
    passwd,
    `root:x:0:0:root:/root:/bin/bash
www-data:*:33:33:www-data:/var/www:/usr/sbin/nologin
tanaka:x:1001:1001:Tanaka,2F,03-1234-5678,:/home/tanaka:/bin/bash
guest::1002:1002::/home/guest:/bin/sh
old:$1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.:1003:1003::/home/old:/bin/sh
`,
  )

  test('x says the hash is elsewhere, * that there is none, and nothing at all that nobody is asked for one', () => {
    assert.equal(shown(accounts.get('root')?.credential), 'absent')
    assert.equal(shown(accounts.get('www-data')?.credential), 'locked')
    assert.equal(shown(accounts.get('guest')?.credential), 'clear ')
    assert.equal(shown(accounts.get('old')?.credential), 'hash $1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.')
  })

  test('user id 0 is an administrator, ids below 1000 are services, and the comment gives name and telephone', () => {
    assert.deepEqual(factsOf(accounts.get('root')), { displayName: 'root', role: 'admin' })
    assert.deepEqual(factsOf(accounts.get('www-data')), { displayName: 'www-data', role: 'service' })
    assert.deepEqual(factsOf(accounts.get('tanaka')), { displayName: 'Tanaka', phone: '03-1234-5678' })
  })

  test('with hashes in the second field it is the file of an FTP server', () => {
    const text = 'old:$1$ocvObD8f$7pCpenU0Sv7bFznGCdXZo.:1003:1003::/home/old:/bin/sh\n'
    assert.equal(passwd.dialects[0]?.recognises(headOf(text)), false)
  })
})
