import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { utimesSync } from 'node:fs'
import { test } from 'node:test'
import postfix from '../../src/exports/postfix.ts'
import { needs } from '../debian.ts'
import { drawnVisits, listOf, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()

for (const [networks, visitors] of [...visits, drawnVisits(200)]) {
  const what = networks.length > 2 ? `${networks.length} networks` : networks.join(', ') || 'an empty list'
  test(`postmap reads ${what} without a warning, and lets in exactly whom the list names`, t => {
    const binary = needs(t, 'postmap', 'postfix')
    if (binary === undefined) return
    const main = write('main.cf', 'myhostname = mail.aoba.example\n')
    const table = write('inventory.cidr', postfix.render(listOf(networks)))
    // Postfix waits until a file has not been written to for two seconds.
    for (const path of [main, table]) utimesSync(path, 0, 0)
    const answer = spawnSync(binary, ['-c', folder, '-q', '-', `cidr:${table}`], {
      encoding: 'utf8',
      input: Object.keys(visitors)
        .map(ip => `${ip}\n`)
        .join(''),
    })
    // A line it cannot read is skipped with no more than a warning.
    assert.equal(answer.stderr, '')
    const expected = Object.entries(visitors).map(
      ([ip, letsIn]) => `${ip}\t${letsIn ? 'DUNNO' : 'REJECT Access from this address is not permitted'}`,
    )
    assert.deepEqual(answer.stdout.trimEnd().split('\n'), expected)
  })
}
