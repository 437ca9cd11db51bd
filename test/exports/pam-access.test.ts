import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import koffi from 'koffi'
import pamAccess from '../../src/exports/pam-access.ts'
import { drawnVisits, listOf, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()

const success = 0
const permissionDenied = 6
const remoteHost = 4

/** libpam's answer to a daemon that asks, for root from this address, whether the account may come in now. */
const answerFor = openPam()
const missing = 'libpam is not here; on Debian: apt-get install libpam-modules'
const skip = answerFor === undefined && process.env.KAGIMORI_E2E !== 'required' ? missing : false

function openPam(): ((ip: string) => number) | undefined {
  if (globSync('/{usr/,}lib/{*/,}security/pam_access.so').length === 0) return undefined
  const libpam = koffi.load('libpam.so.0')
  koffi.struct('pam_conv', { ask: 'void *', state: 'void *' })
  const start = libpam.func(
    'int pam_start_confdir(const char *, const char *, const pam_conv *, const char *, _Out_ void **)',
  )
  const set = libpam.func('int pam_set_item(void *, int, const char *)')
  const manage = libpam.func('int pam_acct_mgmt(void *, int)')
  const end = libpam.func('int pam_end(void *, int)')
  return ip => {
    const handle: unknown[] = [null]
    assert.equal(start('ftp', 'root', { ask: null, state: null }, folder, handle), success)
    assert.equal(set(handle[0], remoteHost, ip), success)
    const answer = Number(manage(handle[0], 0))
    end(handle[0], answer)
    return answer
  }
}

for (const [networks, visitors] of [...visits, drawnVisits(100)]) {
  const what = networks.length > 2 ? `${networks.length} networks` : networks.join(', ') || 'an empty list'
  test(`pam_access reads ${what} and lets in exactly whom the list names, mapped or not`, { skip }, () => {
    assert.ok(answerFor !== undefined, missing)
    const list = write('access.conf', pamAccess.render(listOf(networks)))
    write('ftp', `account requisite pam_access.so nodefgroup accessfile=${list}\n`)
    for (const [ip, letsIn] of Object.entries(visitors)) {
      const expected = letsIn ? success : permissionDenied
      assert.equal(answerFor(ip), expected, ip)
      if (!ip.includes(':')) assert.equal(answerFor(`::ffff:${ip}`), expected, `::ffff:${ip}`)
    }
  })
}

test('pam_access refuses a visitor at the console: the file is for a daemon alone', { skip }, () => {
  assert.ok(answerFor !== undefined, missing)
  const list = write('access.conf', pamAccess.render(listOf(['0.0.0.0/0', '::/0'])))
  write('ftp', `account requisite pam_access.so nodefgroup accessfile=${list}\n`)
  assert.equal(answerFor('tty1'), permissionDenied)
})
