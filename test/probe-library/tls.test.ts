import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createServer } from 'node:tls'
import { LineConversation } from '../../src/probe-library/line-conversation.ts'
import { acceptedVersions, lenient } from '../../src/probe-library/tls.ts'
import { needs } from '../debian.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('probe-tls')
const limits = { milliseconds: 1_000, bytes: 1_000 }

/** A server on TLS 1.2 only, with a certificate that nobody has signed. */
async function openServer(openssl: string) {
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-days', '9']
  spawnSync(openssl, [...made, '-keyout', 'key', '-out', 'certificate'], { cwd: folder })
  const read = (name: string) => readFileSync(join(folder, name))
  const options = { key: read('key'), cert: read('certificate'), maxVersion: 'TLSv1.2' } as const
  const server = createServer(options, socket => void socket.on('error', () => undefined).write('+OK\r\n'))
  server.on('tlsClientError', () => undefined).listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { protocol: 'pop3s', host: 'localhost', address: '127.0.0.1', port, tls: 'implicit' } as const
}

test('A certificate that nobody signed ends a login, and an inspection tells what is wrong with it', async t => {
  const openssl = needs(t, 'openssl', 'openssl')
  if (openssl === undefined) return
  const target = await openServer(openssl)
  await assert.rejects(() => LineConversation.open(target, limits), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const conversation = await LineConversation.open(target, limits, lenient)
  const { tls } = conversation.tls
  conversation.close()
  assert.deepEqual(
    [tls?.version, tls?.verified, tls?.problem],
    ['TLSv1.2', false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  )
  const left = (Date.parse(tls?.validUntil ?? '') - Date.now()) / 86_400_000
  assert.ok(left > 8 && left <= 9, `${left} days`)

  const shake = async (options: typeof lenient) => {
    const made = await LineConversation.open(target, limits, options)
    made.close()
    return true
  }
  assert.deepEqual(await acceptedVersions(shake), ['TLSv1.2'])
})
