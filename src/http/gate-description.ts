import { parse as parseQuery } from 'node:querystring'
import type { ZodOpenApiOperationObject, ZodOpenApiPathsObject } from 'zod-openapi'
import type { Gate, HttpGate } from '../core/gate.ts'

/** How a gate's own token is sent, or as a bearer token. */
export const gateToken = { type: 'apiKey', in: 'header', name: 'X-Kagimori-Token' } as const

type Operation = ZodOpenApiOperationObject
type Content = NonNullable<Extract<Operation['requestBody'], { content: unknown }>>['content']

/** A request or an answer as a gate's example writes it. */
interface Message {
  readonly first: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const usual = /^(?:host|user-agent|accept.*|content-.*|connection|cookie|authorization|x-kagimori-token)$/i

/** The gates that are asked over HTTP, described by their own examples: requests as servers send them, answers byte for byte. */
export function describeGates(gates: Iterable<Gate>): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {}
  for (const gate of gates) {
    if (gate.door.protocol !== 'http') continue
    for (const path of pathsOf(gate as HttpGate)) {
      const method = gate.door.method === 'POST' ? 'post' : 'get'
      paths[path] = { [method]: describeGate(gate as HttpGate, path, method) }
    }
  }
  return paths
}

/** The paths a gate is asked at. */
export function pathsOf({ name, door }: HttpGate): readonly string[] {
  const ways = { '': [''], '/{system}': ['/{system}'], '[/{system}]': ['', '/{system}'] }[door.path]
  return ways.map(way => `/gates/${name}${way}`)
}

function describeGate({ name, about, door, examples }: HttpGate, path: string, method: string): Operation {
  const requests = examples.map(({ sent }) => readMessage(sent))
  const words = `${method}-gates-${path.slice('/gates/'.length)}`.split(/[^a-z]+/).filter(Boolean)
  const any = door.method === 'any' ? ' Asked by any method.' : ''
  return {
    operationId: words.map((word, at) => (at === 0 ? word : capital(word))).join(''),
    tags: ['gates'],
    summary: `A server asks whether somebody may come in: ${name}`,
    description: `Asked by ${about}.${any} Scope: decide; a token's networks are those of the asking server.`,
    security: [{ gate: [] }, { bearer: [] }],
    parameters: [
      ...(path.includes('{system}') ? [parameter('system', 'path', 'inventory')] : []),
      ...requests.flatMap(queryOf).filter(isFirst),
      ...requests.flatMap(headersOf).filter(isFirst),
    ],
    ...(method === 'post' ? { requestBody: { required: true, content: bodiesOf(requests) } } : {}),
    responses: {
      ...answersOf(examples),
      default: { description: 'Kept out: whatever goes wrong, the server is answered no in its own words' },
    },
  }
}

type Parameter = ReturnType<typeof parameter>

function parameter(name: string, place: 'path' | 'query' | 'header', example: string) {
  return { name, in: place, required: place === 'path', schema: { type: 'string' as const }, example }
}

function isFirst(one: Parameter, at: number, all: readonly Parameter[]): boolean {
  return all.findIndex(({ name }) => name.toLowerCase() === one.name.toLowerCase()) === at
}

function queryOf({ first }: Message): readonly Parameter[] {
  const query = /\?(\S*)/.exec(first)?.[1] ?? ''
  return Object.entries(parseQuery(query)).map(([name, value]) => parameter(name, 'query', String(value)))
}

function headersOf({ headers }: Message): readonly Parameter[] {
  const own = Object.entries(headers).filter(([name]) => !usual.test(name))
  return own.map(([name, value]) => parameter(name, 'header', value))
}

function bodiesOf(requests: readonly Message[]): Content {
  const content: Content = {}
  for (const { headers, body } of requests) {
    const type = headers['Content-Type']?.split(';')[0]
    if (type !== undefined) content[type] ??= { schema: { type: 'object' }, example: readBody(type, body) }
  }
  return content
}

function readBody(type: string, body: string): unknown {
  return type === 'application/json' ? JSON.parse(body) : { ...parseQuery(body) }
}

/** Some servers hear yes and no under one status and read the rest: there both stand. */
function answersOf(examples: HttpGate['examples']): Operation['responses'] {
  const answers = examples.flatMap(({ allowed, denied }) => [
    { word: 'Kept out', ...readMessage(denied) },
    ...(allowed === undefined ? [] : [{ word: 'Let in', ...readMessage(allowed) }]),
  ])
  const responses: Operation['responses'] = {}
  for (const status of new Set(answers.map(statusOf))) {
    const own = answers.filter(answer => statusOf(answer) === status)
    const type = own[0]?.headers['Content-Type']
    responses[status] = {
      description: [...new Set(own.map(({ word }) => word))].sort().join(' | '),
      ...(type === undefined ? {} : { content: { [type]: { schema: { type: 'string' as const } } } }),
    }
  }
  return responses
}

function statusOf({ first }: Message): '200' {
  return first.split(' ')[1] as '200'
}

function readMessage(text: string): Message {
  const [head = '', body = ''] = text.split(/\n\n(.*)/s)
  const [first = '', ...lines] = head.split('\n')
  const headers = lines.map(line => [line.replace(/:.*/, ''), line.replace(/^[^:]+: ?/, '')])
  return { first, headers: Object.fromEntries(headers), body }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
