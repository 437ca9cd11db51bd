import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readConfig, renderConfig } from '../src/config.ts'

test('without any variable the defaults of the contract hold', () => {
  const config = readConfig({}, '/srv/kagimori')
  assert.equal(config.host, '127.0.0.1')
  assert.equal(config.port, 8420)
  assert.equal(config.dataFolder, '/srv/kagimori/data')
  assert.equal(config.policiesFolder, '/srv/kagimori/policies')
  assert.equal(config.fingerprintKeyFile, '/srv/kagimori/data/fingerprint.key')
  assert.equal(config.fingerprintCost, 'argon2id')
  assert.equal(config.language, 'en')
  assert.deepEqual(config.trustedProxies, [])
})

test('an IPv6 listen address keeps its colons', () => {
  const { host, port } = readConfig({ KAGIMORI_LISTEN: '[::1]:0' }, '/')
  assert.deepEqual({ host, port }, { host: '::1', port: 0 })
})

test('the admin token may lie in a file and never shows in the printed configuration', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'kagimori-config-')), 'token')
  writeFileSync(file, 'a-token-of-thirty-characters-!\n')
  const config = readConfig(
    { KAGIMORI_ADMIN_TOKEN_FILE: file, KAGIMORI_DATABASE_URL: 'postgres://me:secret@db/k' },
    '/',
  )
  assert.equal(config.adminToken, 'a-token-of-thirty-characters-!')
  assert.doesNotMatch(JSON.stringify(renderConfig(config)), /thirty|secret/)
})

test('the gates’ own listeners are off until they are wanted, and stand in the printed configuration', () => {
  const { postfixListen, pureFtpd, radius } = readConfig({}, '/srv')
  assert.deepEqual([postfixListen, pureFtpd, radius], [undefined, undefined, undefined])
  const wanted = {
    KAGIMORI_POSTFIX_LISTEN: '[::1]:10031',
    KAGIMORI_PURE_FTPD_SOCKET: 'ftp.sock',
    KAGIMORI_PURE_FTPD_SYSTEM: 'ftp',
    KAGIMORI_RADIUS_LISTEN: '192.0.2.10:1812',
    KAGIMORI_RADIUS_CLIENTS_FILE: 'radius.yaml',
  }
  const printed = renderConfig(readConfig(wanted, '/srv'))
  assert.equal(printed.KAGIMORI_POSTFIX_LISTEN, '[::1]:10031')
  assert.equal(printed.KAGIMORI_PURE_FTPD_SOCKET, '/srv/ftp.sock')
  assert.equal(printed.KAGIMORI_PURE_FTPD_SYSTEM, 'ftp')
  assert.equal(printed.KAGIMORI_RADIUS_LISTEN, '192.0.2.10:1812')
  assert.equal(printed.KAGIMORI_RADIUS_CLIENTS_FILE, '/srv/radius.yaml')
})

test('a socket’s path is refused where no socket can have it', () => {
  const KAGIMORI_PURE_FTPD_SOCKET = `/${'あ'.repeat(40)}`
  const read = () => readConfig({ KAGIMORI_PURE_FTPD_SOCKET, KAGIMORI_PURE_FTPD_SYSTEM: 'ftp' }, '/')
  assert.throws(read, { name: 'Refusal', key: 'config-socket-long' })
})

for (const [name, value, key] of [
  ['KAGIMORI_LISTEN', '8420', 'config-listen'],
  ['KAGIMORI_LISTEN', 'localhost:70000', 'config-listen'],
  ['KAGIMORI_ADMIN_TOKEN', 'short', 'config-admin-token'],
  ['KAGIMORI_ADMIN_TOKEN_FILE', '/nowhere/token', 'config-file'],
  ['KAGIMORI_TRUSTED_PROXIES', '0.0.0.0/0', 'config-proxies'],
  ['KAGIMORI_TRUSTED_PROXIES', 'true', 'config-network'],
  ['KAGIMORI_DATABASE_URL', 'mysql://me:secret@db/k', 'config-database-url'],
  ['KAGIMORI_TIME_ZONE', 'Mars/Olympus', 'config-time-zone'],
  ['KAGIMORI_LANGUAGE', 'de', 'config-choice'],
  ['KAGIMORI_FINGERPRINT_COST', 'md5', 'config-choice'],
  ['KAGIMORI_DECISIONS_KEPT', '-1', 'config-number'],
  ['KAGIMORI_MAX_LIST_MEBIBYTES', '0', 'config-number'],
  ['KAGIMORI_POSTFIX_LISTEN', '10031', 'config-listen'],
  ['KAGIMORI_RADIUS_LISTEN', '1812', 'config-listen'],
  ['KAGIMORI_RADIUS_LISTEN', '127.0.0.1:1812', 'config-radius-clients'],
  ['KAGIMORI_PURE_FTPD_SOCKET', '/run/kagimori/ftp.sock', 'config-pure-ftpd-system'],
] as const) {
  test(`${name}=${value} is refused with what to write instead`, () => {
    assert.throws(() => readConfig({ [name]: value }, '/'), { name: 'Refusal', key })
  })
}
