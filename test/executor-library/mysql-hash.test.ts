import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mysqlPlugins } from '../../src/executor-library/mysql-hash.ts'
import { readShelf } from '../../src/shelf.ts'

const hashes = await readShelf('hashes')
const password = 'vK7-mWq2-tRz9-xPd4'
const schemes: Readonly<Record<string, string>> = {
  mysql_native_password: 'mysql-native',
  caching_sha2_password: 'mysql-sha2',
}

for (const [plugin, make] of Object.entries(mysqlPlugins)) {
  test(`What ${plugin} is sent opens by the new password and by no other`, async () => {
    const scheme = hashes.get(schemes[plugin] ?? '')
    const text = make(password, Buffer.alloc(0)).toString('latin1')
    assert.notEqual(scheme?.recognise(text), undefined, text)
    assert.equal(await scheme?.verify(password, text, { login: 'tanaka' }), true)
    assert.equal(await scheme?.verify(`${password}x`, text, { login: 'tanaka' }), false)
  })
}

test('The rounds of the password before are kept, and no salt has a sign that would end it', () => {
  const make = mysqlPlugins.caching_sha2_password
  assert.ok(make !== undefined)
  const before = Buffer.from(`$A$00A$${'s'.repeat(20)}${'h'.repeat(43)}`)
  assert.match(make(password, before).toString('latin1'), /^\$A\$00A\$/)
  for (let times = 0; times < 200; times += 1) {
    assert.match(make('x', Buffer.alloc(0)).toString('latin1'), /^\$A\$005\$[%-~]{20}[./0-9A-Za-z]{43}$/)
  }
})
