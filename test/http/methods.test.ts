import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { routes } from '../../src/http/app.ts'
import { methodsByPath } from '../../src/http/methods.ts'
import { readShelf } from '../../src/shelf.ts'
import { openDoor } from './door.ts'

const { ask, faults } = await openDoor()
const gates = await readShelf('gates')
const methods = methodsByPath(routes, gates.values())

test('GET comes with HEAD, every path but a gate tells its methods', () => {
  assert.equal(methods.get('/api/v1/systems'), 'GET, HEAD, OPTIONS')
  assert.equal(methods.get('/api/v1/systems/{id}'), 'GET, HEAD, PUT, DELETE, OPTIONS')
  assert.equal(methods.get('/gates/pam'), 'POST')
  assert.equal(methods.get('/gates/forward-auth/{system}'), undefined, 'asked by any method')
})

describe('A method that a path does not have is answered with those it has', () => {
  for (const [path, allow] of methods) {
    test(path, async () => {
      const asked = path.replaceAll(/\{\w+\}/g, 'ftp')
      const { status, headers, body } = await ask('patch', asked)
      assert.deepEqual([status, headers.allow, body.code], [405, allow, 'http-method'])
      assert.ok(body.detail.includes(allow), body.detail)
      const options = await ask('options', asked)
      const told = path.startsWith('/gates/') ? 405 : 204
      assert.deepEqual([options.status, options.headers.allow], [told, allow])
    })
  }
  test('and none of it is a fault of ours', () => assert.deepEqual(faults, []))
})
