import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { isBetween, JournalPage } from '../../src/executor-library/journal-page.ts'
import { journalOf, requireJournal } from '../../src/rotating/change-journal.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('journal')
const place = journalOf(folder, join(folder, 'fingerprint.key'))
const begun = {
  task: 'task_1',
  handover: 'handover_1',
  begunAt: '2026-11-23T01:00:00.000Z',
  from: { verifier: 'SCRAM-SHA-256$4096:old' },
}
const at = 'postgresql://db.aoba.example:5432'

test('A page of the journal is read as it was written, by its owner alone, and shows nothing of what it holds', () => {
  requireJournal(place)
  const page = new JournalPage(place, at, 'tanaka')
  assert.deepEqual([page.isWritten(), page.read()], [false, undefined])
  page.write(begun)
  assert.deepEqual(new JournalPage(place, at, 'tanaka').read(), begun)
  assert.equal(statSync(page.file).mode & 0o777, 0o600)
  assert.doesNotMatch(readFileSync(page.file, 'latin1'), /SCRAM|task_1|tanaka/)
  page.write({ ...begun, to: { verifier: 'SCRAM-SHA-256$4096:new' } })
  assert.equal(page.read()?.to?.verifier, 'SCRAM-SHA-256$4096:new')
  page.remove()
  assert.deepEqual([page.read(), readdirSync(place.folder)], [undefined, []])
})

test('Each account at each server has a page of its own, which does not open as another’s', () => {
  const page = new JournalPage(place, at, 'sato')
  const others = [
    new JournalPage(place, at, 'mori'),
    new JournalPage(place, 'ldap://db.aoba.example:389', 'sato'),
  ]
  page.write(begun)
  for (const other of others) {
    assert.equal(other.read(), undefined)
    writeFileSync(other.file, readFileSync(page.file))
    assert.throws(() => other.read(), { key: 'rotate-journal-key' })
    other.remove()
  }
  page.remove()
})

test('What was sealed under another fingerprint key is refused by name, never taken for nothing', () => {
  const page = new JournalPage(place, at, 'kato')
  page.write(begun)
  const other = journalOf(folder, join(folder, 'another.key'))
  assert.throws(() => new JournalPage(other, at, 'kato').read(), {
    key: 'rotate-journal-key',
    values: { file: page.file },
  })
  page.remove()
})

test('Where nothing can be kept, that is said before anything is changed', () => {
  writeFileSync(join(folder, 'a-file'), '')
  const inside = journalOf(join(folder, 'a-file'), join(folder, 'fingerprint.key'))
  assert.throws(() => requireJournal(inside), {
    key: 'rotate-journal',
    values: { folder: inside.folder, cause: 'ENOTDIR' },
  })
})

test('A change half made lies between what was and what was to be; anything else was set by somebody', () => {
  const places = fc.uniqueArray(fc.constantFrom('%', 'localhost', '10.0.0.1', '__proto__'), { minLength: 1 })
  fc.assert(
    fc.property(places, fc.nat(), (hosts, seed) => {
      const kept = (text: string) => Object.fromEntries(hosts.map(host => [host, `${text} ${host}`]))
      const [from, to] = [kept('old'), kept('new')]
      const half = Object.fromEntries(
        hosts.map((host, index) => [host, ((seed >> index) & 1 ? to : from)[host] ?? '']),
      )
      assert.ok(isBetween(half, { from, to }))
      const [host = ''] = hosts
      assert.ok(!isBetween({ ...half, [host]: 'by hand' }, { from, to }))
      assert.ok(!isBetween({ ...half, elsewhere: 'new' }, { from, to }))
      assert.equal(isBetween(to, { from }), false, 'what the server makes itself is not known yet')
    }),
  )
  assert.ok(
    isBetween({ verifier: 'new' }, { from: {}, to: { verifier: 'new' } }),
    'a role without a password got one',
  )
})
