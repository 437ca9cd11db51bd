import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Refusal } from '../../src/core/refusal.ts'
import { Secret } from '../../src/core/secret.ts'
import { journalOf } from '../../src/rotating/change-journal.ts'
import { findAccount } from '../../src/rotating/executor-choice.ts'
import { type RotationDoor, type RotationOrder, rotate } from '../../src/rotating/rotation-run.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('rotating')
const task = { id: 'task_1', system: 'webdav', login: 'tanaka' }
const handover = { id: 'handover_1', link: 'http://127.0.0.1/handovers/x', expiresAt: '2026-11-24T00:00:00Z' }
const system = { id: 'webdav', endpoints: [{ protocol: 'webdavs', host: 'localhost', port: 443 }] }
const noPassword = async () => undefined
const journal = journalOf(folder, join(folder, 'key'))
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
    withdraw: async ({ id }) => note(`withdraw ${id}`),
    requireOld: async () => note('old'),
    verify: async () => note('verify'),
    isVerified: async () => false,
    ...answers,
  }
  return { door, asked }
}

async function begin(name: string, door: RotationDoor, reload?: string) {
  const file = join(folder, name)
  writeFileSync(file, list)
  return { file, end: await rotate(orderOf(file, reload), door) }
}

function orderOf(file: string, reload?: string): RotationOrder {
  const find = () => findAccount(system, 'tanaka', { file, adminPassword: noPassword, journal })
  const told = { onPutBack: () => undefined, onChanged: () => undefined }
  return { task, find, oldPassword: new Secret('secret'), reload, ...told }
}

const refused = async () => {
  throw new Refusal('conflict', 'proof-old-accepted', { system: 'webdav', login: 'tanaka' })
}

test('The link is made before anything is changed, and kept once the change is proved', async () => {
  const { door, asked } = doorThat()
  const { file, end } = await begin('proved', door)
  assert.equal(end.state, 'rotated')
  assert.deepEqual(asked, ['old', 'hand over', 'verify'])
  assert.notEqual(readFileSync(file, 'utf8'), list)
})

test('A password that cannot be handed over is never set', async () => {
  const { door } = doorThat({ handOver: refused })
  await assert.rejects(begin('no-link', door), { key: 'proof-old-accepted' })
  assert.equal(readFileSync(join(folder, 'no-link'), 'utf8'), list)
})

test('With an old password that is not the one nothing is made, handed over or changed', async () => {
  const wrong = async () => {
    throw new Refusal('conflict', 'proof-old-differs', { login: 'tanaka', id: 'task_1' })
  }
  const { door, asked } = doorThat({ requireOld: wrong })
  await assert.rejects(begin('wrong', door, `touch ${folder}/reloaded`), { key: 'proof-old-differs' })
  assert.deepEqual([asked, readFileSync(join(folder, 'wrong'), 'utf8')], [[], list])
  assert.equal(existsSync(join(folder, 'reloaded')), false)
})

/** A run that was killed while the server took the change up. */
async function killed(name: string, of = task.id): Promise<string> {
  const file = join(folder, name)
  writeFileSync(file, list)
  const account = await orderOf(file).find()
  await account.change(new Secret('vK7-mWq2-tRz9-xPd4'), { task: of, handover: 'handover_0' })
  await account.close()
  return file
}

test('What a killed run left is put back and its link withdrawn before the next begins', async () => {
  const file = await killed('killed')
  const { door, asked } = doorThat({ verify: refused })
  const end = await rotate(orderOf(file, `cut -c1-12 ${file} >> ${folder}/killed-reloads`), door)
  assert.equal(end.state, 'restored')
  assert.deepEqual(asked, ['old', 'withdraw handover_0', 'hand over', 'withdraw handover_1'])
  assert.equal(readFileSync(file, 'utf8'), list)
  assert.equal(readFileSync(`${folder}/killed-reloads`, 'utf8').split('\n')[0], 'tanaka:{SHA}')
})

test('What another task left cut short is not this one’s to put back', async () => {
  const file = await killed('anothers', 'task_0')
  const half = readFileSync(file, 'utf8')
  const { door, asked } = doorThat()
  const copy = join(folder, '.anothers.kagimori-old')
  await assert.rejects(rotate(orderOf(file), door), { key: 'rotate-cut-short', values: { file, copy } })
  assert.deepEqual([asked, readFileSync(file, 'utf8'), readFileSync(copy, 'utf8')], [['old'], half, list])
})

test('What a run had left that was killed after its proof is forgotten, whoever’s it was', async () => {
  const file = await killed('proved-after-all', 'task_0')
  const half = readFileSync(file, 'utf8')
  const isVerified = async ({ id }: { readonly id: string }) => id === 'task_0'
  const { door, asked } = doorThat({ isVerified, verify: refused })
  assert.equal((await rotate(orderOf(file), door)).state, 'restored')
  assert.deepEqual([asked, readFileSync(file, 'utf8')], [['old', 'hand over', 'withdraw handover_1'], half])
  assert.equal(existsSync(join(folder, '.proved-after-all.kagimori-old')), false)
})

test('What is not proved is put back, the server told of it, and the link withdrawn', async () => {
  const { door, asked } = doorThat({ verify: refused })
  const { file, end } = await begin('unproved', door, `wc -l < ${folder}/unproved >> ${folder}/reloads`)
  assert.equal(end.state, 'restored')
  assert.deepEqual(asked, ['old', 'hand over', 'withdraw handover_1'])
  assert.equal(readFileSync(file, 'utf8'), list)
  assert.equal(readFileSync(join(folder, 'reloads'), 'utf8'), '1\n1\n')
})

test('A server that does not take the change up gets its old file back, and nobody is asked', async () => {
  const { door, asked } = doorThat()
  const { file, end } = await begin('reload', door, 'echo no such unit; exit 3')
  assert.ok(end.state === 'restored' && end.reason instanceof Refusal)
  assert.deepEqual([end.reason.key, end.reason.values.said], ['rotate-reload', 'no such unit'])
  assert.deepEqual(asked, ['old', 'hand over', 'withdraw handover_1'])
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
  assert.deepEqual(asked, ['old', 'hand over'])
})

test('What no executor can change is refused with what can be written instead', async () => {
  const file = join(folder, 'shadow')
  writeFileSync(file, 'tanaka:$6$C9HrNnPiv78ESdlV$abc:20000:0:99999:7:::\n')
  const find = (more: object) =>
    findAccount(system, 'tanaka', { adminPassword: noPassword, journal, ...more })
  await assert.rejects(find({ file }), { key: 'rotate-file-kind' })
  await assert.rejects(find({}), { key: 'rotate-unreachable' })
  await assert.rejects(find({ executor: 'ftp' }), { key: 'rotate-executor' })
  await assert.rejects(find({ executor: 'htpasswd' }), { key: 'rotate-needs' })
  const database = { id: 'db', endpoints: [{ protocol: 'postgresql', host: 'localhost', port: 5432 }] }
  const at = (more: object) =>
    findAccount(database, 'tanaka', { adminPassword: noPassword, journal, ...more })
  await assert.rejects(at({}), { key: 'rotate-needs', values: { name: 'postgresql', option: '--as' } })
  await assert.rejects(at({ as: 'kanri' }), { key: 'rotate-needs' })
})
