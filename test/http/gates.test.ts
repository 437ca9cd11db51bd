import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, askAs, issue, enforcer, faults } = await openDoor()
await ask('put', '/systems/ftp', ftp)
await ask('put', '/systems/ftp/allowlist', { entries: [{ network: '192.0.2.0/24' }] })
const token = await issue('decide')
const reading = await issue('read')
const house = { actor: 'system', ip: '127.0.0.1' }
const elsewhere = await enforcer.issueToken(
  { name: 'x', scopes: ['decide'], networks: ['203.0.113.9'] },
  house,
)
const gate = (path: string, method: 'get' | 'put' | 'post' | 'delete' = 'get') =>
  askAs(undefined, method, path).set('X-Real-IP', '192.0.2.7')

test('A question by any method is answered by the address alone, its body unread', async () => {
  for (const method of ['get', 'post', 'put', 'delete'] as const) {
    const answer = await gate('/gates/forward-auth/ftp', method).set('X-Kagimori-Token', token)
    assert.deepEqual([answer.status, answer.headers['x-kagimori-reason']], [204, 'listed'], method)
  }
  const posted = await gate('/gates/forward-auth/ftp', 'post').set('X-Kagimori-Token', token).send({ a: 1 })
  assert.equal(posted.status, 204)
})

describe('a server without the right token gets no answer but no', () => {
  const tokens: Readonly<Record<string, string | undefined>> = {
    'no token': undefined,
    'a guessed one': 'kgm_guessed',
    'one for reading': reading,
    'one of another server': elsewhere.text,
  }
  for (const [what, text] of Object.entries(tokens)) {
    test(what, async () => {
      const asked = gate('/gates/forward-auth/ftp')
      const { status, text: page } = await (text === undefined ? asked : asked.set('X-Kagimori-Token', text))
      assert.equal(status, 403)
      assert.doesNotMatch(page, /token|scope/i)
      const mail = askAs(undefined, 'post', '/gates/dovecot/ftp?command=allow')
      const { status: always, body } = await (text === undefined
        ? mail
        : mail.set('X-Kagimori-Token', text)
      ).send({
        remote: '192.0.2.7',
      })
      assert.deepEqual([always, body.status], [200, -1])
    })
  }
})

test('The gate’s token may come as a bearer token too; a mail server’s of any form', async () => {
  const bearer = await gate('/gates/forward-auth/ftp').set('Authorization', `Bearer ${token}`)
  assert.deepEqual([bearer.status, bearer.headers['x-kagimori-reason']], [204, 'listed'])
  const mail = await askAs(token, 'post', '/gates/dovecot/ftp?command=allow').send({
    login: 'tanaka',
    remote: '192.0.2.7',
  })
  assert.deepEqual(mail.body, { status: 0, msg: '' })
})

test('Beside a header of our own a visitor’s Authorization is his own business, whatever it holds', async () => {
  const right = `Bearer ${token}`
  const own = (kagimori: string, authorization: string) =>
    gate('/gates/forward-auth/ftp').set('X-Kagimori-Token', kagimori).set('Authorization', authorization)
  assert.equal((await own('kgm_guessed', right)).status, 403)
  assert.equal((await own('', right)).status, 403, 'the server’s token is empty: a mistake of its own')
  for (const other of ['Bearer kgm_guessed', 'Bearer eyJhbGciOi.J9.x', 'Basic dGFuYWthOnNwcmluZw==']) {
    assert.equal((await own(token, other)).status, 204, other)
  }
})

test('A visitor whose Authorization passes through where the server sends no token gains nothing by one', async () => {
  const visitor = (authorization: string, ip: string) =>
    gate('/gates/forward-auth/ftp').set('Authorization', authorization).set('X-Real-IP', ip)
  assert.equal((await visitor(`Bearer ${token}`, '203.0.113.9')).status, 403, 'his address decides')
  for (const other of [`Bearer ${reading}`, 'Bearer eyJhbGciOi.J9.x', 'Basic dGFuYWthOnNwcmluZw==']) {
    assert.equal((await visitor(other, '192.0.2.7')).status, 403, other)
  }
})

