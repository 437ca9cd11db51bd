import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { needs } from '../debian.ts'
import { postgresBinaries, postgresPlaces } from '../store/places.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori, root } from './kagimori.ts'

const folder = temporaryFolder('start')
const taken = join(folder, 'a-file')
writeFileSync(taken, '')

/** Starts the service with these flags, which must not go well; answers what it said, without its log. */
async function refusedStart(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const data = mkdtempSync(join(folder, 'data-'))
  const usual = { KAGIMORI_DATA: data, KAGIMORI_LISTEN: '127.0.0.1:0', ...environment }
  const { out, err, exit } = await kagimori(['serve', ...args], '', usual)
  assert.deepEqual([exit, out], [2, ''], err)
  return err.replaceAll(/^\{.*\}\n/gm, '')
}

test('an address that is taken is named, with where else to listen', async () => {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  try {
    const said = await refusedStart(['--listen', `127.0.0.1:${port}`])
    assert.match(said, new RegExp(`listens at 127\\.0\\.0\\.1:${port} already\\.\n.*KAGIMORI_LISTEN`))
  } finally {
    server.close()
  }
})

test('an address of another machine is named', async () => {
  assert.match(
    await refusedStart(['--listen', '192.0.2.1:8420']),
    /192\.0\.2\.1:8420 is no address of this machine\.\n.*127\.0\.0\.1:8420/,
  )
})

test('a data folder that is a file, lies below one, or cannot be made is named', async () => {
  for (const data of [taken, join(taken, 'data'), '/proc/kagimori']) {
    assert.match(
      await refusedStart(['--data', data], { KAGIMORI_LANGUAGE: 'ja' }),
      new RegExp(`"${data}" を使えません \\(E[A-Z]+\\)。\n.*--data`),
    )
  }
})

test('a key file that can neither be read nor made is named', async () => {
  const file = join(taken, 'fingerprint.key')
  assert.match(
    await refusedStart(['--fingerprint-key-file', file]),
    new RegExp(`key file ${file} can be neither`),
  )
})

test('a policy folder that is not there is named', async () => {
  assert.match(await refusedStart(['--policies', '/nonexist']), /policy folder \/nonexist cannot be read/)
})

test('broken policies are told at the start without speaking of policies in force', async () => {
  const policies = mkdtempSync(join(folder, 'policies-'))
  writeFileSync(join(policies, 'base.yaml'), 'minLenght: 12\n')
  const said = await refusedStart(['--policies', policies])
  assert.match(said, /Faults in the policy files: 1, the first at base\.yaml line 1\.\n/)
  assert.doesNotMatch(said, /in force/)
  const told = await refusedStart(['--policies', policies], { KAGIMORI_LANGUAGE: 'ja' })
  assert.match(told, /\(最初は base\.yaml の1行目\)/)
  assert.doesNotMatch(told, / line /)
})

test('another database than PostgreSQL is refused without its password', async () => {
  const said = await refusedStart([], {
    KAGIMORI_DATABASE_URL: 'mysql://kagimori:Geheim-2026@db.aoba.example/k',
  })
  assert.match(said, /KAGIMORI_DATABASE_URL begins with "mysql:"[\s\S]*postgres:\/\//)
  assert.doesNotMatch(said, /Geheim/)
})

for (const [what, url, says] of [
  [
    'nobody answers',
    'postgres://kagimori:Geheim-2026@127.0.0.1:1/k',
    /PostgreSQL at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/,
  ],
  [
    'is nowhere',
    'postgres://kagimori:Geheim-2026@db.invalid/k',
    /PostgreSQL at db\.invalid:5432 cannot be reached \(E/,
  ],
  [
    'has no readable address',
    'postgres://kagimori:Geheim@2026@127.0.0.1:x/k',
    /does not read[\s\S]*percent-encoded/,
  ],
] as const) {
  test(`a PostgreSQL that ${what} is named without the password`, async () => {
    const said = await refusedStart([], { KAGIMORI_DATABASE_URL: url })
    assert.match(said, says)
    assert.doesNotMatch(said, /Geheim/)
  })
}

test('a PostgreSQL that refuses login or database is named', async t => {
  const binaries = postgresBinaries()
  if (binaries === undefined) return void needs(t, 'postgres', 'postgresql')
  const places = await postgresPlaces(binaries)
  try {
    const place = await places.fresh()
    const url = 'url' in place ? place.url : ''
    for (const [wrong, code] of [
      [url.replace('user=kagimori', 'user=tanaka'), '28000'],
      [url.replace(/\/place_\d+/, '/nowhere'), '3D000'],
    ] as const) {
      const said = await refusedStart([], { KAGIMORI_DATABASE_URL: wrong })
      assert.match(said, new RegExp(`PostgreSQL at /.*:5432 refuses the login \\(${code}\\)`))
    }
  } finally {
    await places.close()
  }
})

test('files that cannot be read or written are named by every command that takes one', async () => {
  const list = join(root, 'examples/company/ftp-vusers.txt')
  const environment = { KAGIMORI_DATA: mkdtempSync(join(folder, 'data-')) }
  for (const [args, says] of [
    [['audit', folder], /is a folder\.\n.*Name the files/],
    [['audit', '/nonexist'], /"\/nonexist" cannot be read/],
    [['audit', list, '--policies', '/nonexist'], /policy folder \/nonexist/],
    [['import', folder, '--system', 'ftp'], /is a folder/],
    [['restore', folder], /no Kagimori database/],
    [['policy', 'test', folder], /cannot be read/],
    [['policy', 'check', '--policies', '/nonexist'], /policy folder \/nonexist/],
  ] as const) {
    const { err, exit } = await kagimori(args, '', environment)
    assert.match(err, says)
    assert.equal(exit, 2, err)
  }
})
