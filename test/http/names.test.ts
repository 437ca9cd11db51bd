import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, openDoor } from './door.ts'

/** Properties every JavaScript object has: whoever looks names up in a plain object finds something there. */
const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__', '__defineGetter__']

test('Names that JavaScript knows are names like any other', async () => {
  const { ask, faults } = await openDoor()
  const ids = inherited.filter(name => /^[a-zA-Z]/.test(name)).map(name => name.toLowerCase())
  const named = { ...ftp, name: '__proto__', owner: 'constructor', server: 'constructor' }
  const endpoints = [{ protocol: 'constructor', host: 'ftp.aoba.example', port: 21 }]
  const list = ['login,password,owner', ...inherited.map(name => `${name},constructor,${name}`)].join('\n')
  for (const id of ids) {
    assert.equal((await ask('put', `/systems/${id}`, { ...named, endpoints })).status, 201, id)
    const imported = await ask('post', `/systems/${id}/account-lists`)
      .set('Content-Type', 'text/csv')
      .send(list)
    assert.deepEqual([imported.status, imported.body.accepted], [201, inherited.length], id)
    assert.equal((await ask('get', `/systems/${id}/inspection`)).status, 200, id)
    const { body } = await ask('get', `/findings?system=${id}&limit=200`)
    const logins = new Set(body.items.map(({ login }: { readonly login: string | null }) => login))
    assert.deepEqual(
      inherited.filter(login => !logins.has(login)),
      [],
      id,
    )
    assert.equal((await ask('get', `/findings/${body.items[0].id}`)).status, 200, id)
    assert.equal(
      (await ask('post', '/decisions', { system: id, ip: '192.0.2.7', login: '__proto__' })).status,
      200,
    )
  }
  assert.deepEqual(faults, [])
})
