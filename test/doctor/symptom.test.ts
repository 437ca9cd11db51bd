import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fault, knownServers, pageLines } from '../../src/doctor/page-lines.ts'
import { judgeSpoof, judgeVisit } from '../../src/doctor/symptom.ts'

const from = '192.0.2.7'
const listed = { allow: true, wouldAllow: true }
const stranger = { allow: false, wouldAllow: false }
const reported = { allow: true, wouldAllow: false }

const visits = {
  'whoever is listed comes in': [listed, 200, [from], 'good', 'doctor-in'],
  'a page behind a login of its own is open to the address all the same': [
    listed,
    401,
    [from],
    'good',
    'doctor-in',
  ],
  'whoever is not listed stays out': [stranger, 403, [from], 'good', 'doctor-out'],
  'a system that only reports proves nothing': [reported, 200, [from], 'unknown', 'doctor-reports-only'],
  'a listed one kept out by another rule': [listed, 403, [from], 'bad', 'doctor-kept-out'],
  'a server that asks and does not obey': [stranger, 200, [from], 'bad', 'doctor-let-in'],
  'a fault behind the gate': [listed, 502, [from], 'bad', 'doctor-server-fault'],
  'a server that does not ask': [stranger, 200, [], 'bad', 'doctor-not-asked'],
  'a redirect before the question': [stranger, 301, [], 'bad', 'doctor-not-asked'],
  'a server that asks for a password first, and may ask or not afterwards': [
    stranger,
    401,
    [],
    'unknown',
    'doctor-password-first',
  ],
  'a server that cannot ask': [listed, 500, [], 'bad', 'doctor-cannot-ask'],
  'a server without a token': [listed, 403, [], 'bad', 'doctor-token'],
  'a question about a proxy': [stranger, 403, ['203.0.113.9'], 'bad', 'doctor-other-address'],
  'a question about nobody': [stranger, 403, [''], 'bad', 'doctor-no-address'],
} as const

for (const [about, [expected, status, asked, verdict, key]] of Object.entries(visits)) {
  test(`A visit tells: ${about}`, () => {
    const found = judgeVisit(from, { visited: { from, status }, expected, asked })
    assert.deepEqual([found.verdict, found.key, found.from], [verdict, key, from])
  })
}

test('A visit without an answer tells why, and that IPv4 does not get to IPv6', () => {
  for (const [trouble, key] of [
    ['EINVAL', 'doctor-other-family'],
    ['ECONNREFUSED', 'doctor-no-answer'],
  ] as const) {
    const found = judgeVisit(from, { visited: { trouble }, expected: listed, asked: [] })
    assert.deepEqual([found.verdict, found.key], ['bad', key])
  }
})

test('A visit tells: whoever is kept out is shown the page of the listed, another one, or is sent elsewhere', () => {
  const inside = { from: '192.0.2.8', status: 200, page: 'stock' }
  for (const [status, page, key] of [
    [200, 'stock', 'doctor-let-in'],
    [200, 'denied', 'doctor-other-page'],
    [302, 'stock', 'doctor-other-page'],
    [403, 'denied', 'doctor-out'],
  ] as const) {
    const evidence = { visited: { from, status, page }, expected: stranger, asked: [from] }
    const { verdict, key: found, fault } = judgeVisit(from, evidence, inside)
    assert.deepEqual([found, verdict], [key, status === 403 ? 'good' : 'bad'])
    assert.equal(fault, key === 'doctor-let-in' ? 'obey' : undefined, 'no line is named that may be there')
  }
})

const lies = {
  'a record of the address it claimed': [stranger, false, 403, ['192.0.2.1'], 'bad', 'doctor-spoofed'],
  'let in by it, although nothing was recorded': [stranger, false, 200, [], 'bad', 'doctor-spoofed'],
  'let in by it, who comes in without it too': [stranger, true, 200, [from], 'good', 'doctor-not-spoofed'],
  'the real address was asked about': [stranger, false, 403, [from], 'good', 'doctor-not-spoofed'],
  'nobody asked': [stranger, false, 500, [], 'unknown', 'doctor-spoof-unknown'],
} as const

for (const [about, [expected, needsNone, status, asked, verdict, key]] of Object.entries(lies)) {
  test(`A lie tells: ${about}`, () => {
    const lie = { header: 'X-Real-IP', claimed: '192.0.2.1', needsNone }
    const found = judgeSpoof(from, lie, { visited: { from, status }, expected, asked })
    assert.deepEqual([found.verdict, found.key], [verdict, key])
  })
}

test('Every server with a page has a line for asking and one to obey by, about the very system', () => {
  assert.deepEqual(knownServers(), [
    'apache',
    'caddy',
    'dovecot',
    'haproxy',
    'nginx',
    'nginx-mail',
    'postfix',
    'proftpd',
    'pure-ftpd',
    'sshd',
    'vsftpd',
  ])
  for (const server of knownServers()) {
    const lines = pageLines(server, 'shop-1')
    // Postfix has no token to show.
    const faults = ['ask', 'reach', 'obey', ...(server === 'postfix' ? [] : ['token'])] as const
    for (const fault of faults as readonly Fault[]) {
      assert.ok(lines(fault).length > 0, `${server}: ${fault}`)
      assert.doesNotMatch(lines(fault).join(), /inventory|gate\.token (?:s?ftp)\b|=mail\b|\/mail\b/)
    }
    assert.match((['ask', 'reach', 'obey'] as const).flatMap(lines).join(), /shop-1/)
  }
  assert.throws(() => pageLines('../../package', 'shop'), { key: 'doctor-server' })
})