test('The server’s bearer token is not the visitor’s login', async () => {
  const asked = gate('/gates/forward-auth/ftp?login=required').set('Authorization', `Bearer ${token}`)
  assert.equal((await asked).status, 401)
  const { body } = await ask('get', '/decisions?system=ftp&limit=1')
  assert.equal(body.items[0].login, null)
})

test('The page is in the language of the reader, and the reason stays inside', async () => {
  const asked = () =>
    gate('/gates/forward-auth/ftp').set('X-Real-IP', '203.0.113.9').set('X-Kagimori-Token', token)
  const japanese = await asked().set('Accept-Language', 'ja,en;q=0.5')
  assert.match(japanese.text, /利用できません/)
  const { text, headers } = await asked()
  assert.match(text, /not permitted/)
  assert.equal(headers['x-kagimori-reason'], undefined)
  assert.ok(text.includes(headers['x-request-id'] ?? '-'))
})

test('A login is asked for only where the server wishes it, and only of whom it lets in', async () => {
  const asked = (ip: string) =>
    gate('/gates/forward-auth/ftp?login=required').set('X-Real-IP', ip).set('X-Kagimori-Token', token)
  const without = await asked('192.0.2.7')
  assert.deepEqual(
    [without.status, without.headers['www-authenticate']],
    [401, 'Basic realm="ftp", charset="UTF-8"'],
  )
  const basic = `Basic ${Buffer.from('tanaka:spring').toString('base64')}`
  assert.equal((await asked('192.0.2.7').set('Authorization', basic)).status, 204)
  assert.equal((await asked('203.0.113.9')).status, 403)
})

test('What is no gate is no route, and a gate of lines does not listen here', async () => {
  for (const path of [
    '/gates/',
    '/gates/nothing',
    '/gates/forward-auth',
    '/gates/postfix',
    '/gates/pam/ftp',
  ]) {
    assert.equal((await gate(path).set('X-Kagimori-Token', token)).status, 404, path)
  }
  const wrong = await gate('/gates/pam').set('X-Kagimori-Token', token)
  assert.deepEqual([wrong.status, wrong.headers.allow], [405, 'POST'])
})

test('A system whose name is no id is not known', async () => {
  for (const name of ['FTP', 'ftp%2f', '..%2Fftp', 'constructor', '__proto__', 'ftp/x', '']) {
    const answer = await gate(`/gates/forward-auth/${name}`).set('X-Kagimori-Token', token)
    assert.equal(answer.status, 403, name)
  }
})

test('A body beyond all measure, or compressed, lets nobody in', async () => {
  const pam = () => askAs(undefined, 'post', '/gates/pam').set('X-Kagimori-Token', token).type('form')
  assert.equal((await pam().send(`system=ftp&ip=192.0.2.7&x=${'x'.repeat(20_000)}`)).status, 403)
  assert.equal((await pam().set('Content-Encoding', 'gzip').send('system=ftp&ip=192.0.2.7')).status, 403)
  assert.equal((await pam().send('system=ftp&ip=192.0.2.7&ip=192.0.2.8')).status, 403)
  assert.equal((await pam().send('system=ftp&ip=192.0.2.7')).status, 204)
})

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))

describe('A body in which a name stands twice may mean either, so it is no question', () => {
  const bodies: Readonly<Record<string, readonly [body: string, isRead: boolean]>> = {
    'the address twice': ['{"login":"tanaka","remote":"203.0.113.9","remote":"192.0.2.7"}', false],
    'the same name, once escaped': ['{"remote":"203.0.113.9","\\u0072emote":"192.0.2.7"}', false],
    'a name that stands again further in': [
      '{"login":"tanaka","remote":"192.0.2.7","attrs":{"remote":"x"}}',
      true,
    ],
    'signs of JSON within a text': ['{"remote":"192.0.2.7","login":"a\\":{[:\\\\"}', true],
  }
  for (const [what, [body, isRead]] of Object.entries(bodies)) {
    test(what, async () => {
      await ask('put', '/systems/ftp', { ...ftp, mode: 'enforce' })
      const asked = askAs(token, 'post', '/gates/dovecot/ftp?command=allow')
      const answer = await asked.set('Content-Type', 'application/json').send(body)
      assert.equal(answer.body.status, isRead ? 0 : -1)
      await ask('put', '/systems/ftp', { ...ftp, mode: 'report' })
    })
  }
})
