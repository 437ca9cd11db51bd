import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import express, { type ErrorRequestHandler } from 'express'
import request from 'supertest'
import { Refusal } from '../../src/core/refusal.ts'
import { readBytes, readJson } from '../../src/http/body.ts'
import { problemOf } from '../../src/http/problem.ts'

const failed: ErrorRequestHandler = (error, _request, response, _next) => {
  assert.ok(error instanceof Refusal)
  const problem = problemOf(error, 'en', 'x')
  response.status(problem.status).json(problem)
}
const app = express()
  .post('/json', async (incoming, response) => {
    response.json({ read: (await readJson(incoming)) ?? 'nothing' })
  })
  .post('/bytes', async (incoming, response) => {
    let bytes = 0
    for await (const chunk of readBytes(incoming, 1000)) bytes += chunk.length
    response.json({ bytes })
  })
  .post('/stopped', async (incoming, _response) => {
    for await (const chunk of readBytes(incoming, 10_000_000)) {
      throw new Refusal('invalid', 'http-field-other', { bytes: chunk.length })
    }
  })
  .use(failed)

const post = (path: string) => request(app).post(path)
const json = (text: string) => post('/json').set('Content-Type', 'application/json').send(text)

test('A JSON body is read; no body is nothing', async () => {
  assert.deepEqual((await json('{"a":"鍵"}')).body, { read: { a: '鍵' } })
  assert.deepEqual((await post('/json')).body, { read: 'nothing' })
})

test('JSON of any JSON media type is read, anything else is refused with the header to send', async () => {
  assert.equal(
    (await post('/json').set('Content-Type', 'application/merge-patch+json').send('{}')).status,
    200,
  )
  const refused = await post('/json').type('form').send('{"password":"x"}')
  assert.equal(refused.status, 415)
  assert.equal(refused.body.code, 'http-content-type')
  assert.match(refused.body.hint, /Content-Type: application\/json/)
})

test('What is not JSON is refused without a word of it', async () => {
  const { status, body } = await json('{"password": kanariya-8841}')
  assert.equal(status, 400)
  assert.equal(body.code, 'http-body-json')
  assert.equal(JSON.stringify(body).includes('kanariya'), false)
})

test('What is not UTF-8 is refused, not guessed', async () => {
  const sending = post('/json').set('Content-Type', 'application/json')
  sending.write(Buffer.from([0x22, 0x8c, 0xae, 0x22]))
  const { body } = await sending
  assert.equal(body.code, 'http-body-encoding')
})

test('Twenty levels are read, twenty-one refused', async () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  assert.equal((await json(nested(20))).status, 200)
  assert.equal((await json(nested(22))).body.code, 'http-body-deep')
  assert.equal((await json(nested(100_000))).body.code, 'http-body-deep')
})

test('256 KiB of JSON are read, one byte more is refused', async () => {
  const text = (bytes: number) => `"${'x'.repeat(bytes - 2)}"`
  assert.equal((await json(text(256 * 1024))).status, 200)
  const { status, body } = await json(text(256 * 1024 + 1))
  assert.equal(status, 413)
  assert.equal(body.detail, 'The body is larger than 256 KiB.')
})

test('A compressed body is refused: nothing unpacks here', async () => {
  const { status, body } = await post('/json')
    .set('Content-Encoding', 'gzip')
    .set('Content-Type', 'application/json')
    .send('{}')
  assert.deepEqual([status, body.code], [415, 'http-content-encoding'])
})

test('A file is read of any type up to its cap, announced or not', async () => {
  const file = (bytes: number) => post('/bytes').set('Content-Type', 'text/csv').send('x'.repeat(bytes))
  assert.deepEqual((await file(1000)).body, { bytes: 1000 })
  assert.equal((await file(1001)).status, 413)
  const chunked = post('/bytes').set('Transfer-Encoding', 'chunked').set('Content-Type', 'text/csv')
  chunked.write('x'.repeat(600))
  chunked.write('x'.repeat(600))
  assert.equal((await chunked).status, 413)
})

test('A reader that stops early still gets its refusal out on the same connection', async () => {
  const { status, body } = await post('/stopped').set('Content-Type', 'text/csv').send('x'.repeat(5_000_000))
  assert.deepEqual([status, body.code], [422, 'http-field-other'])
})

test('A file cut off by its sender is the sender’s failure, not ours', async () => {
  const server = createServer()
  const outcome = new Promise(resolve => {
    server.on('request', async incoming => {
      try {
        for await (const chunk of readBytes(incoming, 1000)) if (chunk.length > 0) connection.destroy()
      } catch (error) {
        resolve(error)
      }
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const connection = connect((server.address() as AddressInfo).port, '127.0.0.1')
  connection.write('POST / HTTP/1.1\r\nHost: kagimori\r\nContent-Length: 100\r\n\r\nlogin,password')
  const error = await outcome
  server.close()
  assert.ok(error instanceof Refusal)
  assert.equal(error.key, 'http-body-cut')
})
