import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startServer } from '../served.ts'
import { kagimori } from './kagimori.ts'

const served = await startServer()
after(() => served.stop())

const issue = (language: string, ...more: readonly string[]) =>
  kagimori(['token', 'issue', 'nginx', ...more], '', {
    KAGIMORI_LISTEN: new URL(served.url).host,
    KAGIMORI_ADMIN_TOKEN: served.token,
    KAGIMORI_LANGUAGE: language,
  })

test('A gate’s token bound to no network is issued, and one sentence says how to bind it', async () => {
  for (const [language, sentence] of [
    ['en', /^kagimori: This token is accepted from any address .* --networks .*\.\n$/],
    ['ja', /^kagimori: このトークンは.*どのアドレスからでも使えます。.*--networks .*\n$/],
  ] as const) {
    const { out, err, exit } = await issue(language, '--scopes', 'decide')
    assert.match(err, sentence)
    assert.equal(exit, 0)
    assert.match(JSON.parse(out).token, /^kgm_/)
  }
})

test('Nothing is said of a token that is bound, or that opens no gate', async () => {
  const bound = await issue('en', '--scopes', 'decide', '--networks', '192.0.2.10/32')
  const reader = await issue('en', '--scopes', 'read')
  assert.deepEqual([bound.err, bound.exit, reader.err, reader.exit], ['', 0, '', 0])
})
