import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fill, type Sentence } from '../src/core/message.ts'
import { taskCauses } from '../src/core/rotation.ts'
import type { Rule, RuleExample, SubjectKind, Verdict } from '../src/core/rule.ts'
import { severities } from '../src/core/severity.ts'
import { readShelf } from '../src/shelf.ts'
import { exampleSubject } from './rules-subject.ts'

const shelf = await readShelf('rules')
const rules = [...shelf.values()]

/** The catalogue: how many rules each chapter has. */
const chapters = { PW: 10, LC: 9, AC: 14, ST: 10, TR: 8, NW: 11, SV: 6, LG: 5 }

/** Section numbers nobody has read in the standard itself: such a reference names the standard alone. */
const unreadSections = [
  'PCI DSS 4.0.1 2.2.4',
  'PCI DSS 4.0.1 2.2.5',
  'PCI DSS 4.0.1 2.2.7',
  'PCI DSS 4.0.1 7.2.4',
  'PCI DSS 4.0.1 8.6.2',
  'PCI DSS 4.0.1 10.5.1',
]

/** A compromise, a task, an earlier password, a leaver, a file kept by sync: until it happens there is nothing to ask. */
const waitForAnEvent = ['LC-01', 'LC-02', 'LC-03', 'LC-04', 'LC-06', 'NW-10']

/** They judge the entries of an allowlist; that there is no allowlist is what NW-02 reports. */
const waitForAnEntry = ['NW-01', 'NW-03', 'NW-04', 'NW-05', 'NW-06', 'NW-07', 'NW-08', 'NW-09']

/** They judge what servers asked at the gates. */
const waitForAQuestion = ['NW-11', 'LG-05']

/** Rules no standard stands behind: they clean up. */
const ownJudgement = ['NW-07']

test('the shelf holds the rules of the catalogue and no other', () => {
  const wanted = Object.entries(chapters).flatMap(([chapter, count]) =>
    Array.from({ length: count }, (_, index) => `${chapter}-${String(index + 1).padStart(2, '0')}`),
  )
  assert.deepEqual([...shelf.keys()].sort(), wanted.sort())
})

test('only the rules of the card standard are off until a policy asks for them', () => {
  assert.deepEqual(
    idsWhere(rule => rule.offByDefault === true),
    ['LC-07', 'LC-08', 'PW-10'],
  )
})

test('only a password that could not be rated is listed account by account', () => {
  assert.deepEqual(
    idsWhere(rule => rule.unknownPer === 'account'),
    ['PW-07'],
  )
})

test('nothing known is never well, save to rules that wait for an event or an entry', () => {
  const answer = (rule: Rule) => rule.check(exampleSubject(rule.subject, {}), rule.options.parse({})).verdict
  assert.deepEqual(
    idsWhere(rule => answer(rule) === 'good'),
    [...waitForAnEvent, ...waitForAnEntry, ...waitForAQuestion].sort(),
  )
  assert.deepEqual(
    idsWhere(rule => answer(rule) === 'bad'),
    ['AC-05'],
    'a missing owner is the fault itself',
  )
})

for (const rule of rules) {
  describe(`${rule.id} ${rule.title.en}`, () => {
    test('has a known subject, severity and cause', () => {
      assert.match(rule.id, /^(?:PW|LC|AC|ST|TR|NW|SV|LG)-\d\d$/)
      assert.ok(['account', 'system', 'server'].includes(rule.subject), rule.subject)
      assert.ok(severities.includes(rule.severity), rule.severity)
      assert.ok(rule.opens === undefined || taskCauses.includes(rule.opens), 'no such cause')
      assert.ok(
        rule.unknownPer === undefined || rule.subject === 'account',
        'unknownPer is for account rules',
      )
    })

    test('says everything in English and Japanese, with the same names', () => {
      const sentences = { title: rule.title, remedy: rule.remedy, ...rule.reasons }
      for (const [what, sentence] of Object.entries(sentences)) assertBilingual(what, sentence)
      assert.deepEqual(
        [...namesIn(rule.title.en), ...namesIn(rule.remedy.en)],
        [],
        'title and remedy stand alone',
      )
    })

    test('names the standards behind it, and no section nobody has read', () => {
      assert.ok(rule.references.length > 0 || ownJudgement.includes(rule.id), 'no reference')
      for (const reference of rule.references) assert.ok(!unreadSections.includes(reference), reference)
    })

    test('has a default for every option and refuses one it does not know', () => {
      const defaults = rule.options.parse({})
      assert.deepEqual(rule.options.parse(defaults), defaults)
      assert.deepEqual(Object.keys(defaults).sort(), Object.keys(rule.options.shape).sort())
      assert.equal(rule.options.safeParse({ misspelt: 1 }).success, false)
    })

    test('shows a good and a bad example, and one for every reason it can give', () => {
      const { good, bad, unknown } = rule.examples
      assert.ok(good.length > 0, 'no good example')
      assert.ok(bad.length > 0, 'no bad example')
      const shown = new Set([...bad, ...unknown].map(({ reason }) => reason))
      assert.deepEqual(
        Object.keys(rule.reasons).filter(reason => !shown.has(reason)),
        [],
      )
    })

    for (const verdict of ['good', 'bad', 'unknown'] as const) {
      for (const example of rule.examples[verdict]) {
        test(`finds ${verdict}: ${example.about}`, () => assertExample(rule, verdict, example))
      }
    }
  })
}

function assertExample(rule: Rule, expected: Verdict['verdict'], example: RuleExample<SubjectKind>) {
  const found = rule.check(
    exampleSubject(rule.subject, example.subject),
    rule.options.parse(example.options ?? {}),
  )
  assert.equal(found.verdict, expected, JSON.stringify(found))
  if (found.verdict === 'good') return assert.equal(example.reason, undefined, 'good needs no reason')
  assert.equal(found.reason, example.reason)
  const sentence = rule.reasons[found.reason]
  assert.ok(sentence, `no sentence for ${found.reason}`)
  for (const text of [fill(sentence.en, found.values), fill(sentence.ja, found.values)]) {
    assert.ok(!text.includes('{'), text)
    assert.doesNotMatch(text, /undefined|null|NaN|Infinity|\[object/, text)
  }
  if (found.verdict === 'unknown') return
  if (example.severity !== undefined) assert.equal(found.severity ?? rule.severity, example.severity)
  assert.deepEqual(JSON.parse(JSON.stringify(found.evidence)), found.evidence)
}

function assertBilingual(what: string, { en, ja }: Sentence) {
  assert.match(en, /^[A-Z"{0-9]|^bcrypt|^scrypt/, `${what}: ${en}`)
  assert.doesNotMatch(en, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, `${what}: ${en}`)
  assert.match(ja, /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u, `${what}: ${ja}`)
  assert.deepEqual(namesIn(ja), namesIn(en), what)
}

function namesIn(template: string): readonly string[] {
  const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)
  return [...new Set(names)].sort()
}

function idsWhere(condition: (rule: Rule) => boolean): readonly string[] {
  return rules.filter(condition).map(({ id }) => id)
}
