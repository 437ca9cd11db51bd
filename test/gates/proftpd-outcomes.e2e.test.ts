import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { startProftpd } from '../servers/ftp.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, visitors, wanted } from './gated.ts'
import { failingOpen, holdGuessing, openGuessedAt } from './guessing.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const page = 'pam.md'
const programs = wanted({ proftpd: 'proftpd-core', curl: 'curl' })
if (programs !== undefined && canMount()) {
  const gated = await openGuessedAt('ftp')
  const block = blockIn(page, 1, gated)
  /** The page's lines with each one left out that has to do with the password. */
  const lacking = new Map(
    block.match(/^auth .*\n/gm)?.map((line, at) => [`lacking-${at}`, block.replace(line, '')]),
  )
  const services = { proftpd: block, open: failingOpen(block), ...Object.fromEntries(lacking) }
  const { around } = layOutEtc(
    gated,
    Object.fromEntries(Object.entries(services).map(([name, text]) => [`pam.d/${name}`, text])),
  )
  const open = async (service: string) => {
    const own = join(gated.folder, service)
    mkdirSync(own)
    const port = await freePort()
    const asking = blockIn(page, 2, gated).replace('AuthPAMConfig proftpd', `AuthPAMConfig ${service}`)
    const settings = { port, address: '127.0.0.1 ::1', more: `DefaultRoot ~\n${asking}`, around }
    await startProftpd(programs.proftpd, own, settings)
    return (from: string, password: string) =>
      converse(port, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))
  }
  const enter = await open('proftpd')

  test('Whichever line is missing of those for ProFTPD, no wrong password comes in', async () => {
    assert.equal(lacking.size, 5)
    const doors = await Promise.all([...lacking.keys()].map(open))
    for (const word of await Promise.all(doors.map(enter => enter(visitors.listed, 'autumn-of-2026'))))
      assert.match(word, /^530 /)
    // Takes back what this account has failed by now.
    assert.match(await enter(visitors.listed, 'spring-of-2026'), /^230 /)
  })

  holdGuessing('ProFTPD', gated, {
    enter,
    enterOpen: await open('open'),
    welcome: /^230 /,
    refusal: /^530 /,
  })
}
