import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { AllowlistExport } from '../src/core/export.ts'
import { exportList } from '../src/core/export-list.ts'
import { readShelf } from '../src/shelf.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function listOf(example: AllowlistExport['examples'][number]) {
  const entries = example.networks.map(network => ({ network }))
  return exportList('inventory', entries, '2026-11-23T09:00:00Z', sha256, example.endpoints)
}

for (const [name, target] of await readShelf('exports')) {
  describe(`the export ${name}`, () => {
    for (const example of target.examples) {
      const text = target.render(listOf(example))

      test(`writes ${example.networks.join(', ') || 'an empty list'} as its example says`, () => {
        const lines = text.split('\n')
        let from = 0
        for (const expected of example.lines) {
          const at = lines.indexOf(expected, from)
          assert.notEqual(at, -1, `no line "${expected}" after line ${from} of:\n${text}`)
          from = at + 1
        }
      })

      test(`ends ${example.networks.join(', ') || 'an empty list'} with a newline, and has no carriage return or tab`, () => {
        assert.ok(text.endsWith('\n'))
        assert.doesNotMatch(text, /[\r\t]|[^\p{ASCII}]/u)
      })
    }

    test('shows by an example what an empty list is, and that list names no network', () => {
      const empty = target.examples.filter(({ networks }) => networks.length === 0)
      assert.ok(empty.length > 0, 'an example with networks: []')
      for (const example of empty) {
        // Remarks and what is denied aside.
        const text = target.render(listOf(example)).replace(/^(?:#|deny ).*$|^\S+ REJECT .*$/gm, '')
        assert.doesNotMatch(text, /\d+\.\d+\.\d+\.\d+|::|\ballow\b|\bgranted\b/)
      }
    })

    test('is the same text for the same list, whatever the order of its entries', () => {
      const networks = ['2001:db8::/32', '10.0.0.0/9', '10.128.0.0/9', '192.0.2.1']
      const reversed = networks.toReversed()
      assert.equal(
        target.render(listOf({ networks, lines: [] })),
        target.render(listOf({ networks: reversed, lines: [] })),
      )
      assert.ok(target.render(listOf({ networks, lines: [] })).includes('10.0.0.0/8'), 'merged')
    })

    test('names the system, the time and the digest', () => {
      const list = listOf({ networks: ['192.0.2.0/24'], lines: [] })
      const text = target.render(list)
      for (const part of [list.system, list.generatedAt, list.digest]) assert.ok(text.includes(part), part)
    })
  })
}
