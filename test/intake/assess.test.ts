import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { before, describe, it } from 'node:test'
import type { AccountFacts, Assessment, Credential } from '../../src/core/account.ts'
import type { HashScheme } from '../../src/core/hash-scheme.ts'
import { Secret } from '../../src/core/secret.ts'
import { Assessor, type AssessorParts } from '../../src/intake/assess.ts'
import { openFingerprinter } from '../../src/intake/fingerprint.ts'
import type { OldPassword } from '../../src/intake/protocol.ts'
import { readShelf } from '../../src/shelf.ts'

const fingerprinter = openFingerprinter({ key: Buffer.alloc(32, 1), cost: 'hmac' })
let schemes: ReadonlyMap<string, HashScheme> = new Map()

before(async () => {
  schemes = await readShelf('hashes')
})

async function assess(
  credentials: readonly Credential[],
  facts: AccountFacts = { login: 'tanaka' },
  order: Partial<AssessorParts['order']> = {},
  old?: OldPassword,
): Promise<Assessment> {
  const whole = {
    askedLengths: [15, 8],
    companyWords: ['aoba'],
    systemWords: ['inventory'],
    now: '2026-04-01T00:00:00Z',
    candidateBudgetMilliseconds: 200,
    ...order,
  }
  const assessor = new Assessor({ order: whole, schemes, fingerprinter })
  const [credential = { seen: 'absent' }, ...alternatives] = credentials
  return (await assessor.assess({ line: 1, credential, alternatives, ...facts }, old)).assessment
}

const clear = (password: string): Credential => ({ seen: 'clear', secret: new Secret(password) })
const hashed = (text: string, scheme?: string): Credential => ({
  seen: 'hash',
  hash: new Secret(text),
  ...(scheme === undefined ? {} : { scheme }),
})
const sha1 = (password: string) => `{SHA}${createHash('sha1').update(password).digest('base64')}`

describe('a password in clear', () => {
  it('leaves its rating, its reasons and its fingerprints', async () => {
    const assessment = await assess([clear('Aoba-tanaka7')])
    assert.equal(assessment.credential, 'clear')
    assert.ok(assessment.weaknesses.includes('context'))
    assert.equal(assessment.lengthBucket, '12-13')
    assert.equal(assessment.fingerprint, await fingerprinter.fingerprint('Aoba-tanaka7'))
    assert.equal(assessment.stem, await fingerprinter.stem('Aoba-tanaka7'))
  })

  it("is told to be the login or a maker's default", async () => {
    assert.ok((await assess([clear('tanaka')])).weaknesses.includes('equals-login'))
    assert.ok((await assess([clear('admin')], { login: 'admin' })).weaknesses.includes('default'))
    assert.deepEqual((await assess([clear('')])).weaknesses, ['blank'])
  })

  it('is rated knowing whose it is', async () => {
    const facts = { login: 'x1001', displayName: 'Kurosawa Botan', phone: '03-5555-0199' }
    const own = await assess([clear('kurosawa-botan')], facts)
    const others = await assess([clear('kurosawa-botan')], { login: 'x1001' })
    assert.ok((own.guessesLog10 ?? 99) < (others.guessesLog10 ?? 0))
    assert.ok((await assess([clear('0355550199')], facts)).weaknesses.includes('context'))
  })
})

