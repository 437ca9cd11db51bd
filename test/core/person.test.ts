import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byPerson, loginName, personOf, samePerson } from '../../src/core/person.ts'
import type { Peer } from '../../src/core/rule.ts'

const peer = (login: string, owner?: string): Peer => ({
  system: 'mail-1',
  systemKind: 'mail',
  login,
  ...(owner === undefined ? {} : { owner }),
})

test('an account belongs to its owner, else to the name or the address on it', () => {
  assert.equal(personOf({ login: 'a', owner: 'sato', displayName: '田中' }), 'sato')
  assert.equal(personOf({ login: 'a', owner: '', displayName: '田中' }), '田中')
  assert.equal(personOf({ login: 'a', email: 'a@aoba.example' }), 'a@aoba.example')
  assert.equal(personOf({ login: 'a', displayName: '　 ' }), undefined)
})

test('owners decide who is who where both are known', () => {
  assert.equal(samePerson({ login: 'upload', owner: 'Sato' }, peer('sato', 'sato ')), true)
  assert.equal(samePerson({ login: 'admin', owner: 'sato' }, peer('admin', 'tanaka')), false)
})

test('without both owners the login decides, with or without its mail domain', () => {
  assert.equal(samePerson({ login: 'Sato' }, peer('sato@aoba.example', 'sato')), true)
  assert.equal(samePerson({ login: 'sato', owner: 'sato' }, peer('tanaka')), false)
})

test('full-width letters are the same login', () => {
  assert.equal(loginName('ＳＡＴＯ＠aoba.example'), 'sato')
})

test('peers are told apart by person, whether their names are worked out already or not', () => {
  const own = { login: 'sato', owner: 'Sato' }
  const [upload, tanaka, mail] = [peer('upload', 'sato'), peer('tanaka'), peer('SATO@aoba.example')]
  const peers = [upload, tanaka, mail, { ...mail, names: { owner: undefined, name: 'suzuki' } }]
  const found = byPerson(own, peers)
  assert.deepEqual(found.same, [upload, mail])
  assert.deepEqual(found.others, [tanaka, peers[3]])
  assert.deepEqual(byPerson({ login: 'suzuki' }, peers).same, [peers[3]])
})
