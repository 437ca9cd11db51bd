import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cryptOpens } from '../../src/hash-library/libcrypt.ts'

const yescrypt = '$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA'

describe("The system's libcrypt", () => {
  test('opens a hash with its password and not with another', async () => {
    assert.equal(await cryptOpens('secret', yescrypt), true)
    assert.equal(await cryptOpens('Secret', yescrypt), false)
  })

  test('a password with a NUL in it cannot be told, for C would compare what stands before it', async () => {
    assert.equal(await cryptOpens('secret\0more', yescrypt), undefined)
  })

  test('a locked entry, a setting of no known scheme and a phrase too long cannot be told either', async () => {
    for (const text of ['', '*', '!', '!!', '*0', '$99$abc$def', `!${yescrypt}`]) {
      assert.equal(await cryptOpens('secret', text), undefined, text)
    }
    assert.equal(await cryptOpens('x'.repeat(600), yescrypt), undefined)
  })

  test('many at once do not mix up their answers', async () => {
    const passwords = Array.from({ length: 40 }, (_, index) =>
      index % 3 === 0 ? 'secret' : `secret${index}`,
    )
    const answers = await Promise.all(passwords.map(password => cryptOpens(password, yescrypt)))
    assert.deepEqual(
      answers,
      passwords.map(password => password === 'secret'),
    )
  })
})
