import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openBuilt } from '../built.ts'
import { freePort, makeCertificate, startDaemon, stopping, wanted, write } from '../probes/real-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { firstPassword, holdProof } from './two-sides.ts'

const programs = wanted({ 'pure-ftpd': 'pure-ftpd', 'pure-pw': 'pure-ftpd', openssl: 'openssl' })

if (programs !== undefined) {
  const folder = temporaryFolder('proof-ftp')
  const { both } = makeCertificate(folder)
  const home = join(folder, 'home')
  mkdirSync(home)
  spawnSync('chown', ['5000:5000', home])
  const setPassword = async (password: string) => {
    const { stdout: hash } = spawnSync('openssl', ['passwd', '-6', '-stdin'], {
      input: password,
      encoding: 'utf8',
    })
    const users = write(folder, 'passwd', `tanaka:${hash.trim()}:5000:5000::${home}/./::::::::::::\n`)
    const made = spawnSync(programs['pure-pw'], ['mkdb', join(folder, 'users.pdb'), '-f', users])
    assert.equal(made.status, 0, String(made.stderr))
  }
  await setPassword(firstPassword)
  const port = await freePort()
  const own = ['-S', `127.0.0.1,${port}`, '-H', '-A', '-E', '-g', join(folder, 'pid'), '-Y', '2', '-2', both]
  const options = [...own, '-l', `puredb:${folder}/users.pdb`]
  const daemon = await startDaemon(programs['pure-ftpd'], options, port)
  holdProof(await openBuilt(), {
    name: 'Pure-FTPd',
    endpoint: { protocol: 'ftp', host: 'localhost', port },
    setPassword,
    stop: stopping(daemon),
  })
}
