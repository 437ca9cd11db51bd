import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { readReadiness } from '../src/readiness.ts'
import { openBuilt } from './built.ts'
import { openDoor } from './http/door.ts'

const folder = mkdtempSync(join(tmpdir(), 'kagimori-readiness-'))
after(() => rmSync(folder, { recursive: true, force: true }))
cpSync(new URL('../policies', import.meta.url).pathname, folder, { recursive: true })
const { enforcer, parts } = await openBuilt({ policies: folder })
const { askAs } = await openDoor({ enforcer })

test('What keeps the service from its work is told in the language of who asks', async () => {
  writeFileSync(join(folder, 'mail.yaml'), 'profil: jp-sme\n')
  for (let tries = 0; (await enforcer.readiness()).status === 'ready'; tries++) {
    assert.ok(tries < 200, 'the broken policy is noticed')
    await wait(25)
  }
  const ask = (language: string) => askAs(undefined, 'get', '/readyz').set('Accept-Language', language)
  const japanese = await ask('ja')
  assert.equal(japanese.headers['content-language'], 'ja')
  assert.equal(japanese.body.status, 'degraded')
  assert.match(japanese.body.reasons[0], /mail\.yaml.*[ぁ-ん]/)
  const english = await ask('en')
  assert.match(english.body.reasons[0], /mail\.yaml/)
  assert.doesNotMatch(english.body.reasons[0], /[ぁ-ん]/)
})

test('A full disk and a silent store are told so, too', async () => {
  const store = { ...parts.store, getSetting: () => Promise.reject(new Error('gone')) }
  const disk = () => ({ free: 3, needed: 16 })
  const { status, reasons } = await readReadiness({ ...parts, store, disk }, 'ja')
  assert.equal(status, 'not-ready')
  for (const reason of reasons) assert.match(reason, /[ぁ-ん]/)
  assert.match(reasons.join(), /3.*16|16.*3/)
})
