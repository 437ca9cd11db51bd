import assert from 'node:assert/strict'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { render } from '../src/core/message.ts'
import { hintOf, Refusal } from '../src/core/refusal.ts'
import { systemKinds } from '../src/core/system.ts'
import { openPolicies, readPolicies, readPolicyFiles, renderPolicySchema } from '../src/policies.ts'
import { readShelf } from '../src/shelf.ts'

const rules = await readShelf('rules')
const shipped = new URL('../policies', import.meta.url).pathname
const hour = 3_600_000

/** What is wrong with a base.yaml of this text, as its writer would read it: `line: sentence | hint`. */
function complaints(text: string): readonly string[] {
  try {
    readPolicies([{ name: 'base', text }], rules)
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error))
    return error.faults.map(({ at, key, values }) => {
      const hint = hintOf('en', key, values)
      return `${at.replace('base.yaml line ', '')}: ${render('en', key, values)}${hint === undefined ? '' : ` | ${hint}`}`
    })
  }
  return []
}

async function folderWith(context: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kagimori-policies-'))
  context.after(() => rm(folder, { recursive: true }))
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  return folder
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof Refusal, 'was not refused')
  return error
}

describe('a policy file', () => {
  const cases: Readonly<Record<string, readonly [text: string, ...complaints: string[]]>> = {
    'with a misspelt key is told the right one': [
      'minScore: 3\nminLenght: 15\n',
      '2: "minLenght" means nothing in policy. | Did you mean minLength?',
    ],
    'with an unknown key is told all keys': [
      'colour: red\n',
      '1: "colour" means nothing in policy. | Write one of: extends, profile, rules, ladder, rotationByAge, minScore, minLength, companyWords, closingDays, staleAfterDays, denyAtLogin, denyUnknownLogins, throttle, reminders, recheck.',
    ],
    'with an unknown rule is told the nearest': [
      'rules:\n  PW-66: off\n',
      '2: "PW-66" means nothing in rules. | Did you mean PW-06?',
    ],
    'with an unknown option is told the right one': [
      'rules:\n  PW-06:\n    options:\n      minLengthWithMfa: 8\n      minLenth: 15\n',
      '5: "minLenth" means nothing in rules.PW-06.options. | Did you mean minLength?',
    ],
    'with words where a number belongs is told so': [
      'rules:\n  PW-06:\n    options: {minLength: fifteen}\n',
      '3: rules.PW-06.options.minLength is "fifteen"; a number is needed. | Write a number without quotes, for example 15.',
    ],
    'with a value out of range is told the limit': [
      'minScore: 5\n',
      '1: minScore is 5, which is out of range. | Write a value ≤ 4.',
    ],
    'with an unknown profile is told the four': [
      'profile: pci\n',
      '1: profile is "pci", which is not one of its values. | Write one of: nist-r4, pci-4.0.1, cis-ig1, jp-sme.',
    ],
    'with a rule neither on nor off is told what there is': [
      'rules:\n  PW-06: yes\n',
      '2: rules.PW-06 is "yes", which is not one of its values. | Write one of: on, off.',
    ],
    'with a step nobody can read is told how steps are written': [
      'ladder:\n  weak: soon\n',
      '2: ladder.weak is "soon", which is not a time to change a password in. | Write off, today, 14 days or 3 business days.',
    ],
    'with a day that does not exist is told so': [
      'closingDays:\n  - 2026-12-29\n  - 2026-02-30\n',
      '3: closingDays.1 is "2026-02-30", which is no date. | Write a date such as 2026-12-29.',
    ],
    'with a key written twice is refused': [
      'minScore: 3\nminScore: 4\n',
      '2: The same key is written twice. | Keep one of the two.',
    ],
    'with an alias is refused': [
      'companyWords: &words [aoba]\nclosingDays: *words\n',
      '2: The alias *words is not allowed in a policy. | Write the value out, or share it with "extends".',
    ],
    'that is no YAML is refused where it goes wrong': [
      'rules:\n\tPW-06: off\n',
      '2: Not readable as YAML: Tabs are not allowed as indentation | Check the indentation, and put texts with ": " or " #" in them between quotes.',
    ],
    'that is empty is refused, not read as a policy without rules': [
      '# nothing yet\n',
      '1: policy is null; a block of keys is needed. | Write "key: value" lines, indented below it.',
    ],
    'may not reach into the program through its keys': [
      'rules: {constructor: off, toString: {enabled: false}}\n__proto__: {minScore: 0}\n',
      '1: "constructor" means nothing in rules. | Write one of: AC-01, AC-02, AC-03, AC-04, AC-05, AC-06, AC-07, AC-08, AC-09, AC-10, AC-11, AC-12 (+61).',
      '1: "toString" means nothing in rules. | Write one of: AC-01, AC-02, AC-03, AC-04, AC-05, AC-06, AC-07, AC-08, AC-09, AC-10, AC-11, AC-12 (+61).',
      '2: "__proto__" means nothing in policy. | Write one of: extends, profile, rules, ladder, rotationByAge, minScore, minLength, companyWords, closingDays, staleAfterDays, denyAtLogin, denyUnknownLogins, throttle, reminders, recheck.',
    ],
    'is told all its faults at once': [
      'minScore: high\nminLength: 0\nrules:\n  PW-07: {severity: grave}\n',
      '1: minScore is "high"; a number is needed. | Write a number without quotes, for example 15.',
      '2: minLength is 0, which is out of range. | Write a value ≥ 1.',
      '4: rules.PW-07.severity is "grave", which is not one of its values. | Write one of: critical, high, medium, low, info.',
    ],
  }
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    test(title, () => assert.deepEqual([...complaints(text)].sort(), expected.toSorted()))
  }

  test('is refused in Japanese too, with the same facts', () => {
    const says = render('ja', 'policy-misspelt-key', { key: 'minLenght', place: 'policy' })
    assert.equal(says, '「minLenght」はpolicyの項目にありません。')
  })
})

