import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { LoginPlace, ProbeResult, ProbeUnknown } from '../../src/core/probe.ts'
import { Secret } from '../../src/core/secret.ts'
import { askBoth } from '../../src/proof/asked-system.ts'

type Said = 'accepted' | 'refused' | ProbeUnknown
const both = { oldPassword: new Secret('the-old-one'), newPassword: new Secret('the-new-one') }
const at = '2026-11-23T00:00:00.000Z'

function result(said: Said, endpoint = 'ftp://ftp.aoba.example:21'): ProbeResult {
  const isClear = said === 'accepted' || said === 'refused'
  return { answer: isClear ? { answer: said } : { answer: 'unknown', reason: said }, endpoint, at }
}

interface Endpoint {
  readonly name?: string
  /** What it answers to each try of either password; the last answer stays. */
  readonly news: readonly Said[]
  readonly olds: readonly Said[]
}

/** A system with these endpoints, what they were asked, and for how long that was put off. */
function systemOf(...endpoints: readonly Endpoint[]) {
  const tried: string[] = []
  const waited: number[] = []
  const places = endpoints.map(({ name = 'ftp://ftp.aoba.example:21', news, olds }): LoginPlace => {
    const answers = { new: [...news], old: [...olds] }
    return {
      endpoint: name,
      tryLogin: async password => {
        const which = password.reveal() === 'the-new-one' ? 'new' : 'old'
        const [said = 'unreadable'] = answers[which].length > 1 ? answers[which].splice(0, 1) : answers[which]
        tried.push(`${which} ${said}`)
        return result(said, name)
      },
    }
  })
  const wait = async (milliseconds: number) => void waited.push(milliseconds)
  return { asking: { places, wait, pauses: [2_500, 7_500] }, tried, waited }
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
  ['nobody logs in there', ['not-offered'], ['refused'], 'not-askable', 1],
  ['the hour’s budget spent', ['budget-spent'], ['refused'], 'unknown', 1],
]

for (const [about, news, olds, says, tries] of cases) {
  test(`a system says ${says}: ${about}`, async () => {
    const { asking, tried } = systemOf({ news, olds })
    const asked = await askBoth(asking, both)
    assert.deepEqual([asked.says, tried.length], [says, tries], tried.join(', '))
    assert.equal(asked.answers[0]?.password, 'new')
  })
}

test('without the old password the new one is tried alone', async () => {
  const { asking, tried } = systemOf({ news: ['accepted'], olds: ['refused'] })
  const asked = await askBoth(asking, { ...both, oldPassword: undefined })
  assert.deepEqual([asked.says, tried], ['old-untried', ['new accepted']])
})

test('a system without any endpoint cannot be asked', async () => {
  assert.deepEqual(await askBoth(systemOf().asking, both), { says: 'not-askable', answers: [] })
})

const [imap, smtp, web] = ['imaps://a:993', 'smtps://a:465', 'https://b:443']

/** Systems of several endpoints: what comes of it, and every try in its order. */
const several: readonly (readonly [
  about: string,
  endpoints: readonly Endpoint[],
  asked: object,
  tried: readonly string[],
])[] = [
  [
    'all take the new password, and the first refuses the old one',
    [
      { name: imap, news: ['accepted'], olds: ['refused'] },
      { name: smtp, news: ['accepted'], olds: ['refused'] },
    ],
    { says: 'changed' },
    ['new accepted', 'new accepted', 'old refused'],
  ],
  [
    'only one took the new password: it is not changed, and the old one is not tried',
    [
      { name: imap, news: ['accepted'], olds: ['refused'] },
      { name: web, news: ['refused'], olds: ['accepted'] },
      { name: smtp, news: ['accepted'], olds: ['refused'] },
    ],
    { says: 'new-refused', endpoint: web },
    ['new accepted', 'new refused'],
  ],
  [
    'one cannot be asked: nobody knows what it would say',
    [
      { name: imap, news: ['accepted'], olds: ['refused'] },
      { name: smtp, news: ['tls-failed'], olds: ['refused'] },
    ],
    { says: 'unknown', about: { password: 'new', endpoint: smtp, reason: 'tls-failed' } },
    ['new accepted', 'new tls-failed'],
  ],
  [
    'one is late: it alone is asked again',
    [
      { name: imap, news: ['accepted', 'refused'], olds: ['refused'] },
      { name: smtp, news: ['timed-out', 'accepted'], olds: ['accepted'] },
    ],
    { says: 'changed' },
    ['new accepted', 'new timed-out', 'new accepted', 'old refused'],
  ],
  [
    'where nobody logs in, nothing needs to be proved, and the old one is not tried',
    [
      { name: smtp, news: ['not-offered'], olds: ['refused'] },
      { name: imap, news: ['accepted'], olds: ['refused'] },
    ],
    { says: 'changed' },
    ['new not-offered', 'new accepted', 'old refused'],
  ],
  [
    'the first does not tell of the old password, the second does',
    [
      { name: imap, news: ['accepted'], olds: ['locked'] },
      { name: smtp, news: ['accepted'], olds: ['refused'] },
    ],
    { says: 'changed' },
    ['new accepted', 'new accepted', 'old locked', 'old refused'],
  ],
]
for (const [about, endpoints, expected, tries] of several) {
  test(`of several endpoints ${about}`, async () => {
    const { asking, tried } = systemOf(...endpoints)
    const { answers, ...asked } = await askBoth(asking, both)
    assert.deepEqual([asked, tried], [expected, tries])
    const named = answers.filter(({ password }) => password === 'new').map(({ endpoint }) => endpoint)
    assert.deepEqual(
      named,
      endpoints.slice(0, named.length).map(({ name }) => name),
    )
  })
}

test('whatever its endpoints answer, a system is shown at most one wrong password, and closed only by all of them', async () => {
  const said = fc.constantFrom<Said>(
    'accepted',
    'refused',
    'timed-out',
    'unreachable',
    'locked',
    'not-offered',
  )
  const row = fc.array(said, { minLength: 1, maxLength: 4 })
  const endpoint = fc.record({ news: row, olds: row })
  await fc.assert(
    fc.asyncProperty(fc.array(endpoint, { maxLength: 4 }), async endpoints => {
      const named = endpoints.map((each, at) => ({ ...each, name: `imap://${at}:143` }))
      const { asking, tried, waited } = systemOf(...named)
      const { says, answers } = await askBoth(asking, both)
      assert.ok(tried.filter(each => each.endsWith('refused')).length <= 1, tried.join(', '))
      assert.ok(waited.reduce((sum, each) => sum + each, 0) <= 20_000)
      if (says !== 'changed') return
      assert.equal(tried.at(-1), 'old refused', tried.join(', '))
      const news = answers.filter(({ password }) => password === 'new').map(({ answer }) => answer)
      const good = news.filter(
        each => each.answer === 'accepted' || (each.answer === 'unknown' && each.reason === 'not-offered'),
      )
      assert.deepEqual([news.length, good.length], [named.length, named.length])
    }),
    { numRuns: 2_000 },
  )
})
