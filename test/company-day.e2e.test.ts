import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { weekdays } from '../src/core/working-hours.ts'
import { bytesUnder } from './folder-bytes.ts'
import { converse } from './gates/conversation.ts'
import { blockIn, freePort, openGated, visit, wanted, withRating, write } from './gates/gated.ts'
import { canMount, layOutEtc } from './gates/own-etc.ts'
import { everyItem } from './rest.ts'
import { startProftpd } from './servers/ftp.ts'
import { startNginx } from './servers/nginx.ts'

// One day of the example company, the incident's attackers at its doors, in some twenty seconds.

const programs = wanted({ nginx: 'nginx-light', proftpd: 'proftpd-core', curl: 'curl' })

const office = { network: '127.20.30.0/24', label: 'office', owner: 'tanaka' }
const staff = ['127.20.30.11', '127.20.30.12', '127.20.30.13']
const vendor = '127.40.0.9'
const nightVendor = '127.41.0.9'
const crawlers = Array.from({ length: 40 }, (_, at) => `127.66.${at}.1`)
const guessers = Array.from({ length: 30 }, (_, at) => `127.77.${at}.1`)
const guesses = ['aoba', 'upload1', 'Hanako0401', 'password', '123456', 'admin'] as const
const passwords = { aoba: 'aoba', upload: 'upload1', photo: 'kX7#mVq2!tRw9z', sales: 'sales' } as const

interface Company {
  readonly servers: readonly ({ readonly id: string } & object)[]
  readonly systems: readonly {
    readonly id: string
    readonly allowlist?: unknown
    readonly list?: { readonly file: string }
  }[]
}
interface Decided {
  readonly ip: string
  readonly allow: boolean
  readonly rule: string
  readonly login: string | null
  readonly entry: { readonly network: string; readonly label: string | null } | null
}

interface Attack {
  readonly system: string
  readonly sources: readonly { readonly address: string }[]
  readonly logins: readonly { readonly login: string }[]
}

