import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, askAs, issue, faults } = await openDoor()

interface Made {
  readonly password: string
  readonly kind: string
  readonly bits: number
  readonly score: number
  readonly guessesLog10: number
  readonly accepted: boolean
}

async function generate(order: object): Promise<readonly Made[]> {
  const { status, body, headers } = await ask('post', '/passwords/generate', order)
  assert.equal(status, 200, JSON.stringify(body))
  assert.equal(headers['cache-control'], 'no-store')
  return body.passwords
}

async function declare(id: string, differs: object) {
  assert.equal((await ask('put', `/systems/${id}`, { ...ftp, ...differs })).status, 201)
}

describe('Without a word on limits', () => {
  test('one passphrase of 60 bits is made, which anybody may read aloud and the policy accepts', async () => {
    const [made, ...more] = await generate({})
    assert.deepEqual(more, [])
    assert.match(made?.password ?? '', /^[a-z]{3,8}(?:-[a-z]{3,8}){4}$/)
    assert.deepEqual([made?.kind, made?.bits, made?.score, made?.accepted], ['passphrase', 60, 4, true])
    assert.ok((made?.guessesLog10 ?? 0) > 10)
  })

  test('as many as twenty come at once, no two the same', async () => {
    const made = await generate({ count: 20, kind: 'random', bits: 80 })
    assert.equal(new Set(made.map(({ password }) => password)).size, 20)
    for (const { password, bits } of made) {
      assert.match(password, /^[A-Za-z2-9]{15}$/)
      assert.ok(bits >= 80)
    }
  })
})

describe('For an old file server that takes 16 characters and few signs', () => {
  const facts = { maxPasswordLength: 16, passwordSymbols: '-_' }

  test('random strings within its limits are made, and its own rating accepts each of them', async () => {
    await declare('ftp', { facts })
    for (const { password, kind, bits } of await generate({ system: 'ftp', count: 10 })) {
      assert.equal(kind, 'random')
      assert.ok(bits >= 60)
      assert.match(password, /^[A-Za-z2-9_-]{15,16}$/)
      const { body } = await ask('post', '/passwords/rate', { password, system: 'ftp' })
      assert.deepEqual([body.accepted, body.violations], [true, []])
    }
  })

  test('the facts are answered as they were declared', async () => {
    assert.deepEqual((await ask('get', '/systems/ftp')).body.facts, facts)
  })

  test('a passphrase is refused with what to ask for instead', async () => {
    const { status, body } = await ask('post', '/passwords/generate', { system: 'ftp', kind: 'passphrase' })
    assert.equal(status, 422)
    assert.equal(body.code, 'generator-bits-passphrase')
    assert.match(body.hint, /kind random or for fewer bits/)
  })

  test('a request narrows the cap and never widens it', async () => {
    const [made] = await generate({ system: 'ftp', kind: 'random', maxLength: 200, bits: 20 })
    assert.ok((made?.password.length ?? 0) <= 16)
    const { status, body } = await ask('post', '/passwords/generate', { system: 'ftp', maxLength: 12 })
    assert.deepEqual([status, body.code], [422, 'generator-length'])
  })
})

describe('For a system that requires a second factor and looks at the first characters only', () => {
  test('ten of them hold 55 bits, and 60 are refused in the language asked for', async () => {
    await declare('webdav', { facts: { truncatesPasswordAt: 10, mfaRequired: true } })
    const refused = await ask('post', '/passwords/generate', { system: 'webdav' }).set(
      'Accept-Language',
      'ja',
    )
    assert.equal(refused.status, 422)
    assert.match(
      refused.body.detail,
      /^60ビットには届きません。使用できる文字10文字では最大55\.\dビットです。$/,
    )
    const [made] = await generate({ system: 'webdav', bits: 55 })
    assert.equal(made?.password.length, 10)
  })

  test('eight are refused by name of the rule, for no eight characters are strong enough', async () => {
    await declare('mail', { facts: { truncatesPasswordAt: 8, mfaRequired: true } })
    const { status, body } = await ask('post', '/passwords/generate', { system: 'mail', bits: 40 })
    assert.deepEqual([status, body.code], [422, 'generator-refused'])
    assert.match(body.detail, /"ftp" goes on refusing passwords of 44 bits made like this: PW-07\./)
  })
})

test('Nothing of the company, the system or the account occurs in what is made', async () => {
  await declare('inventory', { name: 'zaiko sakura', kind: 'inventory' })
  const userInputs = ['yama', 'kawa']
  for (const { password } of await generate({ system: 'inventory', count: 20, userInputs })) {
    assert.doesNotMatch(password, /zaiko|sakura|yama|kawa/)
    const rated = await ask('post', '/passwords/rate', { password, system: 'inventory', userInputs })
    assert.equal(rated.body.accepted, true)
  }
})

test('Who may rate may also have passwords made', async () => {
  const gate = await issue('rate')
  assert.equal((await askAs(gate, 'post', '/passwords/generate').send({})).status, 200)
})

test('What cannot be meant is refused by name', async () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ count: 21 }, 'count'],
    [{ bits: 19 }, 'bits'],
    [{ kind: 'pin' }, 'kind'],
    [{ lenght: 12 }, 'lenght'],
  ]
  for (const [order, field] of refused) {
    const { status, body } = await ask('post', '/passwords/generate', order)
    assert.deepEqual([status, body.errors[0].at], [400, field])
  }
  const nowhere = await ask('post', '/passwords/generate', { system: 'nowhere' })
  assert.deepEqual([nowhere.status, nowhere.body.code], [404, 'system-unknown'])
})

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
