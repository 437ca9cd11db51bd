import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort } from '../gates/gated.ts'
import { startServer } from '../served.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = temporaryFolder('listeners-served')
const socketPath = join(folder, 'ftp.sock')

test('Listeners open with the service and end with it, whoever still holds a connection', async () => {
  const port = await freePort()
  const served = await startServer({
    env: {
      KAGIMORI_POSTFIX_LISTEN: `127.0.0.1:${port}`,
      KAGIMORI_PURE_FTPD_SOCKET: socketPath,
      KAGIMORI_PURE_FTPD_SYSTEM: 'ftp',
    },
  })
  const socket = connect(port, '127.0.0.1')
  socket.write('request=smtpd_access_policy\nclient_address=192.0.2.7\npolicy_context=mail\n\n')
  const [said] = await once(socket, 'data')
  assert.match(String(said), /^action=REJECT/)
  assert.match(served.written().toString(), /"at":"postfix 127\.0\.0\.1:\d+"/)
  assert.match(served.written().toString(), /"at":"pure-ftpd /)
  assert.equal(await served.stop(), 0)
  assert.equal(existsSync(socketPath), false)
})

test('Where it cannot listen the service does not start, and says where', async () => {
  const env = { ...process.env, KAGIMORI_DATA: folder, KAGIMORI_LISTEN: '127.0.0.1:0' }
  const { status, stderr } = spawnSync(process.execPath, ['src/cli.ts', 'serve'], {
    cwd: new URL('../../', import.meta.url).pathname,
    env: { ...env, KAGIMORI_PURE_FTPD_SOCKET: '/nowhere/ftp.sock', KAGIMORI_PURE_FTPD_SYSTEM: 'ftp' },
    encoding: 'utf8',
    timeout: 15_000,
  })
  assert.equal(status, 2, stderr)
  assert.match(stderr, /pure-ftpd cannot listen at \/nowhere\/ftp\.sock/)
})
