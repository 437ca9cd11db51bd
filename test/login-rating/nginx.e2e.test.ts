import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { blockIn, freePort, openGated, visit, visitors, wanted, write } from '../gates/gated.ts'
import { startNginx } from '../servers/nginx.ts'

const page = '../login-rating.md'
const programs = wanted({ nginx: 'nginx-light' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory', { KAGIMORI_FINGERPRINT_COST: 'hmac' })
  const { folder, rest } = gated
  const port = await freePort()
  const hash = createHash('sha1').update('tanaka2019').digest('base64')
  write(folder, 'inventory.htpasswd', `tanaka:{SHA}${hash}\n`)
  write(folder, 'kagimori.token', blockIn('nginx.md', 0, gated), 0o600)
  write(folder, 'stock', 'stock')
  const block = `listen 127.0.0.1:${port}; ${blockIn(page, 0, gated)}`
  await startNginx(programs.nginx, folder, block, port)

  const enter = (password: string, from: string = visitors.listed) =>
    visit(port, from, { Authorization: `Basic ${Buffer.from(`tanaka:${password}`).toString('base64')}` })
  const itemsOf = async (path: string) =>
    (await rest<{ readonly items: readonly Readonly<Record<string, unknown>>[] }>('GET', path)).body.items
  const accounts = () => itemsOf('/systems/inventory/accounts')

  test('nginx asks with the password only once it has found it right: a guess never comes to Kagimori', async () => {
    const before = (await itemsOf('/decisions?system=inventory')).length
    for (const guess of ['tanaka', 'tanaka2018', 'password1']) {
      assert.equal((await enter(guess)).status, 401)
      // Nor may the visitor say for himself that it was right.
      const asked = await visit(
        port,
        visitors.listed,
        { Authorization: `Basic ${Buffer.from(`tanaka:${guess}`).toString('base64')}` },
        'GET',
        '/stock?login=checked',
      )
      assert.equal(asked.status, 401)
    }
    assert.equal((await itemsOf('/decisions?system=inventory')).length, before)
    assert.deepEqual(await accounts(), [])
  })

  test('a weak password that comes in opens its task, without any account list', async () => {
    assert.equal((await enter('tanaka2019')).status, 200)
    assert.equal((await enter('tanaka2019', visitors.stranger)).status, 403)
    for (let tries = 0; tries < 200 && (await itemsOf('/rotation-tasks')).length === 0; tries += 1)
      await pause(50)
    const [task] = await itemsOf('/rotation-tasks?system=inventory')
    assert.deepEqual([task?.login, task?.status], ['tanaka', 'open'])
    assert.match(JSON.stringify(task?.reasons), /Seen in use at a login/)
    assert.deepEqual(
      (await accounts()).map(({ login, credential }) => [login, credential]),
      [['tanaka', 'absent']],
    )
    assert.doesNotMatch(gated.served.written().toString(), /tanaka2019/)
  })
}
