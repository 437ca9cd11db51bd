import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { weaknessCodes } from '../../src/core/account.ts'
import { assessRisk, type RiskFacts, riskWeights } from '../../src/core/risk.ts'

/** The incident: FTP on the rented server, open to the internet, in plaintext, beside everything else. */
const rentedServer: RiskFacts = {
  credential: 'clear',
  score: 0,
  weaknesses: ['default'],
  peerCount: 0,
  crossSensitivity: false,
  exposure: 'internet',
  plaintextEndpoint: true,
  allowlisted: false,
  coLocatedPublic: true,
}
const strong: RiskFacts = { ...rentedServer, score: 4, weaknesses: [] }
const calm: RiskFacts = {
  ...strong,
  exposure: 'intranet',
  plaintextEndpoint: false,
  allowlisted: true,
  coLocatedPublic: false,
}

const anyFacts: fc.Arbitrary<RiskFacts> = fc.record(
  {
    credential: fc.constantFrom('clear', 'hash', 'locked', 'absent'),
    score: fc.constantFrom(0, 1, 2, 3, 4),
    weaknesses: fc.subarray([...weaknessCodes]),
    peerCount: fc.nat(30),
    crossSensitivity: fc.boolean(),
    exposure: fc.constantFrom('internet', 'intranet', 'localhost'),
    plaintextEndpoint: fc.boolean(),
    allowlisted: fc.boolean(),
    coLocatedPublic: fc.boolean(),
    role: fc.constantFrom('admin', 'user', 'service'),
    enabled: fc.boolean(),
  },
  {
    requiredKeys: [
      'credential',
      'weaknesses',
      'peerCount',
      'crossSensitivity',
      'exposure',
      'plaintextEndpoint',
      'allowlisted',
      'coLocatedPublic',
    ],
  },
)

/** Changes that make an account more dangerous or leave it as it is, never less. */
const worse: Readonly<Record<string, (facts: RiskFacts) => RiskFacts>> = {
  'a weaker password': facts =>
    facts.score === undefined
      ? facts
      : { ...facts, score: Math.max(0, facts.score - 1) as NonNullable<RiskFacts['score']> },
  'a strong password no longer rated': facts => {
    const { score, ...unrated } = facts
    return score !== undefined && score >= 2 ? unrated : facts
  },
  'a default password': facts => ({ ...facts, weaknesses: [...facts.weaknesses, 'default'] }),
  'a leaked password': facts => ({ ...facts, weaknesses: [...facts.weaknesses, 'breached'] }),
  'a blank password': facts => ({ ...facts, weaknesses: [...facts.weaknesses, 'blank'] }),
  'an unlocked account': facts => (facts.credential === 'locked' ? { ...facts, credential: 'clear' } : facts),
  'one more account with it': facts => ({ ...facts, peerCount: facts.peerCount + 1 }),
  'reuse across sensitivity': facts => ({ ...facts, crossSensitivity: true }),
  'intranet instead of localhost': facts =>
    facts.exposure === 'localhost' ? { ...facts, exposure: 'intranet' } : facts,
  'internet instead of intranet': facts =>
    facts.exposure === 'intranet' ? { ...facts, exposure: 'internet' } : facts,
  'a plaintext protocol': facts => ({ ...facts, plaintextEndpoint: true }),
  'no allowlist': facts => ({ ...facts, allowlisted: false }),
  'a public neighbour': facts => ({ ...facts, coLocatedPublic: true }),
  'service instead of user': facts => (facts.role === 'user' ? { ...facts, role: 'service' } : facts),
  'administrator rights': facts => ({ ...facts, role: 'admin' }),
  'an enabled account': facts => ({ ...facts, enabled: true }),
}

describe('risk', () => {
  test('a default password on internet FTP, in plaintext, without allowlist, on a shared server, is 100', () => {
    assert.deepEqual(assessRisk(rentedServer), {
      risk: 100,
      base: { because: 'default', points: 55 },
      factors: [
        { because: 'internet', factor: 1.5 },
        { because: 'plaintext', factor: 1.4 },
        { because: 'no-allowlist', factor: 1.2 },
        { because: 'co-located', factor: 1.2 },
      ],
    })
  })

  test('a strong unique password in the same place stays at or below 20, even an administrator’s', () => {
    assert.equal(assessRisk(strong).risk, 12)
    assert.equal(assessRisk({ ...strong, role: 'admin' }).risk, 16)
  })

  test('a password nobody has seen ranks between weak and middling, never as strong', () => {
    const { score: _, ...unrated } = { ...calm, credential: 'hash' as const }
    assert.equal(assessRisk(unrated).base.because, 'unrated')
    assert.ok(assessRisk({ ...calm, score: 2 }).risk < assessRisk(unrated).risk)
    assert.ok(assessRisk(unrated).risk < assessRisk({ ...calm, score: 1 }).risk)
  })

  test('a disabled or locked account has a low risk whatever its password', () => {
    const disabled = assessRisk({ ...rentedServer, enabled: false })
    assert.equal(disabled.risk, 17)
    assert.equal(disabled.factors.at(-1)?.because, 'disabled')
    const locked = assessRisk({ ...rentedServer, credential: 'locked' })
    assert.deepEqual(locked.base, { because: 'locked', points: 1 })
    assert.equal(locked.risk, 3)
  })

  test('reuse is told once, by its gravest form', () => {
    const reuse = (facts: Partial<RiskFacts>) =>
      assessRisk({ ...calm, ...facts }).factors.filter(({ because }) => because.startsWith('reused'))
    assert.deepEqual(reuse({ peerCount: 1 }), [{ because: 'reused', factor: 1.3 }])
    assert.deepEqual(reuse({ peerCount: 10 }), [{ because: 'reused-widely', factor: 1.5 }])
    assert.deepEqual(reuse({ peerCount: 10, crossSensitivity: true }), [
      { because: 'reused-across-sensitivity', factor: 1.7 },
    ])
  })

  for (const [change, apply] of Object.entries(worse)) {
    test(`${change} never lowers the risk`, () => {
      fc.assert(
        fc.property(anyFacts, facts => {
          assert.ok(assessRisk(apply(facts)).risk >= assessRisk(facts).risk)
        }),
        { numRuns: 500 },
      )
    })
  }

  test('the risk is what its own explanation multiplies out to, each part with a sentence', () => {
    fc.assert(
      fc.property(anyFacts, facts => {
        const { risk, base, factors } = assessRisk(facts)
        const product = factors.reduce((sum, { factor }) => sum * factor, base.points)
        assert.equal(risk, Math.min(100, Math.round(product)))
        for (const { because } of [base, ...factors]) {
          assert.ok(riskWeights[because]?.about.en && riskWeights[because].about.ja, because)
        }
      }),
    )
  })
})