describe('a hash', () => {
  it('leaves its scheme, and fingerprints of hash and salt, but never itself', async () => {
    const text = '$2y$05$lbn5I8rNPqkSIPhq8JjpIuaCOCJyO/b8fRsVGDsqDi6RwYfqCZsTa'
    const assessment = await assess([hashed(text)], undefined, { candidateBudgetMilliseconds: 0 })
    assert.equal(assessment.hash?.scheme, 'bcrypt')
    assert.deepEqual([assessment.hashFingerprint, assessment.score], [fingerprinter.ofHash(text), undefined])
    assert.match(assessment.saltFingerprint ?? '', /^f1\./)
    assert.ok(!JSON.stringify(assessment).includes('lbn5I8rN'))
  })

  it('of a password anybody would try is opened, and then rated like one in clear', async () => {
    for (const password of ['', 'tanaka', 'tanaka123', 'Inventory2026', 'qwerty', 'sakura']) {
      const assessment = await assess([hashed(sha1(password))])
      assert.equal(assessment.fingerprint, await fingerprinter.fingerprint(password), password)
      assert.deepEqual([assessment.credential, assessment.hash?.class], ['hash', 'unsalted'])
      assert.ok((assessment.score ?? 4) <= 2)
    }
    assert.ok((await assess([hashed(sha1('toor'))], { login: 'root' })).weaknesses.includes('default'))
  })

  it('of a password nobody would try stays unknown, with no score', async () => {
    const assessment = await assess([hashed(sha1('vexing-plum-orbit'))])
    assert.deepEqual(
      [assessment.score, assessment.fingerprint, assessment.weaknesses],
      [undefined, undefined, []],
    )
  })

  it('is not tried at all without a budget', async () => {
    assert.equal(
      (await assess([hashed(sha1('tanaka'))], undefined, { candidateBudgetMilliseconds: 0 })).score,
      undefined,
    )
  })

  it('made with a realm or with the login is opened with them', async () => {
    const md5 = (text: string) => createHash('md5').update(text).digest('hex')
    const digest = { ...hashed(md5('tanaka:webdav:tanaka123'), 'htdigest'), realm: 'webdav' } as Credential
    assert.notEqual((await assess([digest])).score, undefined)
    assert.notEqual((await assess([hashed(`md5${md5('passwordtanaka')}`)])).score, undefined)
  })

  it('of no known scheme is kept as a hash without one', async () => {
    const assessment = await assess([hashed('$zz$unknown')])
    assert.deepEqual(Object.keys(assessment).toSorted(), ['credential', 'hashFingerprint', 'weaknesses'])
  })
})

describe('an account with several passwords', () => {
  it('is as weak as the weakest, and one not seen through outweighs a strong one', async () => {
    const strong = clear('k9#mQ2$vL7!pR4z')
    assert.equal((await assess([strong, clear('tanaka')])).score, 0)
    assert.equal((await assess([strong, hashed('$zz$unknown')])).score, undefined)
    assert.equal((await assess([hashed('$zz$unknown'), clear('tanaka')])).score, 0)
    assert.equal((await assess([{ seen: 'locked' }, strong])).credential, 'clear')
    assert.equal((await assess([{ seen: 'locked' }])).credential, 'locked')
  })
})

describe('a new password against the one that must go', () => {
  const against = async (old: string, fresh: string) => {
    const [fingerprint, stem] = [await fingerprinter.fingerprint(old), await fingerprinter.stem(old)]
    const task = { fingerprint, ...(stem === undefined ? {} : { stem }) }
    return (await assess([clear(fresh)], undefined, {}, task)).variant
  }

  it('is a variant with the same stem or with one character more', async () => {
    assert.equal(await against('Tanaka2025', 'Tanaka2026'), 'stem')
    assert.equal(await against('73059164', '730591648'), 'one-character-more')
    assert.equal(await against('vexingplum', 'vexingxplum'), 'one-character-more')
  })

  it('is none when it is the same or another altogether', async () => {
    assert.equal(await against('Tanaka2025', 'Tanaka2025'), undefined)
    assert.equal(await against('Tanaka2025', 'vexing-plum-orbit'), undefined)
  })

  it('is not judged against fingerprints of another key', async () => {
    const foreign = openFingerprinter({ key: Buffer.alloc(32, 2), cost: 'hmac' })
    const task = { fingerprint: await foreign.fingerprint('Tanaka2025') }
    assert.equal((await assess([clear('Tanaka2026')], undefined, {}, task)).variant, undefined)
  })
})
