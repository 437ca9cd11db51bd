import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { routes } from '../../src/http/app.ts'
import { openDocument } from '../../src/http/openapi.ts'
import { nameOf } from '../../src/http/route.ts'
import { matrix, readMatrix } from '../../src/http/scopes.ts'
import { readShelf } from '../../src/shelf.ts'

interface Operation {
  readonly operationId: string
  readonly security?: readonly unknown[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[]
  readonly responses: Readonly<Record<string, { readonly description: string }>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}
const gates = await readShelf('gates')
// As a reader gets it: through JSON.
const document = JSON.parse(JSON.stringify(openDocument(routes, '0.1.0', gates)())) as Document
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    path,
    name: `${method.toUpperCase()} ${path}`,
    operation,
  })),
)

/** The parts of the OpenAPI 3.1 specification this document uses. */
const structure = {
  type: 'object',
  required: ['openapi', 'info', 'paths', 'components'],
  properties: {
    openapi: { pattern: '^3\\.1\\.\\d$' },
    info: { type: 'object', required: ['title', 'version'] },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      properties: {
        schemas: { type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' } },
        securitySchemes: { type: 'object', required: ['bearer'] },
      },
    },
  },
  $defs: {
    operation: {
      type: 'object',
      required: ['operationId', 'tags', 'summary', 'responses'],
      properties: {
        parameters: { type: 'array', items: { $ref: '#/$defs/parameter' } },
        requestBody: {
          type: 'object',
          required: ['content'],
          properties: { content: { $ref: '#/$defs/content' } },
        },
        responses: {
          type: 'object',
          minProperties: 2,
          required: ['default'],
          propertyNames: { pattern: '^(?:[1-5]\\d\\d|default)$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            properties: { content: { $ref: '#/$defs/content' } },
          },
        },
      },
      additionalProperties: true,
    },
    parameter: {
      type: 'object',
      required: ['name', 'in', 'schema'],
      properties: { in: { enum: ['path', 'query', 'header'] } },
      if: { properties: { in: { const: 'path' } } },
      // biome-ignore lint/suspicious/noThenProperty: a JSON Schema keyword
      then: { required: ['required'], properties: { required: { const: true } } },
    },
    content: {
      type: 'object',
      minProperties: 1,
      additionalProperties: { type: 'object', required: ['schema'] },
    },
  },
}

test('The description is an OpenAPI 3.1 document', () => {
  const validate = new Ajv2020({ strict: false }).compile(structure)
  assert.ok(validate(document), JSON.stringify(validate.errors))
})

test('Every schema in it is JSON Schema, and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const rooted = JSON.parse(
    JSON.stringify(document).replaceAll('#/components/schemas/', '#/$defs/'),
  ) as Document
  const $defs = rooted.components.schemas
  assert.ok(Object.keys($defs).length > 20)
  for (const name of Object.keys($defs)) ajv.compile({ $defs, $ref: `#/$defs/${name}` })
  const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)]
  for (const [, name = ''] of references) assert.ok(document.components.schemas[name] !== undefined, name)
})

test('Routes, authorization matrix and description name the same operations', () => {
  const described = operations
    .map(({ name }) => name)
    .filter(name => !name.includes(' /gates/'))
    .sort()
  assert.deepEqual(described, Object.keys(matrix).sort())
  assert.deepEqual(described, routes.map(nameOf).sort())
})

test('Operations are told apart by id, and every part of a path is a parameter', () => {
  assert.equal(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length)
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const declared = (operation.parameters ?? [])
      .filter(parameter => parameter.in === 'path')
      .map(({ name }) => name)
    assert.deepEqual(declared.sort(), named.sort(), path)
  }
})

test('What needs no token says so', () => {
  for (const { name, operation } of operations) {
    assert.equal(operation.security?.length === 0, typeof matrix[name] === 'string', name)
  }
})

test('Every gate that is asked over HTTP is described as its server asks it, and a gate of its own protocol is not', () => {
  const described = operations.filter(({ name }) => name.includes(' /gates/'))
  assert.deepEqual(described.map(({ name }) => name).sort(), [
    'GET /gates/forward-auth/{system}',
    'GET /gates/nginx-mail',
    'POST /gates/dovecot',
    'POST /gates/dovecot/{system}',
    'POST /gates/pam',
  ])
  const of = (name: string) => described.find(one => one.name === name)?.operation ?? assert.fail(name)
  const forwardAuth = of('GET /gates/forward-auth/{system}')
  assert.deepEqual(forwardAuth.security, [{ gate: [] }, { bearer: [] }])
  assert.deepEqual(Object.keys(forwardAuth.responses).sort(), ['204', '401', '403', 'default'])
  assert.deepEqual(
    forwardAuth.parameters?.filter(({ in: place }) => place !== 'header').map(({ name }) => name),
    ['system', 'login'],
  )
  assert.ok(forwardAuth.parameters?.some(({ name }) => name === 'X-Real-IP'))
  assert.deepEqual(of('POST /gates/pam').security, [{ gate: [] }, { bearer: [] }])
  const {
    200: always,
    204: yes,
    403: no,
  } = {
    ...forwardAuth.responses,
    ...of('POST /gates/dovecot').responses,
  }
  assert.deepEqual(
    [yes?.description, no?.description, always?.description],
    ['Let in', 'Kept out', 'Kept out | Let in'],
  )
})

test('A route without an entry in the matrix stops the program, and so does an entry without a route', () => {
  const [first, ...rest] = routes
  assert.ok(first !== undefined)
  assert.throws(
    () => readMatrix([...routes, { ...first, path: '/api/v1/new' }]),
    /GET \/api\/v1\/new is not in/,
  )
  assert.throws(() => readMatrix(rest), /names GET \/healthz, which is no route/)
})

test('Only tokens, log and issuing are for administrators alone; reading never lets write', () => {
  for (const [name, access] of Object.entries(matrix)) {
    if (typeof access === 'string') continue
    const { method, harmless } = routes.find(route => nameOf(route) === name) ?? {}
    const isRead = (method === 'get' || harmless === true) && !access.includes('decide')
    assert.equal(access.includes('read'), isRead && !access.includes('admin'), name)
  }
})
