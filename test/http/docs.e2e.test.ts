import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium } from 'playwright-core'
import { needs } from '../debian.ts'
import { startServer } from '../served.ts'

/** A new browser must not look for anything but the page: whatever it asks elsewhere counts against the page. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

test('The page of the API works in a browser, offline and under its own strict policy', async t => {
  const executablePath = needs(t, 'chromium', 'chromium')
  if (executablePath === undefined) return
  const served = await startServer()
  const profile = mkdtempSync(join(tmpdir(), 'kagimori-chromium-'))
  const browser = await chromium.launchPersistentContext(profile, { executablePath, args: quiet })
  after(async () => {
    await browser.close()
    await served.stop()
    rmSync(profile, { recursive: true, force: true })
  })
  const page = await browser.newPage()
  const asked: string[] = []
  const complaints: string[] = []
  page.on('request', request => asked.push(request.url()))
  page.on('console', line => line.type() === 'error' && complaints.push(line.text()))
  page.on('pageerror', error => complaints.push(String(error)))

  const answer = await page.goto(`${served.url}/docs`, { waitUntil: 'networkidle' })
  assert.match(answer?.headers()['content-security-policy'] ?? '', /script-src 'self'/)
  const operation = page.locator('.opblock', { hasText: 'May this address come in?' })
  await operation.first().click()
  await operation.first().locator('.opblock-body').waitFor()
  assert.ok((await page.locator('.opblock').count()) > 30)
  assert.deepEqual(complaints, [])
  assert.deepEqual(
    asked.filter(url => !url.startsWith(`${served.url}/`) && !url.startsWith('data:')),
    [],
  )

  await t.test('and what it asks the service to do is done', async () => {
    await page.locator('.authorize').first().click()
    await page.locator('.modal-ux input').first().fill(served.token)
    await page.locator('.modal-ux button[type=submit]').first().click()
    await page.locator('.modal-ux .btn-done').first().click()
    await operation.first().locator('.try-out__btn').click()
    await operation.first().locator('textarea').first().fill('{"system":"kagimori","ip":"192.0.2.7"}')
    await operation.first().locator('.execute').click()
    const body = operation.first().locator('.live-responses-table .highlight-code').first()
    await body.waitFor()
    assert.match((await body.textContent()) ?? '', /"allow": false/)
    assert.deepEqual(complaints, [])
  })
})