describe('the shipped policies', async () => {
  const files = await readPolicyFiles(shipped)
  const policies = readPolicies(files, rules)

  test('are a base and one for each kind of system people know by name', () => {
    const kinds = systemKinds.filter(kind => kind !== 'database' && kind !== 'other')
    assert.deepEqual([...policies.keys()].sort(), ['base', ...kinds].sort())
  })

  test('each extend base and say why they differ', () => {
    for (const { name, text } of files) {
      const [schema, comment] = text.split('\n')
      assert.equal(schema, '# yaml-language-server: $schema=./policy.schema.json', name)
      assert.match(comment ?? '', /^# \S/, name)
      if (name !== 'base') assert.equal(parse(text).extends, 'base', name)
    }
  })

  test('never rotate by age', () => {
    for (const { name, ladder } of policies.values()) assert.equal(ladder.age, 'off', name)
  })

  test('lie beside a schema that is current; "kagimori policy schema" writes it anew', async () => {
    assert.equal(await readFile(join(shipped, 'policy.schema.json'), 'utf8'), renderPolicySchema(rules))
  })

  test('please the schema that editors use, and it refuses what the reader refuses', () => {
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(renderPolicySchema(rules)),
    )
    for (const { name, text } of files)
      assert.ok(valid(parse(text)), `${name}: ${JSON.stringify(valid.errors)}`)
    for (const text of ['minLenght: 3', 'rules: {PW-66: off}', 'ladder: {weak: soon}', 'minScore: 5']) {
      assert.equal(valid(parse(text)), false, text)
    }
  })
})

