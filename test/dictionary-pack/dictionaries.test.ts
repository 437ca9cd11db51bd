import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readPackFile } from '../../src/dictionary-pack/pack-file.ts'
import { dictionaryFile } from '../../src/packed.ts'
import { openDefaultEstimator } from '../../src/strength/default-estimator.ts'

const root = new URL('../../', import.meta.url).pathname
const packages = ['zxcvbn', '@zxcvbn-ts/language-ja']
const passwords = ['Tanaka2024!', 'zaiko-R7.4.1', 'correcthorsebattery', 'P@ssw0rd', 'kQ7#vLx2pZ']

/** A copy of what makes and reads dictionaries, so that its files may be changed. */
const copy = mkdtempSync(join(tmpdir(), 'kagimori-pack-'))
const pack = dictionaryFile().pathname.replace(root, `${copy}/`)

/** In a process of its own: where its dictionaries lie, whether a thread has the same, and what is estimated with them. */
const told = `
  import { once } from 'node:events'
  import { Worker } from 'node:worker_threads'
  const { openDictionaries } = await import('${copy}/src/strength/dictionaries.ts')
  const { openDefaultEstimator } = await import('${copy}/src/strength/default-estimator.ts')
  const estimator = openDefaultEstimator()
  const thread = new Worker('${copy}/thread.ts', { execArgv: ['--import', '${copy}/src/use-packs.ts'] })
  await once(thread, 'exit')
  console.log(JSON.stringify({
    isShared: openDictionaries().words.parts.slots[0] === 12345,
    lies: openDictionaries().words.parts.slots.buffer.constructor.name,
    guesses: ${JSON.stringify(passwords)}.map(password => estimator.estimate(password, []).guesses),
  }))`

function run(): { readonly isShared: boolean; readonly lies: string; readonly guesses: readonly number[] } {
  const flags = ['--import', `${copy}/src/use-packs.ts`, '--input-type=module', '--eval', told]
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' }))
}

before(() => {
  for (const path of [
    'package.json',
    'src/packed.ts',
    'src/use-packs.ts',
    'src/dictionary-pack',
    'src/strength',
  ])
    cpSync(join(root, path), join(copy, path), { recursive: true })
  mkdirSync(join(copy, 'node_modules/@zxcvbn-ts'), { recursive: true })
  for (const name of packages) symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
  mkdirSync(join(pack, '..'), { recursive: true })
  cpSync(dictionaryFile(), pack)
  writeFileSync(
    join(copy, 'thread.ts'),
    `import { openDictionaries } from './src/strength/dictionaries.ts'
     openDictionaries().words.parts.slots[0] = 12345`,
  )
})
after(() => rmSync(copy, { recursive: true, force: true }))

describe('dictionaries read from their pack', () => {
  it('are those of the lists that are installed', async () => {
    const current = await readPackFile(dictionaryFile())
    assert.ok(
      current !== undefined,
      'lists or estimator changed since `npm ci`: `npm run prepare` packs them anew',
    )
  })

  it('estimate as those made of the lists, and are one for all threads', () => {
    const estimator = openDefaultEstimator()
    const guesses = passwords.map(password => estimator.estimate(password, []).guesses)
    assert.deepEqual(run(), { isShared: true, lies: 'SharedArrayBuffer', guesses })
  })

  it('give way to ones made anew where the file is missing, cut off, damaged or older than a list', () => {
    const { guesses } = run()
    const whole = readFileSync(pack)
    const anew = { isShared: false, lies: 'ArrayBuffer', guesses }
    writeFileSync(pack, whole.subarray(0, whole.length - 4096))
    assert.deepEqual(run(), anew, 'cut off')
    const damaged = Buffer.from(whole)
    damaged[whole.length >> 1] = (damaged[whole.length >> 1] ?? 0) ^ 1
    writeFileSync(pack, damaged)
    assert.deepEqual(run(), anew, 'one bit flipped')
    rmSync(pack)
    assert.deepEqual(run(), anew, 'missing')
    writeFileSync(pack, whole)
    assert.equal(run().lies, 'SharedArrayBuffer', 'whole again')
    appendFileSync(join(copy, 'src/strength/words/goods.ts'), '// A word was thought of.\n')
    assert.deepEqual(run(), anew, 'older than a list')
  })
})
