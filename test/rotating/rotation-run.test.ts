import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Refusal } from '../../src/core/refusal.ts'
import { Secret } from '../../src/core/secret.ts'
import { findAccount } from '../../src/rotating/executor-choice.ts'
import { type RotationDoor, rotate } from '../../src/rotating/rotation-run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('rotating')
const task = { id: 'task_1', system: 'webdav', login: 'tanaka' }
const handover = { id: 'handover_1', link: 'http://127.0.0.1/handovers/x', expiresAt: '2026-11-24T00:00:00Z' }
const system = { id: 'webdav', endpoints: [{ protocol: 'webdavs', host: 'localhost', port: 443 }] }
const noPassword = async () => undefined
const list = 'tanaka:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n'

/** A service that says what it is told to say, and what it was asked in order. */
function doorThat(answers: Partial<RotationDoor> = {}) {
  const asked: string[] = []
  const note = (what: string) => void asked.push(what)
  const door: RotationDoor = {
    generate: async () => new Secret('vK7-mWq2-tRz9-xPd4'),
    handOver: async () => {
      note('hand over')
      return handover
    },
    withdraw: async () => note('withdraw'),
    verify: async () => note('verify'),
    isVerified: async () => false,
    ...answers,
  }
  return { door, asked }
}

async function begin(name: string, door: RotationDoor, reload?: string) {
  const file = join(folder, name)
  writeFileSync(file, list)
  const account = await findAccount(system, 'tanaka', { file, adminPassword: noPassword })
  const order = { task, account, oldPassword: new Secret('secret'), reload, onChanged: () => undefined }
  return { file, end: await rotate(order, door) }
}

const refused = async () => {
  throw new Refusal('conflict', 'proof-old-accepted', { system: 'webdav', login: 'tanaka' })
}

test('The link is made before anything is changed, and kept once the change is proved', async () => {
  const { door, asked } = doorThat()
  const { file, end } = await begin('proved', door)
  assert.equal(end.state, 'rotated')
  assert.deepEqual(asked, ['hand over', 'verify'])
  assert.notEqual(readFileSync(file, 'utf8'), list)
})

test('A password that cannot be handed over is never set', async () => {
  const { door } = doorThat({ handOver: refused })
  await assert.rejects(begin('no-link', door), { key: 'proof-old-accepted' })
  assert.equal(readFileSync(join(folder, 'no-link'), 'utf8'), list)
})

test('What is not proved is put back, the server told of it, and the link withdrawn', async () => {
  const { door, asked } = doorThat({ verify: refused })
  const { file, end } = await begin('unproved', door, `wc -l < ${folder}/unproved >> ${folder}/reloads`)
  assert.equal(end.state, 'restored')
  assert.deepEqual(asked, ['hand over', 'withdraw'])
  assert.equal(readFileSync(file, 'utf8'), list)
  assert.equal(readFileSync(join(folder, 'reloads'), 'utf8'), '1\n1\n')
})

test('A server that does not take the change up gets its old file back, and nobody is asked', async () => {
  const { door, asked } = doorThat()
  const { file, end } = await begin('reload', door, 'echo no such unit; exit 3')
  assert.ok(end.state === 'restored' && end.reason instanceof Refusal)
  assert.deepEqual([end.reason.key, end.reason.values.said], ['rotate-reload', 'no such unit'])
  assert.deepEqual(asked, ['hand over', 'withdraw'])
  assert.equal(readFileSync(file, 'utf8'), list)
})

test('A proof whose answer was lost on its way is a proof', async () => {
  const lost = new Refusal('unavailable', 'cli-no-service', { url: 'http://127.0.0.1', cause: 'reset' })
  const { door } = doorThat({ verify: () => Promise.reject(lost), isVerified: async () => true })
  const { file, end } = await begin('lost', door)
  assert.equal(end.state, 'rotated')
  assert.notEqual(readFileSync(file, 'utf8'), list)
})

test('Where the old state cannot be put back, the link stays: it leads to the only password there is', async () => {
  const file = join(folder, 'stuck')
  const spoil = async () => {
    writeFileSync(file, 'tanaka:{SHA}by-somebody-else\n')
    return refused()
  }
  const { door, asked } = doorThat({ verify: spoil })
  const { end } = await begin('stuck', door)
  assert.ok(end.state === 'not-restored' && end.cause instanceof Refusal)
  assert.equal(end.cause.key, 'rotate-changed-meanwhile')
  assert.deepEqual(asked, ['hand over'])
})

test('What no executor can change is refused with what can be written instead', async () => {
  const file = join(folder, 'shadow')
  writeFileSync(file, 'tanaka:$6$C9HrNnPiv78ESdlV$abc:20000:0:99999:7:::\n')
  const find = (more: object) => findAccount(system, 'tanaka', { adminPassword: noPassword, ...more })
  await assert.rejects(find({ file }), { key: 'rotate-file-kind' })
  await assert.rejects(find({}), { key: 'rotate-unreachable' })
  await assert.rejects(find({ executor: 'ftp' }), { key: 'rotate-executor' })
  await assert.rejects(find({ executor: 'htpasswd' }), { key: 'rotate-needs' })
  const database = { id: 'db', endpoints: [{ protocol: 'postgresql', host: 'localhost', port: 5432 }] }
  const at = (more: object) => findAccount(database, 'tanaka', { adminPassword: noPassword, ...more })
  await assert.rejects(at({}), { key: 'rotate-needs', values: { name: 'postgresql', option: '--as' } })
  await assert.rejects(at({ as: 'kanri' }), { key: 'rotate-needs' })
})
