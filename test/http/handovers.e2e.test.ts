import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { chromium } from 'playwright-core'
import { needs } from '../debian.ts'
import { restOf } from '../rest.ts'
import { startServer } from '../served.ts'

const quiet = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']
const password = 'Kiri-<b>7hq2</b>-"&-9f'

test('In a browser without scripts the button shows the password once, and reloading shows it no more', async t => {
  const executablePath = needs(t, 'chromium', 'chromium')
  if (executablePath === undefined) return
  const served = await startServer()
  const profile = mkdtempSync(join(tmpdir(), 'kagimori-chromium-'))
  const options = { executablePath, args: quiet, javaScriptEnabled: false, locale: 'ja-JP' }
  const browser = await chromium.launchPersistentContext(profile, options)
  after(async () => {
    await browser.close()
    await served.stop()
    rmSync(profile, { recursive: true, force: true })
  })
  const { body } = await restOf(served)('POST', '/handovers', { password })
  const page = await browser.newPage()
  const complaints: string[] = []
  page.on('console', line => line.type() === 'error' && complaints.push(line.text()))
  await page.goto(`${served.url}${body.link}`)
  await page.reload()
  assert.equal(await page.title(), 'パスワードのお渡し')
  await page.getByRole('button', { name: 'パスワードを表示' }).click()
  assert.equal(await page.locator('textarea').inputValue(), password)
  assert.deepEqual(complaints, [])
  await page.goto(`${served.url}${body.link}`)
  assert.match((await page.locator('main').textContent()) ?? '', /このリンクには何もありません/)
})
