import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { openInserts } from '../../src/core/sql-inserts.ts'

const wanted = [{ name: /^users$/, needed: ['name'], columns: ['id', 'name'] }]

/** What `name` holds in each row of the lines; a rejection by its key. */
function namesIn(...lines: readonly string[]): readonly string[] {
  const inserts = openInserts(wanted)
  const rows = lines.flatMap((text, index) => inserts.read(text, index + 1))
  return [...rows, ...inserts.end(lines.length)].map(row =>
    typeof row === 'function' ? row('name') : `rejected: ${row.key}`,
  )
}

/** A literal as mysqldump writes it. */
function literal(text: string): string {
  const escapes = ['\\\\', '\0\\0', '\n\\n', '\r\\r', '\x1a\\Z', "'\\'", '"\\"']
  const escaped = escapes.reduce(
    (before, [sign = '', ...written]) => before.replaceAll(sign, () => written.join('')),
    text,
  )
  return `'${escaped}'`
}

describe('INSERT statements of a dump', () => {
  test('any text comes back as it went in, several tuples in one line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1 }), texts => {
        fc.pre(texts.every(text => text !== 'NULL' && text !== '\\N'))
        const tuples = texts.map((text, index) => `(${index},${literal(text)})`)
        assert.deepEqual(namesIn(`INSERT INTO \`users\` VALUES ${tuples.join(',')};`), texts)
        assert.deepEqual(namesIn('INSERT INTO users VALUES', ...tuples.map(tuple => `${tuple},`), ';'), texts)
      }),
    )
  })

  test('columns come from the statement first, then from the table definition, then from what is known', () => {
    const table = ['CREATE TABLE `users` (', '  `name` text,', '  `id` int', ') ENGINE=InnoDB;']
    assert.deepEqual(namesIn("INSERT INTO users VALUES (1,'a');"), ['a'])
    assert.deepEqual(namesIn(...table, "INSERT INTO users VALUES ('b',1);"), ['b'])
    assert.deepEqual(namesIn(...table, "INSERT INTO users (`id`, `name`) VALUES (1,'c');"), ['c'])
    assert.deepEqual(namesIn('INSERT INTO users (`id`) VALUES (1);'), [])
  })

  test('a tuple cut short, or of another width, is rejected; the file must not end inside', () => {
    assert.deepEqual(namesIn("INSERT INTO users VALUES (1,'a'),(2);"), ['a', 'rejected: entry-fields'])
    assert.deepEqual(namesIn("INSERT INTO users VALUES (1,'a'),(2,'b"), [
      'a',
      'rejected: sql-tuple',
      'rejected: entry-cut-short',
    ])
    assert.deepEqual(namesIn("INSERT INTO users VALUES (1,'a')"), ['a', 'rejected: entry-cut-short'])
  })

  test('statements about other tables, and text that looks like one, are nobody’s rows', () => {
    assert.deepEqual(
      namesIn("INSERT INTO posts VALUES (1,'INSERT INTO users VALUES (1,2);');", "(2,'x');"),
      [],
    )
  })

  test('a long line takes time in proportion, hostile quotes included', () => {
    const hostile = `INSERT INTO users VALUES (1,'${"\\'".repeat(200_000)}`
    assert.deepEqual(namesIn(hostile), ['rejected: sql-tuple', 'rejected: entry-cut-short'])
  })
})
