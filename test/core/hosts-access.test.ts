import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostsAccess } from '../../src/core/hosts-access.ts'
import { readNetwork } from '../../src/core/network.ts'

test('every listed network is served, IPv6 in brackets, and the last line denies all others', () => {
  const networks = ['192.0.2.0/26', '2001:db8::/32'].map(readNetwork)
  assert.deepEqual(hostsAccess('vsftpd, proftpd', networks), [
    'vsftpd, proftpd: 192.0.2.0/26',
    'vsftpd, proftpd: [2001:db8::]/32',
    'vsftpd, proftpd: ALL: deny',
  ])
})

test('everybody is two halves, and nobody is the last line alone', () => {
  const everybody = hostsAccess('ALL', [readNetwork('0.0.0.0/0')])
  assert.deepEqual(everybody, ['ALL: 0.0.0.0/1', 'ALL: 128.0.0.0/1', 'ALL: ALL: deny'])
  assert.deepEqual(hostsAccess('sshd', []), ['sshd: ALL: deny'])
})
