import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ProbeResult, ProbeUnknown } from '../../src/core/probe.ts'
import { Secret } from '../../src/core/secret.ts'
import { askBoth } from '../../src/proof/asked-system.ts'

type Said = 'accepted' | 'refused' | ProbeUnknown
const both = { oldPassword: new Secret('the-old-one'), newPassword: new Secret('the-new-one') }
const at = '2026-11-23T00:00:00.000Z'

function result(said: Said, endpoint = 'ftp://ftp.aoba.example:21'): ProbeResult {
  const isClear = said === 'accepted' || said === 'refused'
  return { answer: isClear ? { answer: said } : { answer: 'unknown', reason: said }, endpoint, at }
}

/** A system that answers each try of a password with the next of these; its last answer stays. */
function systemSaying(news: readonly Said[], olds: readonly Said[]) {
  const tried: string[] = []
  const waited: number[] = []
  const answers = { 'the-new-one': [...news], 'the-old-one': [...olds] }
  const asking = {
    pauses: [2_500, 7_500],
    wait: async (milliseconds: number) => void waited.push(milliseconds),
    tryLogin: async (password: Secret) => {
      const which = password.reveal() as keyof typeof answers
      const [said = 'unreadable'] = answers[which].length > 1 ? answers[which].splice(0, 1) : answers[which]
      tried.push(`${which === 'the-new-one' ? 'new' : 'old'} ${said}`)
      return [result(said)]
    },
  }
  return { asking, tried, waited }
}

const cases: readonly (readonly [
  about: string,
  news: readonly Said[],
  olds: readonly Said[],
  says: string,
  tries: number,
])[] = [
  ['changed at once', ['accepted'], ['refused'], 'changed', 2],
  [
    'the old one let in for ten seconds more',
    ['accepted'],
    ['accepted', 'accepted', 'refused'],
    'changed',
    4,
  ],
  ['the old one let in for good', ['accepted'], ['accepted'], 'old-accepted', 4],
  ['not changed: the old one is never tried', ['refused'], ['accepted'], 'new-refused', 1],
  ['out of reach at first', ['unreachable', 'timed-out', 'accepted'], ['refused'], 'changed', 4],
  ['out of reach', ['unreachable'], ['refused'], 'unknown', 3],
  ['a broken certificate is not asked again', ['tls-failed'], ['refused'], 'unknown', 1],
  ['a locked account is not asked again', ['locked'], ['refused'], 'unknown', 1],
  ['locked before the old one was judged', ['accepted'], ['locked'], 'unknown', 2],
  ['nowhere to ask', ['no-endpoint'], ['refused'], 'not-askable', 1],
  ['the hour’s budget spent', ['budget-spent'], ['refused'], 'unknown', 1],
]

for (const [about, news, olds, says, tries] of cases) {
  test(`a system says ${says}: ${about}`, async () => {
    const { asking, tried } = systemSaying(news, olds)
    const asked = await askBoth(asking, both)
    assert.deepEqual([asked.says, tried.length], [says, tries], tried.join(', '))
    assert.equal(asked.answers[0]?.password, 'new')
  })
}

test('without the old password the new one is tried alone', async () => {
  const { asking, tried } = systemSaying(['accepted'], ['refused'])
  const asked = await askBoth(asking, { ...both, oldPassword: undefined })
  assert.deepEqual([asked.says, tried], ['old-untried', ['new accepted']])
})

test('a refusal by another endpoint than the one that let the new password in proves nothing', async () => {
  const asked = await askBoth(
    {
      pauses: [],
      wait: async () => undefined,
      tryLogin: async password =>
        password.reveal() === 'the-new-one'
          ? [result('timed-out', 'imaps://a:993'), result('accepted', 'ftps://b:990')]
          : [result('refused', 'imaps://a:993')],
    },
    both,
  )
  assert.equal(asked.says, 'unknown')
})

test('whatever a system answers, it is shown at most one wrong password and waits ten seconds at most for each', async () => {
  const said = fc.constantFrom<Said>('accepted', 'refused', 'timed-out', 'unreachable', 'try-later', 'locked')
  const row = fc.array(said, { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(row, row, async (news, olds) => {
      const { asking, tried, waited } = systemSaying(news, olds)
      const { says } = await askBoth(asking, both)
      assert.ok(tried.filter(each => each.endsWith('refused')).length <= 1, tried.join(', '))
      assert.ok(waited.reduce((sum, each) => sum + each, 0) <= 20_000)
      if (says === 'changed') {
        assert.ok(tried.includes('new accepted') && tried.at(-1) === 'old refused', tried.join(', '))
      }
    }),
    { numRuns: 1_000 },
  )
})
