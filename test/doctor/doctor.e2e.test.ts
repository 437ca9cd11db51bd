import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { blockIn, freePort, openGated, startDaemon, visit, visitors, wanted, write } from '../gates/gated.ts'
import { argumentsIn, type Ended, run } from '../sync/kept.ts'

const { listed, stranger } = visitors
const programs = wanted({ nginx: 'nginx-light' })

interface Symptom {
  readonly verdict: string
  readonly from: string | null
  readonly code: string
  readonly lines: readonly string[]
}

if (programs !== undefined) {
  const gated = await openGated('inventory', 'inventory')
  const { folder, rest, at } = gated
  const { body: issued } = await rest('POST', '/tokens', { name: 'doctor', scopes: ['read'] })
  const service = { at, token: String(issued.token) }
  const port = await freePort()
  const token = write(folder, 'kagimori.token', blockIn('nginx.md', 0, gated), 0o600)
  write(folder, 'stock', 'stock')
  const right = blockIn('nginx.md', 1, gated)
  const file = join(folder, 'nginx.conf')
  let generation = 0
  const configure = (block: string, before = '') => {
    generation += 1
    write(
      folder,
      'nginx.conf',
      `daemon off; pid ${folder}/nginx.pid; error_log stderr; user root; events {}
       http { access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
         fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s; ${before}
         server { listen 127.0.0.1:${port}; root ${folder}; ${block}
           location = /which { auth_request off; return 200 "${generation}"; } } }`,
    )
  }
  configure(right)
  const daemon = await startDaemon(programs.nginx, ['-c', file], port)

  /** nginx hands a reload on to its workers when it has answered already. */
  const reconfigure = async (block: string, before = '') => {
    configure(block, before)
    daemon.kill('SIGHUP')
    for (let tries = 0; tries < 200; tries += 1) {
      if ((await visit(port, listed, {}, 'GET', '/which')).text === String(generation)) return
      await pause(25)
    }
    assert.fail('nginx did not take up its configuration')
  }
  const whole = argumentsIn('doctor.md', 0, {
    'http://192.0.2.10': `http://127.0.0.1:${port}`,
    '192.0.2.30': listed,
    '192.0.2.31': stranger,
  })
  const first = whole.indexOf('--from')
  const froms = whole.slice(first, first + 3)
  const usual = whole.filter(word => !froms.includes(word))
  const examine = async (
    ...more: readonly string[]
  ): Promise<Ended & { readonly found: readonly Symptom[] }> => {
    const ended = await run([...usual, '--output', 'json', ...more], service)
    return { ...ended, found: ended.out === '' ? [] : JSON.parse(ended.out).symptoms }
  }
  const codes = (found: readonly Symptom[]) => found.map(({ from, code }) => `${from ?? ''} ${code}`.trim())

  test('a gate as the page has it is found good: one address in, another out, no lie helps', async () => {
    const { found, exit, err } = await examine(...froms)
    assert.equal(exit, 0, err)
    assert.deepEqual(codes(found), [
      'doctor-closed-gate',
      `${listed} doctor-in`,
      `${listed} doctor-not-spoofed`,
      `${stranger} doctor-out`,
      `${stranger} doctor-not-spoofed`,
    ])
  })

  test('as a table it is read by people, in Japanese too', async () => {
    const { out, exit } = await run([...usual, ...froms], { ...service, language: 'ja' })
    assert.equal(exit, 0)
    assert.match(out, /良好.*127\.0\.0\.3.*許可リストどおり拒否されます。/)
  })

  test('what could not be seen is not good: without a stranger among the visitors it says so and ends with 3', async () => {
    const { found, exit } = await examine('--from', listed)
    assert.equal(exit, 3)
    assert.deepEqual(codes(found).at(-1), 'doctor-none-outside')
    const { found: fromStranger, exit: end } = await examine('--from', stranger)
    assert.deepEqual([end, codes(fromStranger).at(-1)], [3, 'doctor-none-inside'])
  })

  test('a system that only reports is told as such', async () => {
    await gated.setMode('report')
    const { found, exit } = await examine(...froms)
    await gated.setMode('enforce')
    assert.equal(exit, 3)
    assert.ok(codes(found).includes(`${stranger} doctor-reports-only`))
  })

  test('without the line that asks it names that line', async () => {
    await reconfigure(right.replace('auth_request /kagimori;', ''))
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    assert.ok(codes(found).includes(`${stranger} doctor-not-asked`))
    const { lines } = found.find(({ code }) => code === 'doctor-not-asked') ?? {}
    assert.deepEqual(lines, ['auth_request /kagimori;'])
    const { out } = await run([...usual, ...froms], service)
    assert.match(out, /the line that makes it ask is missing/)
    assert.match(out, /auth_request \/kagimori;/)
  })

  test('where a password is asked for first, no line is said to be missing', async () => {
    write(folder, 'htpasswd', 'tanaka:{PLAIN}spring\n')
    await reconfigure(
      `${right} location = /stock { auth_basic "inventory"; auth_basic_user_file ${folder}/htpasswd; auth_request /kagimori; }`,
    )
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 3)
    for (const from of [listed, stranger]) {
      assert.ok(codes(found).includes(`${from} doctor-password-first`), codes(found).join())
    }
    assert.deepEqual(
      found.flatMap(({ lines }) => lines),
      [],
    )
  })

  test('a location that goes around the gate is found by its page', async () => {
    await reconfigure(`${right} location = /stock { return 301 /elsewhere; }`)
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    assert.ok(codes(found).includes(`${listed} doctor-not-asked`))
  })

  test('proxies trusted too widely let a visitor choose his address, and the lines about it are named', async () => {
    await reconfigure(right, 'set_real_ip_from 127.0.0.0/8; real_ip_header X-Forwarded-For;')
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    const spoofed = found.find(({ code, from }) => code === 'doctor-spoofed' && from === stranger)
    assert.deepEqual(spoofed?.lines, [
      'proxy_set_header X-Real-IP $remote_addr;',
      'proxy_set_header X-Forwarded-For $remote_addr;',
    ])
  })

  test('without the lines that hand on the address it says so, and that a header of one’s own would do', async () => {
    await reconfigure(right.replaceAll(/proxy_set_header X-(?:Real-IP|Forwarded-For) \$remote_addr;/g, ''))
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    assert.ok(codes(found).includes(`${listed} doctor-no-address`))
    assert.ok(codes(found).includes(`${stranger} doctor-spoofed`))
  })

  test('without the token, and without a way to Kagimori, it tells the one from the other', async () => {
    await reconfigure(right.replace(`include ${token};`, ''))
    assert.ok(codes((await examine(...froms)).found).includes(`${listed} doctor-token`))
    await reconfigure(right.replace(at, `127.0.0.1:${await freePort()}`))
    const { found } = await examine(...froms)
    const { lines } = found.find(({ code, from }) => code === 'doctor-cannot-ask' && from === listed) ?? {}
    assert.match(
      lines?.join() ?? '',
      /^proxy_pass http:\/\/127\.0\.0\.1:8420\/gates\/forward-auth\/inventory;$/,
    )
  })

  test('a rule of the server that is enough by itself goes around the gate, and is found', async () => {
    await reconfigure(`${right} satisfy any; allow all;`)
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    assert.ok(codes(found).includes(`${stranger} doctor-not-asked`), codes(found).join())
  })

  test('a refusal that is sent as 200 is told from a gate that lets in, and no line is said to be missing', async () => {
    write(folder, 'denied.html', 'Not from here.')
    await reconfigure(
      `${right} error_page 403 =200 /denied.html; location = /denied.html { internal; auth_request off; }`,
    )
    const { found, exit } = await examine(...froms)
    assert.equal(exit, 1)
    assert.ok(codes(found).includes(`${listed} doctor-in`), codes(found).join())
    const { lines } = found.find(({ code, from }) => code === 'doctor-other-page' && from === stranger) ?? {}
    assert.deepEqual(lines, [])
    const { out } = await run([...usual, ...froms], service)
    assert.match(out, /answers 200, with another page/)
    assert.match(out.replaceAll(/[\s│]+/g, ' '), /error_page 403 without "=200"/)
  })

  test('mistakes of the caller are refused with what to write instead', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [
        ['doctor', 'inventory', '--url', 'gopher://shop'],
        /"gopher:\/\/shop" is no address.*\n.*https:\/\/shop\.aoba\.example.*imaps, /,
      ],
      [
        [...usual, '--server', 'iis'],
        /There is no page on "iis"\.\n {2}Write one of: apache, caddy, dovecot, haproxy, nginx/,
      ],
      [[...usual, '--from', 'office'], /"office"/],
      [[...usual, '--key', 'key'], /belong to a --login/],
      [['doctor', 'nowhere', '--url', 'http://127.0.0.1/'], /nowhere/],
    ]
    for (const [args, told] of cases) {
      const { exit, err } = await run(args, service)
      assert.equal(exit, 2, err)
      assert.match(err, told)
    }
  })

  test('of a login server that does not answer too', async () => {
    const url = `imap://127.0.0.1:${await freePort()}`
    const { exit, out } = await run(['doctor', 'inventory', '--url', url, ...froms], service)
    assert.equal(exit, 1)
    assert.match(out, /does not answer \(ECONNREFUSED\)/)
  })

  test('a server that does not answer is told by the reason', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`
    const { exit, out } = await run(['doctor', 'inventory', '--url', url, ...froms], service)
    assert.equal(exit, 1)
    assert.match(out, /does not answer \(ECONNREFUSED\)/)
  })

  test('an address of another family than the server’s is told as such, at a page and at a login', async () => {
    for (const scheme of ['http', 'imap']) {
      const url = `${scheme}://127.0.0.1:${port}`
      const { out } = await run(['doctor', 'inventory', '--url', url, '--from', '::1'], service)
      assert.match(out, /of different families/)
    }
  })
}
