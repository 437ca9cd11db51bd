import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { packedLibraries, packFolder } from '../src/packed.ts'

const installed = (name: string): { readonly version: string; readonly dependencies?: object } =>
  JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8'))

for (const name of packedLibraries) {
  test(`the pack of ${name} is of the version that is installed and exports what it does`, async () => {
    assert.ok(packFolder().pathname.includes(`${name}-${installed(name).version}`), packFolder().pathname)
    const packed = await import(new URL(`${name}.js`, packFolder()).href)
    const names = Object.keys(await import(name)).filter(exported => exported !== 'module.exports')
    assert.deepEqual(Object.keys(packed), names)
  })

  test(`${name} depends on nothing that a newer version of could be missed in its pack`, () => {
    assert.deepEqual(Object.keys(installed(name).dependencies ?? {}), [])
  })
}

test('packed libraries know each other’s objects', async () => {
  const [{ z }, { createSchema }] = await Promise.all(
    ['zod', 'zod-openapi'].map(name => import(new URL(`${name}.js`, packFolder()).href)),
  )
  const { schema } = createSchema(z.strictObject({ network: z.string().meta({ example: '192.0.2.0/24' }) }))
  assert.deepEqual(schema.properties, { network: { type: 'string', example: '192.0.2.0/24' } })
})

test('our own imports are read from the packs, those of libraries from their own files', () => {
  const packed = new URL('../src/packed.ts', import.meta.url).href
  const library = new URL('../node_modules/pg-boss/dist/index.js', import.meta.url).href
  const asked = `
    const { usePacks } = await import('${packed}')
    usePacks()
    console.log(import.meta.resolve('kysely'), import.meta.resolve('kysely', '${library}'), import.meta.resolve('express'))`
  const flags = ['--experimental-import-meta-resolve', '--input-type=module', '--eval', asked]
  const printed = execFileSync(process.execPath, flags, {
    encoding: 'utf8',
    cwd: new URL('..', import.meta.url),
  })
  const [ours, theirs, other] = printed.trim().split(' ')
  assert.equal(ours, new URL('kysely.js', packFolder()).href)
  assert.match(theirs ?? '', /node_modules\/kysely\/dist\/index\.js$/)
  assert.match(other ?? '', /node_modules\/express\/index\.js$/)
})
