import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ftp, ftpList, openDoor } from './door.ts'

const { ask } = await openDoor()
await ask('put', '/systems/ftp', ftp)
await ask('put', '/systems/mail', { ...ftp, kind: 'mail' })
for (const id of ['mail', 'ftp']) {
  await ask('post', `/systems/${id}/account-lists`).set('Content-Type', 'text/csv').send(ftpList)
}
const found = async (query: string) => (await ask('get', `/findings?${query}`)).body.items
const inOneYear = new Date(Date.now() + 300 * 86_400_000).toISOString()

test('A filter that names what there is not is refused, not answered with nothing', async () => {
  for (const [path, code] of [
    ['/findings?system=nosuch', 'system-unknown'],
    ['/findings?rule=pw-01', 'rule-unknown'],
    ['/rotation-tasks?system=nosuch', 'system-unknown'],
  ] as const) {
    const { status, body } = await ask('get', path)
    assert.deepEqual([status, body.code], [404, code], path)
  }
})

test('Findings are filtered by system, rule, severity, verdict, status and login, and told in the reader’s language', async () => {
  const [finding] = await found('system=ftp&rule=PW-04&login=tanaka&status=open')
  assert.equal(finding.login, 'tanaka')
  assert.ok(
    (await found('severity=critical')).every(({ severity }: { severity: string }) => severity === 'critical'),
  )
  for (const verdict of ['bad', 'unknown']) {
    const all: readonly { readonly verdict: string }[] = await found(`verdict=${verdict}`)
    assert.deepEqual(new Set(all.map(({ verdict }) => verdict)), new Set([verdict]))
  }
  const { body } = await ask('get', `/findings/${finding.id}`).set('Accept-Language', 'ja')
  assert.match(body.reason, /[ぁ-ん]/)
  assert.equal(body.reasonCode, finding.reasonCode)
  assert.equal((await ask('get', '/findings?severity=terrible')).status, 400)
})

test('One finding tells how its risk came about and what else falls with this password', async () => {
  const [{ id }] = await found('system=ftp&rule=PW-04')
  const { body } = await ask('get', `/findings/${id}`)
  assert.ok(body.risk.risk > 50 && body.risk.factors.length > 0)
  assert.ok(body.risk.factors.every(({ about }: { about: string }) => about.length > 0))
  assert.deepEqual(body.blastRadius, [{ system: 'mail', login: 'tanaka', because: 'same-password' }])
})

test('A waiver needs reason, approver and an end; it is shown and can be ended', async () => {
  const [{ id }] = await found('system=ftp&rule=TR-01')
  const waive = (expiresAt: string) =>
    ask('post', `/findings/${id}/waiver`, { reason: 'Moves in spring', approver: 'owner', expiresAt })
  assert.equal((await ask('post', `/findings/${id}/waiver`, { reason: 'x', approver: 'y' })).status, 400)
  assert.equal((await waive('2020-01-01T00:00:00Z')).body.code, 'waiver-expiry')
  const { body } = await waive(inOneYear)
  assert.deepEqual([body.status, body.waiver.approver, body.waiver.expiresAt], ['waived', 'owner', inOneYear])
  assert.equal((await ask('delete', `/findings/${id}/waiver`)).body.status, 'open')
  assert.equal((await ask('get', '/findings/f_none')).status, 404)
})

test('An audit is begun with 202 and followed to its end; its report comes in every format there is', async () => {
  const begun = await ask('post', '/audits', { systems: ['ftp'] })
  assert.equal(begun.status, 202)
  let audit = begun.body
  for (let tries = 0; audit.status === 'running' && tries < 200; tries++) {
    await new Promise(resolve => setTimeout(resolve, 25))
    audit = (await ask('get', String(begun.headers.location))).body
  }
  assert.deepEqual([audit.status, audit.progress, audit.coverage.accounts], ['done', 1, 2])
  assert.ok(audit.findings.critical > 0)
  const unknown = await ask('get', `${begun.headers.location}/report.pdf`)
  assert.equal(unknown.status, 404)
  const formats: readonly string[] = unknown.body.hint.match(/one of: (.*)\./)?.[1]?.split(', ') ?? []
  assert.ok(formats.includes('csv'), unknown.body.hint)
  for (const format of formats) {
    const { status, headers } = await ask('get', `${begun.headers.location}/report.${format}`)
    assert.equal(status, 200, format)
    if (format === 'html') assert.match(headers['content-security-policy'] ?? '', /style-src 'sha256-/)
  }
})