describe('the policy folder', () => {
  test('must read at the start', async context => {
    const folder = await folderWith(context, { 'base.yaml': 'minScore: nine' })
    const refusal = await refusalOf(openPolicies(folder, rules))
    assert.equal(refusal.key, 'policy-faults')
    assert.match(refusal.message, /^Faults in the policy files: 1, the first at base\.yaml line 1/)
    assert.match(render('ja', refusal.key, refusal.values), /最初は base\.yaml の1行目/)
    assert.equal((await refusalOf(openPolicies(join(folder, 'none'), rules))).key, 'policy-folder')
  })

  test('may not hold a policy file that would be overlooked', async context => {
    const folder = await folderWith(context, { 'base.yaml': '{}', 'Shop.yml': '{}' })
    const refusal = await refusalOf(openPolicies(folder, rules))
    assert.deepEqual(
      refusal.faults.map(({ at, key }) => `${at} ${key}`),
      ['Shop.yml policy-file-name'],
    )
  })

  test('answers an unknown name with the known ones', async context => {
    const folder = await folderWith(context, { 'base.yaml': '{}', 'ftp.yaml': 'extends: base' })
    const policies = await openPolicies(folder, rules)
    context.after(policies.close)
    assert.equal(policies.named('ftp').name, 'ftp')
    assert.throws(
      () => policies.named('shop'),
      (error: Refusal) => error.kind === 'not-found' && error.hint() === 'Write one of: base, ftp.',
    )
  })

  test('keeps the last good policies when a file breaks, all of them, and takes the mended ones', async context => {
    const folder = await folderWith(context, { 'base.yaml': 'minScore: 3', 'ftp.yaml': 'extends: base' })
    const told: (string | undefined)[] = []
    const policies = await openPolicies(folder, rules, {
      onChange: problem => told.push(problem?.key),
      pollMilliseconds: hour,
    })
    context.after(policies.close)

    await writeFile(join(folder, 'base.yaml'), 'minScore: 4')
    await writeFile(join(folder, 'ftp.yaml'), 'extends: nowhere')
    await policies.reload()
    assert.equal(policies.named('base').minScore, 3, 'the good half of a broken set is not used')
    assert.equal(policies.problem()?.faults[0]?.at, 'ftp.yaml line 1')

    await policies.reload()
    await writeFile(join(folder, 'ftp.yaml'), 'extends: base')
    await policies.reload()
    assert.equal(policies.problem(), undefined)
    assert.equal(policies.named('ftp').minScore, 4)
    assert.deepEqual(told, ['policy-faults', undefined], 'each change is told once')
  })

  test('that vanishes leaves the last good policies in force', async context => {
    const folder = await folderWith(context, { 'base.yaml': 'minScore: 4' })
    const policies = await openPolicies(join(folder), rules, { pollMilliseconds: hour })
    context.after(policies.close)
    await rename(folder, `${folder}-away`)
    await policies.reload()
    assert.equal(policies.problem()?.key, 'policy-folder')
    assert.equal(policies.named('base').minScore, 4)
    await rename(`${folder}-away`, folder)
  })

  for (const [how, pollMilliseconds] of [
    ['as soon as the system tells of a change', hour],
    ['by looking now and then', 20],
  ] as const) {
    test(`is followed ${how}`, async context => {
      const folder = await folderWith(context, { 'base.yaml': 'minScore: 3' })
      const changed = Promise.withResolvers<void>()
      const policies = await openPolicies(folder, rules, {
        onChange: () => changed.resolve(),
        pollMilliseconds,
      })
      context.after(policies.close)
      // As editors save: a new file takes the old one's place.
      await writeFile(join(folder, 'base.yaml.new'), 'minScore: 4')
      await rename(join(folder, 'base.yaml.new'), join(folder, 'base.yaml'))
      // The timers of the follower do not keep a process alive; the test must.
      const alive = setInterval(() => {}, 1000)
      await changed.promise
      clearInterval(alive)
      assert.equal(policies.named('base').minScore, 4)
    })
  }
})

test('a policy explains itself: what is asked, how severe, and where each value was written', async context => {
  const folder = await folderWith(context, {
    'base.yaml': 'profile: pci-4.0.1\nladder: {weak: 9 days}\nrules: {PW-08: off}',
    'shop.yaml': 'extends: base\nminScore: 4\nrules: {AC-08: {severity: critical}}',
  })
  const policies = await openPolicies(folder, rules)
  context.after(policies.close)
  const english = policies.explain('shop', 'en')
  for (const line of [
    'Policy shop (base.yaml → shop.yaml)',
    '  minLength: 12 [profile pci-4.0.1]',
    '  minScore: 4 [shop.yaml]',
    '  PW-08  off      Password built on a pattern [base.yaml]',
    '  AC-08  critical Administrator without a second factor [shop.yaml]',
    '         minLengthWithMfa: 12 [profile pci-4.0.1]',
    '  weak: 9 days [base.yaml]',
    '  leaver: 1 business day [default]',
    '  plaintext                  × 1.4 The password may travel unencrypted.',
  ]) {
    assert.ok(english.includes(line), `${line} not in\n${english.join('\n')}`)
  }
  const japanese = policies.explain('shop', 'ja')
  assert.equal(japanese.length, english.length)
  assert.ok(japanese.includes('  minLength: 12 [プロファイル pci-4.0.1]'))
  assert.throws(() => policies.explain('mail', 'en'), { key: 'policy-unknown' })
})
