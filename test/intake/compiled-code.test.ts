import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compiledCodeEnvironment } from '../../src/intake/compiled-code.ts'

const module = new URL('../../src/intake/compiled-code.ts', import.meta.url).href
const told = `const { compiledCodeEnvironment } = await import('${module}')
process.stdout.write(JSON.stringify(compiledCodeEnvironment()))`

/** What a process that keeps its compiled code in `folder`, or nowhere, hands to those it starts. */
function toldBy(folder: string | undefined): unknown {
  const env = folder === undefined ? {} : { NODE_COMPILE_CACHE: folder }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', told], {
    env,
    encoding: 'utf8',
  })
  return JSON.parse(stdout)
}

test('a process that keeps compiled code hands on its own folder, so that one folder serves all', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kagimori-compiled-'))
  try {
    assert.deepEqual(toldBy(folder), { NODE_COMPILE_CACHE: folder })
    assert.notDeepEqual(readdirSync(folder), [], 'what was compiled is in it')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a process that keeps none hands on nothing', () => {
  assert.deepEqual(toldBy(undefined), {})
  assert.deepEqual(
    Object.keys(compiledCodeEnvironment()),
    process.env.NODE_COMPILE_CACHE ? ['NODE_COMPILE_CACHE'] : [],
  )
})
