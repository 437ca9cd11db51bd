import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { LogFile } from '../src/log-file.ts'

function inFolder(work: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-log-'))
  try {
    work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

test('however much is logged, four files of the cap are the most there is, and the newest line stands last', () => {
  inFolder(folder => {
    const log = new LogFile(join(folder, 'kagimori.log'), { fileBytes: 1000, kept: 3 })
    for (let line = 0; line < 1000; line++)
      log.write(`line ${String(line).padStart(4, '0')} ${'x'.repeat(39)}\n`)
    const files = readdirSync(folder).sort()
    assert.deepEqual(files, ['kagimori.log', 'kagimori.log.1', 'kagimori.log.2', 'kagimori.log.3'])
    for (const file of files) assert.ok(statSync(join(folder, file)).size <= 1000)
    assert.match(readFileSync(join(folder, 'kagimori.log'), 'utf8'), /line 0999 x+\n$/)
    assert.match(readFileSync(join(folder, 'kagimori.log.1'), 'utf8'), /line 09\d9 x+\n$/)
    assert.equal(log.dropped, 0)
  })
})

test('a log that is opened again goes on where it stood, and only its owner may read it', () => {
  inFolder(folder => {
    const path = join(folder, 'kagimori.log')
    new LogFile(path, { fileBytes: 100, kept: 1 }).write(`${'a'.repeat(60)}\n`)
    new LogFile(path, { fileBytes: 100, kept: 1 }).write(`${'b'.repeat(60)}\n`)
    assert.match(readFileSync(path, 'utf8'), /^b+\n$/)
    assert.match(readFileSync(`${path}.1`, 'utf8'), /^a+\n$/)
    assert.equal(statSync(path).mode & 0o777, 0o600)
  })
})

test('where nothing can be written, lines are dropped and counted, and nobody is stopped', () => {
  const log = new LogFile('/proc/nowhere/kagimori.log', { fileBytes: 100, kept: 1 })
  log.write('lost\n')
  assert.equal(log.dropped, 1)
})
