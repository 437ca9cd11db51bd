import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Scope, scopes } from '../../src/core/token.ts'
import { type Access, matrix } from '../../src/http/scopes.ts'
import { openDoor } from './door.ts'

const { askAs, issue, faults } = await openDoor()
const tokens = new Map<Scope, string>()
for (const scope of scopes) tokens.set(scope, await issue(scope))

type Method = 'get' | 'put' | 'post' | 'delete'

/** The route with something in every place of its path, sent with an empty object. */
function call(name: string, token: string | undefined) {
  const [method = '', path = ''] = name.split(' ')
  const filled = path.replace('{format}', 'json').replaceAll(/\{\w+\}/g, 'none')
  const asked = askAs(token, method.toLowerCase() as Method, filled)
  return method === 'GET' || method === 'DELETE' ? asked : asked.send({})
}

function isAllowed(access: Access, scope: Scope): boolean {
  return typeof access === 'string' || scope === 'admin' || access.includes(scope)
}

for (const [name, access] of Object.entries(matrix)) {
  test(`${name} lets in ${typeof access === 'string' ? access : access.join(', ')} and nobody else`, async () => {
    const { status } = await call(name, undefined)
    assert.equal(status === 401, typeof access !== 'string', `without a token: ${status}`)
    for (const [scope, token] of tokens) {
      const { status, body } = await call(name, token)
      assert.notEqual(status, 401, scope)
      assert.equal(
        status === 403 && body.code === 'http-scope',
        !isAllowed(access, scope),
        `${scope}: ${status}`,
      )
      assert.ok(status < 500, `${scope}: ${status}`)
    }
  })
}

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
