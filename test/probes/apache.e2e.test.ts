import assert from 'node:assert/strict'
import { createHash, hash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { guardedFolder, startApache } from '../servers/apache.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import {
  freePort,
  holdProbe,
  inspectServer,
  makeCertificate,
  stopping,
  wanted,
  write,
} from './real-server.ts'

const programs = wanted({ apache2: 'apache2', openssl: 'openssl' })
if (programs !== undefined) {
  const folder = temporaryFolder('probe-web')
  const tls = makeCertificate(folder)
  const [port, plain] = [await freePort(), await freePort()]
  for (const name of ['basic', 'digest']) {
    mkdirSync(join(folder, name))
    write(folder, `${name}/index.html`, 'stock')
  }
  write(folder, 'htpasswd', `tanaka:{SHA}${hash('sha1', 'spring-of-2026', 'base64')}\n`)
  const secret = createHash('md5').update('tanaka:files:spring-of-2026').digest('hex')
  write(folder, 'htdigest', `tanaka:files:${secret}\n`)
  const guarded = (['Basic', 'Digest'] as const).map(type =>
    guardedFolder(type.toLowerCase(), type, join(folder, type === 'Basic' ? 'htpasswd' : 'htdigest')),
  )
  const daemon = await startApache(programs.apache2, folder, {
    listen: [`127.0.0.1:${port}`, `127.0.0.1:${plain}`],
    modules: ['auth_digest', 'dav', 'dav_fs'],
    tls,
    more: `DavLockDB ${folder}/locks\n${guarded.join('')}`,
  })
  const secure = { protocol: 'webdavs', host: 'localhost', port }
  holdProbe('Apache with Basic over TLS', {
    endpoint: { ...secure, protocol: 'https', path: '/basic/' },
    hasTls: true,
  })
  holdProbe('Apache WebDAV with Basic over TLS', { endpoint: { ...secure, path: '/basic/' }, hasTls: true })
  holdProbe('Apache WebDAV with Digest over TLS', { endpoint: { ...secure, path: '/digest/' }, hasTls: true })
  test('Apache says without a password which TLS it speaks and until when', async () => {
    const seen = await inspectServer({ endpoint: { ...secure, path: '/basic/' }, hasTls: true })
    assert.deepEqual(
      [seen.tlsUse, seen.tlsVersions, seen.tls?.verified],
      ['implicit', ['TLSv1.2', 'TLSv1.3'], true],
    )
    assert.match(seen.banner ?? '', /^Apache\/2/)
    assert.equal(seen.tellsVersion, true)
  })

  holdProbe('Apache WebDAV declared plain', {
    endpoint: { protocol: 'webdav', host: 'localhost', port: plain, path: '/digest/', tls: 'none' },
    hasTls: false,
    stop: stopping(daemon),
  })
}
