import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { compareFingerprints } from '../../src/core/account.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { openFingerprinter, openFingerprintKey, passingFingerprintKey } from '../../src/intake/fingerprint.ts'

const key = Buffer.alloc(32, 7)
const folder = mkdtempSync(join(tmpdir(), 'kagimori-key-'))
after(() => rmSync(folder, { recursive: true }))

describe('a fingerprint', () => {
  for (const cost of ['argon2id', 'hmac'] as const) {
    it(`by ${cost} is equal for equal passwords only, in every process with the key`, async () => {
      const [one, other] = [openFingerprinter({ key, cost }), openFingerprinter({ key, cost })]
      const fingerprint = await one.fingerprint('Tanaka2026!')
      assert.match(fingerprint, /^f1\.[0-9a-f]{8}\.[ah]\.[A-Za-z0-9_-]{43}$/)
      assert.equal(await other.fingerprint('Tanaka2026!'), fingerprint)
      assert.notEqual(await one.fingerprint('Tanaka2026?'), fingerprint)
      assert.equal(await one.fingerprint('パスワード'), await one.fingerprint('パスワード'.normalize('NFD')))
    })

    it(`by ${cost} of the stem is shared by what people call a new password`, async () => {
      const { stem } = openFingerprinter({ key, cost })
      assert.equal(await stem('Tanaka2025'), await stem('t@naka2026!'))
      assert.notEqual(await stem('Tanaka2025'), await stem('Sato2025'))
      assert.equal(await stem('123456'), undefined)
    })
  }

  it('does not change from one release to the next', async () => {
    assert.equal(await openFingerprinter({ key, cost: 'hmac' }).fingerprint('Tanaka2026!'), pinned.hmac)
    assert.equal(
      await openFingerprinter({ key, cost: 'argon2id' }).fingerprint('Tanaka2026!'),
      pinned.argon2id,
    )
  })

  it('under another key or another cost cannot be compared, and never counts as changed', async () => {
    const mine = await openFingerprinter({ key, cost: 'hmac' }).fingerprint('x')
    const costly = await openFingerprinter({ key, cost: 'argon2id' }).fingerprint('x')
    const foreign = await openFingerprinter({ key: passingFingerprintKey(), cost: 'hmac' }).fingerprint('x')
    assert.equal(compareFingerprints(mine, costly), 'incomparable')
    assert.equal(compareFingerprints(mine, foreign), 'incomparable')
  })

  it('of a text says in which role the text stood', async () => {
    const prints = openFingerprinter({ key, cost: 'hmac' })
    const all = [
      await prints.fingerprint('tanaka'),
      await prints.stem('tanaka'),
      prints.ofHash('tanaka'),
      prints.ofSalt('tanaka'),
    ]
    assert.equal(new Set(all).size, 4)
  })
})

const pinned = {
  hmac: 'f1.4bb06f8e.h.mXYFN4nyR8hZW9gXtvv-s3MXk84XQAv31T-6F2cLr7A',
  argon2id: 'f1.4bb06f8e.a.9DMJFQvrebBRkvQw2Uurh1e_mMA7nyugZJ-nkWRfUU4',
}

describe('the key file', () => {
  const refusal = (file: string) => {
    try {
      openFingerprintKey(file)
    } catch (error) {
      if (error instanceof Refusal) return error.key
      throw error
    }
    return 'accepted'
  }

  it('is made on first use, for its owner alone, and read again afterwards', () => {
    const file = join(folder, 'made.key')
    const made = openFingerprintKey(file)
    assert.equal(made.length, 32)
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(openFingerprintKey(file), made)
    assert.deepEqual(readdirSync(folder), ['made.key'], 'no draft is left')
    assert.equal(readFileSync(file, 'utf8').trim(), Buffer.from(made).toString('hex'))
  })

  it('may be hex or base64', () => {
    const file = join(folder, 'base64.key')
    writeFileSync(file, `${key.toString('base64')}\n`, { mode: 0o600 })
    assert.deepEqual(Buffer.from(openFingerprintKey(file)), key)
  })

  it('is refused when everybody can read it or when it is too short', () => {
    const file = join(folder, 'bad.key')
    writeFileSync(file, key.toString('hex'), { mode: 0o600 })
    chmodSync(file, 0o644)
    assert.equal(refusal(file), 'fingerprint-key-exposed')
    chmodSync(file, 0o640)
    assert.equal(refusal(file), 'accepted')
    writeFileSync(file, key.toString('hex').slice(2))
    assert.equal(refusal(file), 'fingerprint-key-short')
    writeFileSync(file, '')
    assert.equal(refusal(file), 'fingerprint-key-short')
  })
})
