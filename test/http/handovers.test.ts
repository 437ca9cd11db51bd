import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ftp, openDoor } from './door.ts'

const { ask, askAs, issue, enforcer, faults } = await openDoor()
const password = 'Kiri-<b>7hq2</b>-"&-9f'
const browser = 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'

async function make(more: object = {}): Promise<{ readonly id: string; readonly link: string }> {
  const { status, body } = await ask('post', '/handovers', { password, ...more })
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

const inLog = async (id: string) => {
  const { items } = await enforcer.log({ limit: 200 })
  return items.filter(({ subject }) => subject === id).map(({ action }) => action)
}

describe('A password handed over by a link', () => {
  test('is shown once, to a browser on a page without script, style or anything from elsewhere', async () => {
    const { id, link } = await make()
    assert.match(link, /^\/handovers\/[\w-]{43}$/)
    for (const _ of [1, 2]) {
      const { status, text, headers } = await askAs(undefined, 'get', link).set('Accept', browser)
      assert.equal(status, 200)
      assert.match(text, /<form method="post"><button>Show the password<\/button><\/form>/)
      assert.doesNotMatch(text, /7hq2|<script|<style|https?:/)
      assert.equal(headers['cache-control'], 'no-store')
      assert.match(headers['x-robots-tag'] ?? '', /noindex/)
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.match(headers['content-security-policy'] ?? '', /^default-src 'none'; form-action 'self'; base/)
    }
    const shown = await askAs(undefined, 'post', link).set('Accept', browser).type('form').send('')
    assert.equal(shown.status, 200)
    assert.match(shown.text, /Kiri-&lt;b&gt;7hq2&lt;\/b&gt;-&quot;&amp;-9f/)
    const again = await askAs(undefined, 'post', link).set('Accept', browser)
    assert.equal(again.status, 404)
    assert.match(again.text, /There is nothing behind this link.*tell your administrator at once/s)
    assert.deepEqual((await inLog(id)).toSorted(), ['handover.look', 'handover.make', 'handover.take'])
  })

  test('is shown once to a script as JSON, and a preview of the link uses nothing up', async () => {
    await ask('put', '/systems/ftp', ftp)
    const { link } = await make({ system: 'ftp', login: 'tanaka', networks: ['127.0.0.0/8'] })
    const looked = await askAs(undefined, 'get', link)
    assert.deepEqual(
      [looked.body.system, looked.body.login, looked.body.password],
      ['ftp', 'tanaka', undefined],
    )
    assert.equal((await askAs(undefined, 'post', link)).body.password, password)
    const { status, body } = await askAs(undefined, 'post', link)
    assert.deepEqual([status, body.code], [404, 'handover-gone'])
  })

  test('of twenty readers at the same moment one reads it', async () => {
    const { link } = await make()
    const all = await Promise.all(Array.from({ length: 20 }, () => askAs(undefined, 'post', link)))
    const read = all.filter(({ body }) => body.password === password)
    assert.deepEqual([read.length, all.filter(({ status }) => status === 404).length], [1, 19])
  })

  test('speaks Japanese to whoever reads Japanese', async () => {
    const { link } = await make()
    const asked = askAs(undefined, 'get', link).set('Accept', browser).set('Accept-Language', 'ja')
    assert.match((await asked).text, /<html lang="ja">.*<button>パスワードを表示<\/button>/s)
  })

  test('cannot be read from elsewhere, which the log shows, and stays unread', async () => {
    const { id, link } = await make({ networks: ['192.0.2.0/24'] })
    for (const method of ['get', 'post'] as const) {
      const { status, body } = await askAs(undefined, method, link)
      assert.deepEqual([status, body.code], [403, 'handover-address'])
    }
    assert.deepEqual((await inLog(id)).toSorted(), ['handover.make', 'handover.refuse'])
    const page = await askAs(undefined, 'get', link).set('Accept', browser)
    assert.deepEqual([page.status, /cannot be read from 127\.0\.0\.1/.test(page.text)], [403, true])
  })

  test("cannot be read from where the system's own allowlist lets nobody in", async () => {
    await ask('put', '/systems/inventory', { ...ftp, mode: 'report' })
    await ask('post', '/systems/inventory/allowlist/entries', { network: '192.0.2.0/24' })
    const { link } = await make({ system: 'inventory' })
    assert.equal((await askAs(undefined, 'post', link)).body.code, 'handover-address')
    await ask('post', '/systems/inventory/allowlist/entries', { network: '127.0.0.0/8' })
    assert.equal((await askAs(undefined, 'post', link)).body.password, password)
  })

  test('can be withdrawn while it is unread', async () => {
    const { id, link } = await make()
    assert.equal((await ask('delete', `/api/v1/handovers/${id}`)).status, 204)
    assert.equal((await askAs(undefined, 'post', link)).body.code, 'handover-gone')
    assert.equal((await ask('delete', `/api/v1/handovers/${id}`)).body.code, 'handover-unknown')
  })
})

test('A link is made with the scope write, and what it would be for must be there', async () => {
  const reader = await issue('read', 'rate', 'import', 'decide')
  assert.equal((await askAs(reader, 'post', '/handovers').send({ password })).status, 403)
  const codes = []
  for (const more of [{ system: 'nowhere' }, { task: 'task_none' }, { networks: ['10.1.2.3/8'] }]) {
    codes.push((await ask('post', '/handovers', { password, ...more })).body.code)
  }
  assert.deepEqual(codes, ['system-unknown', 'task-unknown', 'network-host-bits'])
  for (const expiresIn of [59, 604_801, 1.5]) {
    assert.equal((await ask('post', '/handovers', { password, expiresIn })).status, 400)
  }
})

test('One rotation has one unread link at a time', async () => {
  await ask('post', '/systems/ftp/account-lists', undefined).send('login,password\ntanaka,password1\n')
  const { body } = await ask('get', '/rotation-tasks?system=ftp')
  const task = body.items[0]?.id
  const { id, link } = await make({ task, networks: ['127.0.0.0/8'] })
  const second = await ask('post', '/handovers', { password, task })
  assert.deepEqual([second.status, second.body.code], [409, 'handover-unread'])
  assert.match(second.body.detail, new RegExp(id))
  await askAs(undefined, 'post', link)
  await make({ task })
})

test('No more than a hundred wait to be read', async () => {
  const statuses = new Set<number>()
  for (let count = 0; count < 101; count += 1) {
    statuses.add((await ask('post', '/handovers', { password })).status)
  }
  assert.deepEqual([...statuses], [201, 429])
})

test('None of it was a fault of our own', () => assert.deepEqual(faults, []))
