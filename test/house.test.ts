import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { en } from '../src/core/catalogue/en.ts'
import { breaches, importsOf, roomOf } from './house.ts'

const root = new URL('../', import.meta.url).pathname
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')
const sources = new Map(globSync('src/**/*.ts', { cwd: root }).map(path => [path, read(path)]))

test('every file of the house keeps to the import table', () => {
  assert.deepEqual(breaches(sources), [])
})

/** One planted fault of each kind: the file it stands in, its text, and the breach it must be told as. */
const planted: readonly (readonly [string, string, string, RegExp])[] = [
  [
    'an arrow upward',
    'src/core/planted.ts',
    "import { x } from '../store/store.ts'",
    /core may not import store/,
  ],
  [
    'a type that points upward',
    'src/rules/planted.ts',
    "import type { X } from '../http/app.ts'",
    /rules may not import http/,
  ],
  [
    'a lazy arrow upward',
    'src/core/planted.ts',
    "await import('../http/app.ts')",
    /core may not import http/,
  ],
  [
    'I/O in the trade',
    'src/core/planted.ts',
    "import { readFile } from 'node:fs/promises'",
    /may not import node:fs/,
  ],
  [
    'a package in the wrong room',
    'src/formats/planted.ts',
    "import { parse } from 'csv-parse'",
    /formats may not import csv-parse/,
  ],
  [
    'a second file that knows the database',
    'src/store/planted.ts',
    "import { DatabaseSync } from 'node:sqlite'",
    /node:sqlite belongs to/,
  ],
  ['a name that says nothing', 'src/core/string-utils.ts', '', /the name says nothing/],
  [
    'an unknown room',
    'src/attic/planted.ts',
    "import '../core/severity.ts'",
    /room "attic" is not in the import table/,
  ],
  ['a file that has grown too long', 'src/core/planted.ts', '\n'.repeat(401), /longer than 400 lines/],
]

for (const [what, path, source, told] of planted) {
  test(`${what} would be found`, () => {
    const found = breaches(new Map([[path, source]]))
    assert.equal(found.length, 1, found.join('\n'))
    assert.match(found[0] ?? '', told)
  })
}

test('an import circle would be found', () => {
  const found = breaches(
    new Map([
      ['src/core/one.ts', "import { two } from './two.ts'"],
      ['src/core/two.ts', "export { one } from './one.ts'"],
    ]),
  )
  assert.deepEqual(found, ['circle: src/core/one.ts → src/core/two.ts → src/core/one.ts'])
})

test('imports are seen however they are written', () => {
  const source =
    "import a, {\n  b,\n} from './a.ts'\nexport type { C } from './c.ts'\nimport './d.ts'\nvoid import('./e.ts')"
  assert.deepEqual(importsOf(source), ['./a.ts', './c.ts', './d.ts', './e.ts'])
  assert.equal(roomOf('src/http/app.ts'), 'http')
  assert.equal(roomOf('src/enforcer.ts'), 'enforcer')
})

test('every sentence of the catalogue is said somewhere', () => {
  const said = [...sources]
    .filter(([path]) => !path.startsWith('src/core/catalogue/'))
    .map(([, text]) => text)
    .join('\n')
  const dynamic = /`([a-z][a-z-]+)-\$\{/g
  const prefixes = [...said.matchAll(dynamic)].map(([, prefix]) => prefix)
  const silent = Object.keys(en).filter(
    key =>
      !said.includes(`'${key.replace(/\.hint$/, '')}'`) &&
      !prefixes.some(prefix => key.startsWith(`${prefix}-`)),
  )
  assert.deepEqual(silent, [])
})

test('the lock file names no registry', () => {
  assert.doesNotMatch(read('package-lock.json'), /"resolved"/)
})