if (programs !== undefined && canMount()) {
  const gated = await openGated('shop', 'shop', {
    KAGIMORI_FINGERPRINT_COST: 'hmac',
    KAGIMORI_CANDIDATE_MILLISECONDS: '20',
    KAGIMORI_TIME_ZONE: 'UTC',
  })
  const { folder, rest, served } = gated
  const example = new URL('../examples/company/', import.meta.url)
  const company: Company = JSON.parse(readFileSync(new URL('company.json', example), 'utf8'))

  const asked = async (...question: Parameters<typeof rest>) => {
    const { status, body } = await rest(...question)
    assert.ok(status < 300, `${question[0]} ${question[1]}: ${JSON.stringify(body)}`)
    return body
  }
  const list = async (system: string, entries: readonly object[]) => {
    const path = `/systems/${system}/allowlist`
    const { headers } = await rest('GET', path)
    await asked('PUT', path, { entries }, { 'if-match': headers.get('etag') ?? '' })
  }
  const decided = (system: string) => everyItem<Decided>(rest, `/decisions?system=${system}`)

  for (const { id, ...server } of company.servers) await asked('PUT', `/servers/${id}`, server)
  for (const { id, allowlist: _allowlist, list: accounts, ...system } of company.systems) {
    await asked('PUT', `/systems/${id}`, { ...system, mode: 'enforce' })
    if (accounts === undefined) continue
    const bytes = readFileSync(new URL(accounts.file, example))
    await asked('POST', `/systems/${id}/account-lists`, new Blob([bytes]).stream())
  }
  for (const system of ['shop', 'ftp']) await list(system, [office])

  const shop = await freePort()
  write(folder, 'kagimori.token', blockIn('nginx.md', 0, gated), 0o600)
  write(folder, 'admin', 'orders of today')
  const places = { 'forward-auth/inventory': 'forward-auth/shop' }
  const block = `listen 127.0.0.1:${shop}; ${blockIn('nginx.md', 1, gated, places)}`
  await startNginx(programs.nginx, folder, block, shop)

  const ftp = await freePort()
  const { around } = layOutEtc(gated, {
    'pam.d/proftpd': withRating(blockIn('pam.md', 1, gated), gated, 'ftp'),
    ...loginsOf(passwords, join(folder, 'home')),
  })
  const more = `DefaultRoot ~\n${blockIn('pam.md', 2, gated)}`
  await startProftpd(programs.proftpd, folder, { port: ftp, more, around })

  const open = async (
    from: string,
    login = '',
    password = '',
    more: Readonly<Record<string, string>> = {},
  ) => {
    const basic = Buffer.from(`${login}:${password}`).toString('base64')
    const headers = { ...more, ...(login === '' ? {} : { Authorization: `Basic ${basic}` }) }
    return (await visit(shop, from, headers, 'GET', '/admin')).status
  }
  const logIn = (from: string, login: string, password: string) =>
    converse(ftp, from, [`USER ${login}`, `PASS ${password}`], line => /^\d{3} /.test(line))

  test('In the morning the office works in the shop and on the file server', async () => {
    for (const from of staff) assert.equal(await open(from, 'sato', 'sato2019'), 200)
    const words = await Promise.all(
      Object.entries(passwords).map(([login, password], at) =>
        logIn(staff[at % staff.length] ?? '', login, password),
      ),
    )
    for (const word of words) assert.match(word, /^230 /)
  })

  test('All day crawlers find no way into the shop’s admin page, whatever they pretend', async () => {
    const pretend = { 'X-Forwarded-For': staff[0] ?? '', 'X-Real-IP': staff[0] ?? '' }
    const tries = crawlers.flatMap(from => [
      open(from),
      open(from, 'admin', 'admin'),
      open(from, 'admin', 'Kanri!2026x', pretend),
    ])
    assert.deepEqual(new Set(await Promise.all(tries)), new Set([403]))
  })

  test('The right FTP password is of no use to whoever guesses it from outside', async () => {
    const tries = guessers.map((from, at) => logIn(from, 'upload', guesses[at % guesses.length] ?? ''))
    for (const word of await Promise.all(tries)) assert.match(word, /^530 /)
  })

  test('The vendor comes in while he is expected, and not at night', async () => {
    const until = new Date(Date.now() + 1_500).toISOString()
    await list('shop', [
      office,
      { network: vendor, label: 'vendor, works tonight', expiresAt: until },
      { network: nightVendor, label: 'vendor, works by day', hours: closedNow() },
    ])
    assert.equal(await open(nightVendor, 'vendor', 'hoshu-4471'), 403)
    assert.equal(await open(vendor, 'vendor', 'hoshu-4471'), 200)
    await pause(Date.parse(until) - Date.now() + 20)
    assert.equal(await open(vendor, 'vendor', 'hoshu-4471'), 403)
    assert.equal(await open(staff[0] ?? ''), 200)
  })

  test('In the evening the decisions show what was stopped, by which line, and from where', async t => {
    const [atShop, atFtp] = [await decided('shop'), await decided('ftp')]
    const count = (all: readonly Decided[], rule: string, among: readonly string[]) =>
      all.filter(one => one.rule === rule && among.includes(one.ip)).length
    assert.equal(count(atShop, 'not-listed', crawlers), 3 * crawlers.length)
    assert.equal(count(atFtp, 'not-listed', guessers), guessers.length)
    assert.equal(count(atShop, 'listed', staff), staff.length + 1)
    // The file server asks before it checks a right password, and after.
    const questions = 2 * Object.keys(passwords).length
    assert.equal(count(atFtp, 'listed', staff), questions)
    assert.deepEqual([count(atShop, 'listed', [vendor]), count(atShop, 'expired', [vendor])], [1, 1])
    assert.equal(count(atShop, 'outside-hours', [nightVendor]), 1)
    // One decision for each question, none twice, none lost.
    assert.equal(atShop.length, 3 * crawlers.length + staff.length + 4)
    assert.equal(atFtp.length, guessers.length + questions)
    const lines: Readonly<Record<string, string>> = {
      [vendor]: 'vendor, works tonight',
      [nightVendor]: 'vendor, works by day',
    }
    for (const one of [...atShop, ...atFtp]) {
      const line = lines[one.ip] ?? 'office'
      assert.equal(one.entry?.label, one.rule === 'not-listed' ? undefined : line, one.ip)
      assert.equal(one.allow, one.rule === 'listed', one.ip)
    }
    for (const [system, all] of Object.entries({ shop: atShop, ftp: atFtp })) {
      const stopped = all.filter(({ allow }) => !allow)
      const from = new Set(stopped.map(({ ip }) => ip)).size
      t.diagnostic(
        `${system}: ${stopped.length} stopped from ${from} addresses, ${all.length - stopped.length} let in`,
      )
    }
  })

  test('The attacks name the systems attacked, from where, and the logins tried', async () => {
    const attacks = new Map((await everyItem<Attack>(rest, '/attacks')).map(one => [one.system, one]))
    assert.deepEqual([...attacks.keys()], ['ftp', 'shop'])
    for (const [system, from, login] of [
      ['shop', crawlers, 'admin'],
      ['ftp', guessers, 'upload'],
    ] as const) {
      const { sources = [], logins = [] } = attacks.get(system) ?? {}
      assert.equal(sources.length, 10, system)
      for (const { address } of sources) assert.ok(from.includes(address), address)
      assert.equal(logins[0]?.login, login)
    }
  })

  test('The report names the weak passwords of the file server, and those who used one', async () => {
    const { id } = await asked('POST', '/audits', {})
    let { status } = await asked('GET', `/audits/${id}`)
    for (; status === 'running'; status = (await asked('GET', `/audits/${id}`)).status ?? '') await pause(100)
    assert.equal(status, 'done')
    const findings = await everyItem(rest, '/findings?system=ftp')
    const weak = new Set(
      findings.filter(({ verdict, login }) => verdict === 'bad' && login !== null).map(({ login }) => login),
    )
    for (const login of ['aoba', 'upload']) assert.ok(weak.has(login), login)
    // Of a password that no list holds, the login itself has shown the weakness.
    const [seen] = findings.filter(({ rule, login }) => rule === 'PW-01' && login === 'sales')
    assert.match(seen?.reason ?? '', /^The password is the login itself\. Seen in use at a login on /)
    const used = new Set((await decided('ftp')).filter(({ allow }) => allow).map(({ login }) => login))
    assert.deepEqual(used, new Set(Object.keys(passwords)))
  })

  test('A day of attacks leaves little behind on the disk, and no password', async () => {
    const written = [served.written(), ...bytesUnder(served.dataFolder)]
    assert.ok(Buffer.concat(written).length < 40 * 2 ** 20)
    for (const password of ['upload1', 'Kanri!2026x', 'hoshu-4471', passwords.photo])
      assert.ok(!written.some(bytes => bytes.includes(password)), password)
  })
}

/** One hour of the day (UTC) that begins twelve hours from now. */
function closedNow() {
  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16)
  return [{ days: weekdays, from: clock(12), to: clock(13) }]
}

/** The machine's own passwd and shadow with these logins more. */
function loginsOf(passwords: Readonly<Record<string, string>>, home: string) {
  const logins = Object.entries(passwords).map(([login, password]) => {
    const { stdout } = spawnSync('openssl', ['passwd', '-6', '-stdin'], { encoding: 'utf8', input: password })
    return {
      passwd: `${login}:x:5000:5000::${home}:/bin/sh\n`,
      shadow: `${login}:${stdout.trim()}:20000:0:99999:7:::\n`,
    }
  })
  const withLogins = (file: 'passwd' | 'shadow') =>
    `${readFileSync(`/etc/${file}`, 'utf8')}${logins.map(lines => lines[file]).join('')}`
  return { passwd: withLogins('passwd'), shadow: withLogins('shadow') }
}
