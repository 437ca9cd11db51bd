import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import apr1 from '../../src/hashes/apr1.ts'

const program = 'openssl'

function openssl(password: string, salt: string): string {
  const { stdout } = spawnSync(program, ['passwd', '-apr1', '-salt', salt, '-stdin'], { input: password })
  return String(stdout).trim()
}

describe("Apache's md5", {
  skip: openssl('secret', 'abc').startsWith('$apr1$') ? false : 'no openssl here',
}, () => {
  test('opens what openssl passwd makes of any password and salt, and nothing else does', async () => {
    const password = fc.oneof(fc.stringMatching(/^[ -~]{1,80}$/), fc.stringMatching(/^[ぁ-ん一-龠]{1,12}$/))
    await fc.assert(
      fc.asyncProperty(password, fc.stringMatching(/^[./0-9A-Za-z]{1,8}$/), async (text, salt) => {
        const hash = openssl(text, salt)
        assert.equal(await apr1.verify(text, hash, { login: 'tanaka' }), true)
        assert.equal(await apr1.verify(`${text}x`, hash, { login: 'tanaka' }), false)
        assert.equal(apr1.salt?.(hash), salt)
      }),
      { numRuns: 40 },
    )
  })
})
