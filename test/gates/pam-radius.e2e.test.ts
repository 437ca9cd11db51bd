import assert from 'node:assert/strict'
import { chmodSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { needs } from '../debian.ts'
import { startVsftpd } from '../servers/ftp.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, visitors, wanted, write } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const page = 'radius.md'
const programs = wanted({ vsftpd: 'vsftpd' })
/** Beside the machine's own modules, where servers are unpacked for the tests. */
const roots = ['/', ...(programs === undefined ? [] : [join(programs.vsftpd, '../../..')])]
const module = roots.flatMap(root =>
  globSync('{usr/,}lib/*/security/pam_radius_auth.so', { cwd: root }).map(path => join(root, path)),
)[0]

if (module === undefined) {
  test('pam_radius_auth is here', t => void needs(t, 'pam_radius_auth.so', 'libpam-radius-auth'))
} else if (programs !== undefined && canMount()) {
  const folder = temporaryFolder('pam-radius')
  chmodSync(folder, 0o755)
  const radius = await freePort()
  const places = { folder, at: '', token: '' }
  write(folder, 'ftp.secret', 'the-secret-in-ftp.secret', 0o600)
  write(
    folder,
    'pam-radius.conf',
    blockIn(page, 3, places, { '127.0.0.1:1812': `127.0.0.1:${radius}` }),
    0o600,
  )
  const gated = await openGated('ftp', 'ftp', {
    KAGIMORI_RADIUS_LISTEN: `127.0.0.1:${radius}`,
    KAGIMORI_RADIUS_CLIENTS_FILE: write(folder, 'radius.yaml', blockIn(page, 2, places)),
  })
  const { around } = layOutEtc(gated, {
    'pam.d/vsftpd': blockIn(page, 4, places, { 'pam_radius_auth.so': module }),
  })
  const open = async (name: string, port: number, address: string) => {
    const host = name === 'ipv6' ? '::1' : '127.0.0.1'
    return pidsOf(await startVsftpd(programs.vsftpd, folder, { name, port, address, host, around }))
  }
  const [port, mapped] = [await freePort(), await freePort()]
  const pids = [
    await open('ipv4', port, 'listen=YES\nlisten_address=127.0.0.1'),
    await open('ipv6', port, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::1'),
    await open('mapped', mapped, 'listen=NO\nlisten_ipv6=YES\nlisten_address6=::ffff:127.0.0.1'),
  ].flat()
  const logIn = (from: string, at = port, password = 'spring-of-2026') =>
    converse(at, from, ['USER tanaka', `PASS ${password}`], line => /^\d{3} /.test(line))

  test('vsftpd still checks the password where Kagimori accepts every one', async () => {
    assert.match(await logIn(visitors.listed, port, 'autumn-of-2026'), /^530 /)
    const { rule, login } = (await gated.lastDecision(visitors.listed)) ?? {}
    assert.deepEqual({ rule, login }, { rule: 'listed', login: 'tanaka' })
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  holdGate('vsftpd over RADIUS', gated, {
    enter: logIn,
    mapped,
    welcome: /^230 /,
    refusal: /^530 /,
    unanswered: /^530 /,
    pids,
  })
}
