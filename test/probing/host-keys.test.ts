import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownHostKey, rememberHostKeys } from '../../src/probing/host-keys.ts'
import { openBuilt } from '../built.ts'

const { store } = (await openBuilt()).parts
const endpoint = 'sftp://files.aoba.example:22'

test('A host key is remembered by its endpoint, the latest one, and others stay', async () => {
  assert.equal(await knownHostKey(store, endpoint), undefined)
  await rememberHostKeys(store, [[endpoint, 'SHA256:first']])
  await rememberHostKeys(store, [['sftp://old.aoba.example:22', 'SHA256:other']])
  assert.equal(await knownHostKey(store, endpoint), 'SHA256:first')
  await rememberHostKeys(store, [[endpoint, 'SHA256:second']])
  assert.equal(await knownHostKey(store, endpoint), 'SHA256:second')
  await rememberHostKeys(store, [])
  assert.equal(await knownHostKey(store, 'sftp://old.aoba.example:22'), 'SHA256:other')
})
