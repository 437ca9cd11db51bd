import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { atAnyEnd, freePort, openGated, startDaemon, visit, visitors, wanted, write } from '../gates/gated.ts'
import { everyItem, type Shown } from '../rest.ts'
import { startServer } from '../served.ts'
import { argumentsIn, run, start, watchLines } from './kept.ts'

const { listed, stranger } = visitors
const programs = wanted({ nginx: 'nginx-light', haproxy: 'haproxy' })

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, rest, at } = gated
  const { body: issued } = await rest('POST', '/tokens', { name: 'sync web-1', scopes: ['read'] })
  const service = { at, token: String(issued.token) }
  const port = await freePort()
  const file = join(folder, 'inventory.allow')
  const configuration = write(
    folder,
    'nginx.conf',
    `daemon off; pid ${folder}/nginx.pid; error_log stderr; user root; events {}
     http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
       fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
       server { listen 127.0.0.1:${port}; root ${folder}; location / { include ${file}; } } }`,
  )
  write(folder, 'stock', 'stock')
  const nginx = `${programs.nginx} -c ${configuration}`
  const fromPage = (which: number) =>
    argumentsIn('sync.md', which, {
      '/etc/nginx/inventory.allow': file,
      'nginx -t': `${nginx} -t`,
      'nginx -s reload': `${nginx} -s reload`,
    })
  const usual = fromPage(0)
  const commands = fromPage(1).slice(usual.length)

  const setNetworks = async (...networks: readonly string[]) => {
    const path = '/systems/inventory/allowlist'
    const { headers } = await rest('GET', path)
    const entries = networks.map(network => ({ network }))
    const { status } = await rest('PUT', path, { entries }, { 'if-match': headers.get('etag') ?? '' })
    assert.equal(status, 200)
  }
  const report = async () => {
    const { body } = await rest<{ readonly items: readonly Shown[] }>(
      'GET',
      '/systems/inventory/sync-reports',
    )
    return body.items.find(({ target }) => target === 'nginx')
  }
  const drift = async () => {
    const findings = await everyItem(rest, '/findings?system=inventory&rule=NW-10&status=open')
    return findings[0]
  }
  /** nginx hands a reload on to its workers when it has answered already. */
  const answers = (from: string, status: number) =>
    until(async () => (await visit(port, from)).status === status)

  await setNetworks(listed)
  const first = await run(usual, service)
  assert.equal(first.exit, 0, first.err)
  await startDaemon(programs.nginx, ['-c', configuration], port)

  test('the list is written after one run, and nobody says that it is in force before the server has read it', async () => {
    assert.equal(JSON.parse(first.out).state, 'written')
    assert.match(first.err, /the list is written\. Whether the server has read it is not known/)
    assert.match(readFileSync(file, 'utf8'), /^allow 127\.0\.0\.2\/32;$/m)
    assert.equal(statSync(file).mode & 0o777, 0o644)
    await answers(listed, 200)
    await answers(stranger, 403)
    const { state, place = '', differences } = (await report()) ?? {}
    assert.deepEqual([state, differences], ['written', []])
    assert.ok(place.endsWith(`:${file}`), place)
    const { verdict, reason } = (await drift()) ?? {}
    assert.equal(verdict, 'unknown')
    assert.match(reason ?? '', /written, but no reload had the server read it/)
  })

  test('the next run with a reload has the server read it: then it is in force, and no finding is left', async () => {
    const { exit, err, out } = await run([...usual, ...commands], service)
    assert.deepEqual([exit, JSON.parse(out).state], [0, 'in-force'], err)
    assert.equal((await report())?.state, 'in-force')
    assert.equal(await drift(), undefined)
  })

  test('a changed list is live after the next run; without a change nothing is reloaded', async () => {
    await setNetworks(listed, stranger)
    const changed = await run([...usual, ...commands], service)
    assert.equal(changed.exit, 0, changed.err)
    assert.equal(JSON.parse(changed.out).changed, true)
    await answers(stranger, 200)
    const again = await run([...usual, '--reload', 'exit 9'], service)
    assert.deepEqual([again.exit, JSON.parse(again.out).changed], [0, false])
    await setNetworks(listed)
    assert.equal((await run([...usual, ...commands], service)).exit, 0)
    await answers(stranger, 403)
  })

  test('owner and mode of the file stay as they were', async () => {
    if (process.getuid?.() === 0) chownSync(file, 1, 1)
    chmodSync(file, 0o640)
    await setNetworks(listed, '192.0.2.7')
    assert.equal((await run([...usual, ...commands], service)).exit, 0)
    const { mode, uid } = statSync(file)
    assert.equal(mode & 0o7777, 0o640)
    if (process.getuid?.() === 0) assert.equal(uid, 1)
    chmodSync(file, 0o644)
  })

  test('a list that the check refuses is rolled back, and the server still answers by the one before', async () => {
    const before = readFileSync(file)
    await setNetworks(listed, stranger)
    const { exit, err, out } = await run([...usual, '--check', 'echo "no room at line 7"; exit 3'], service)
    assert.equal(exit, 1)
    assert.match(err, /the check refused the new list.*\n {2}no room at line 7/)
    assert.equal(JSON.parse(out).state, 'check-failed')
    assert.deepEqual(readFileSync(file), before)
    await answers(stranger, 403)
    await answers(listed, 200)
    const { reason, verdict } = (await drift()) ?? {}
    assert.equal(verdict, 'bad')
    assert.match(reason ?? '', /the server refused the newest list; the one before is still in force/)
  })

  test('a reload that fails brings the file before back, and reloads that', async () => {
    const before = readFileSync(file)
    const log = join(folder, 'reloads')
    const reload = `grep -c '^allow' ${file} >> ${log}; test $(wc -l < ${log}) -gt 1`
    const { exit, err } = await run([...usual, '--reload', reload], service)
    assert.equal(exit, 1)
    assert.match(err, /did not take up the new list/)
    assert.deepEqual(readFileSync(file), before)
    const [fresh, restored] = readFileSync(log, 'utf8').split('\n').map(Number)
    const standing = before.toString().match(/^allow/gm)?.length
    // 127.0.0.2 and 127.0.0.3 are one network.
    assert.deepEqual([fresh, restored, standing], [1, 2, 2])
    assert.equal((await report())?.state, 'reload-failed')
  })

  test('the next run that passes ends the finding', async () => {
    assert.equal((await run([...usual, ...commands], service)).exit, 0)
    assert.equal(await drift(), undefined)
    await answers(stranger, 200)
  })

  test('a line written by hand is not overwritten, and becomes a finding that shows it', async () => {
    writeFileSync(file, readFileSync(file, 'utf8').replace('deny all;', 'allow 127.0.0.9/32;\ndeny all;'))
    const edited = readFileSync(file)
    await setNetworks(listed)
    const { exit, err, out } = await run([...usual, ...commands], service)
    assert.equal(exit, 1)
    assert.match(err, /changed by hand and is left as it is:\n {2}\+allow 127\.0\.0\.9\/32;/)
    assert.equal(JSON.parse(out).state, 'edited')
    assert.deepEqual(readFileSync(file), edited)
    const { reason = '', evidence } = (await drift()) ?? {}
    assert.match(reason, /changed by hand: \+allow 127\.0\.0\.9\/32;/)
    assert.match(JSON.stringify(evidence), /\+allow 127\.0\.0\.9\/32;/)
  })

  test('a Japanese administrator is told so in Japanese', async () => {
    const { err } = await run([...usual, ...commands], { ...service, language: 'ja' })
    assert.match(err, /手作業で変更されているため、そのままにします/)
  })

  test('--overwrite writes the list, keeps the file as it was under a name no wildcard takes in, and ends the finding', async () => {
    const edited = readFileSync(file, 'utf8')
    const { exit, err } = await run([...usual, ...commands, '--overwrite'], service)
    assert.equal(exit, 0, err)
    const copy = /What stood there is kept in (\S+)/.exec(err)?.[1] ?? ''
    assert.match(copy, /\/\.inventory\.allow\.edited-\d{8}T\d{6}Z$/)
    assert.equal(readFileSync(copy, 'utf8'), edited)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /127\.0\.0\.9/)
    assert.equal(await drift(), undefined)
    await answers(stranger, 403)
  })

  test('a file that is gone is put back', async () => {
    rmSync(file)
    const { exit, err } = await run([...usual, ...commands], service)
    assert.equal(exit, 0, err)
    assert.match(err, /was gone and is put back/)
    assert.match(readFileSync(file, 'utf8'), /deny all;/)
  })

  test('a file that somebody else wrote before is left alone until --overwrite', async () => {
    const foreign = write(folder, 'old.allow', 'allow 10.0.0.0/8;\ndeny all;\n')
    const args = ['sync', '--system', 'inventory', '--export', 'nginx', '--to', foreign]
    const { exit, err } = await run(args, service)
    assert.equal(exit, 1)
    assert.match(err, /\+allow 10\.0\.0\.0\/8;/)
    assert.match(readFileSync(foreign, 'utf8'), /^allow 10\.0\.0\.0\/8;\ndeny all;\n$/)
    assert.equal((await run([...args, '--overwrite'], service)).exit, 0)
    const place = encodeURIComponent(`${hostname()}:${foreign}`)
    const forgotten = await rest('DELETE', `/systems/inventory/sync-reports?target=nginx&place=${place}`)
    assert.equal(forgotten.status, 204)
  })

  test('HAProxy reads its list the same way, checked by haproxy -c', async () => {
    const acl = join(folder, 'inventory.acl')
    const haproxyPort = await freePort()
    const haproxyConfiguration = write(
      folder,
      'haproxy.cfg',
      `global
  stats socket ${folder}/haproxy.sock level admin
defaults
  mode http
  timeout connect 1s
  timeout client 5s
  timeout server 5s
frontend inventory
  bind 127.0.0.1:${haproxyPort}
  http-request deny unless { src -f ${acl} }
  http-request return status 200 content-type text/plain string stock
`,
    )
    const args = ['sync', '--system', 'inventory', '--export', 'haproxy', '--to', acl]
    const check = ['--check', `${programs.haproxy} -c -f ${haproxyConfiguration}`]
    assert.equal((await run([...args, ...check], service)).exit, 0)
    await startDaemon(
      programs.haproxy,
      ['-W', '-db', '-p', `${folder}/haproxy.pid`, '-f', haproxyConfiguration],
      haproxyPort,
    )
    assert.equal((await visit(haproxyPort, listed)).status, 200)
    assert.equal((await visit(haproxyPort, stranger)).status, 403)
    const master = readFileSync(`${folder}/haproxy.pid`, 'utf8').trim().split('\n')[0]
    await setNetworks(stranger)
    assert.equal((await run([...args, ...check, '--reload', `kill -USR2 ${master}`], service)).exit, 0)
    await until(async () => (await visit(haproxyPort, stranger)).status === 200)
    assert.equal((await visit(haproxyPort, listed)).status, 403)
    await setNetworks(listed)
  })

  test('two syncs of one file do not meet: the second refuses and names the file', async () => {
    await setNetworks(listed, '192.0.2.9')
    const checking = join(folder, 'checking')
    const slow = start([...usual, '--check', `touch ${checking}; sleep 2`, '--overwrite'], service)
    const ends = once(slow, 'exit')
    while (!existsSync(checking)) await pause(20)
    const refused = await run(usual, service)
    assert.equal(refused.exit, 2)
    assert.match(refused.err, /Another kagimori looks after ".*inventory\.allow"/)
    await ends
  })

  test('an answer that is empty, cut short or not ours never replaces the file', async () => {
    const before = readFileSync(file)
    await setNetworks(listed, '192.0.2.11')
    for (const harm of [
      () => '',
      (text: string) => text.slice(0, -12),
      () => '<html>try again later</html>',
    ]) {
      const proxy = createServer((request, response) => {
        const { authorization = '' } = request.headers
        void fetch(`http://${at}${request.url}`, { headers: { authorization } }).then(async answer => {
          const text = await answer.text()
          const headers = { etag: '"x"', 'x-kagimori-sha256': answer.headers.get('x-kagimori-sha256') ?? '' }
          response.writeHead(answer.status, headers).end(harm(text))
        })
      }).listen(0, '127.0.0.1')
      await once(proxy, 'listening')
      const { port: other } = proxy.address() as AddressInfo
      const { exit, err } = await run(usual, { ...service, at: `127.0.0.1:${other}` })
      proxy.close()
      assert.equal(exit, 70)
      assert.match(err, /did not come whole \(\d+ bytes\), so nothing was written/)
      assert.deepEqual(readFileSync(file), before)
    }
  })

  test('the token is in no environment of the commands that are run', async () => {
    const seen = join(folder, 'environment')
    await setNetworks(listed, '192.0.2.10')
    assert.equal(
      (await run([...usual, '--check', `env > ${seen}; nginx=1`, '--reload', 'true'], service)).exit,
      0,
    )
    assert.doesNotMatch(readFileSync(seen, 'utf8'), /kgm_|KAGIMORI/)
  })

  test('watching takes a change up by itself, tells of a hand edit, outlives the service and ends on SIGTERM', async () => {
    await setNetworks(listed)
    const child = start([...fromPage(2), '--every', '1'], service)
    let said = ''
    child.stderr.on('data', part => (said += part))
    const next = watchLines(child)
    assert.deepEqual([(await next()).state], ['in-force'])
    await setNetworks(listed, stranger)
    assert.deepEqual((await next()).changed, true)
    await answers(stranger, 200)

    const given = readFileSync(file)
    writeFileSync(file, `${given}# by hand\n`)
    assert.equal((await next()).state, 'edited')
    await until(async () => /\+# by hand/.test((await drift())?.reason ?? ''))
    writeFileSync(file, given)
    assert.equal((await next()).state, 'in-force')
    await until(async () => (await drift()) === undefined)

    await gated.served.kill()
    await until(() => /No service answers/.test(said))
    await pause(2_500)
    assert.equal(said.match(/No service answers/g)?.length, 1, said)
    assert.deepEqual(readFileSync(file), given)
    await answers(stranger, 200)

    const listen = { KAGIMORI_LISTEN: at }
    const back = await startServer({ dataFolder: gated.served.dataFolder, env: listen })
    atAnyEnd(() => void back.kill())
    await until(() => /it works again/.test(said))
    child.kill('SIGTERM')
    await once(child, 'exit')
    assert.equal(child.exitCode, 0)
    assert.deepEqual(
      readdirSync(folder).filter(name => name.endsWith('kagimori-new')),
      [],
    )
    await back.stop()
  })

  test('without the service a run keeps the file and ends with 70', async () => {
    const before = readFileSync(file)
    const { exit, err } = await run([...usual, ...commands], service)
    assert.deepEqual([exit, readFileSync(file)], [70, before])
    assert.match(err, /No service answers/)
  })
}

/** Waits for what comes by itself, five seconds at most. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await isSo()) return
    await pause(50)
  }
  assert.fail(`still not so: ${isSo}`)
}
