import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freePort } from '../gates/gated.ts'
import { kagimori } from './kagimori.ts'

const listen = `127.0.0.1:${await freePort()}`
const environment = {
  KAGIMORI_LISTEN: listen,
  KAGIMORI_ADMIN_TOKEN: 'a-token-of-nobody-that-is-long-enough-to-be-one',
  KAGIMORI_LANGUAGE: 'en',
}

test('Where no service answers, a command says where it looked, and ends with 70', async () => {
  const commands = ['log verify', 'system list', 'tasks list', 'token list', 'allowlist show ftp']
  for (const command of commands) {
    const { out, err, exit } = await kagimori(command.split(' '), '', environment)
    assert.deepEqual([exit, out], [70, ''], command)
    assert.ok(err.includes(`No service answers at http://${listen} (connect ECONNREFUSED ${listen})`), err)
    assert.match(err, /KAGIMORI_LISTEN/)
  }
})
