import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type ReminderMessage, textLines } from '../src/core/channel.ts'
import { sampleReminder } from '../src/core/reminder-samples.ts'
import { readShelf } from '../src/shelf.ts'

const channels = await readShelf('channels')

for (const [name, channel] of channels) {
  describe(`the channel ${name}`, () => {
    test('says what it is in both languages and sends exactly what its examples say', () => {
      assert.ok(channel.about.en.length > 0 && channel.about.ja.length > 0)
      assert.ok(channel.examples.length > 0)
      for (const { settings, message, sends } of channel.examples) {
        assert.deepEqual(channel.settings.parse(settings), settings)
        assert.deepEqual(channel.compose(message, settings), sends)
      }
    })

    test('refuses settings it does not know', () => {
      for (const { settings } of channel.examples) {
        assert.equal(channel.settings.safeParse({ ...settings, invented: 'x' }).success, false)
      }
    })

    test('sends only where its settings say, whatever the message holds', () => {
      for (const { settings, message } of channel.examples) {
        const hostile = { ...message, page: { label: 'x', address: 'https://elsewhere.example/' } }
        const envelope = channel.compose(hostile, settings)
        if (envelope.by === 'http') assert.ok(new URL(envelope.url).host !== 'elsewhere.example')
        if (envelope.by === 'smtp') assert.equal(envelope.to, message.to.mail)
      }
    })
  })
}

/** As long as a reminder gets: fifty tasks whose places stand on their lines, and a hundred more. */
const longest: ReminderMessage = {
  ...sampleReminder,
  hidden: 100,
  items: Array.from({ length: 50 }, (_, at) => ({
    system: `system-${at}`,
    login: `担当者-${at}@aoba.example`,
    dueOn: '2026-11-20',
    standing: `期限を過ぎています。${'複合機にも必要です。'.repeat(12)}`,
    isOverdue: true,
  })),
}

function bodyOf(name: string, message: ReminderMessage): string {
  const channel = channels.get(name) ?? assert.fail(name)
  const [example] = channel.examples
  const envelope = channel.compose(message, example?.settings ?? {})
  assert.ok(envelope.by === 'http')
  return envelope.body
}

test('Slack gets the longest reminder whole, in sections of the length it takes', () => {
  const { blocks } = JSON.parse(bodyOf('slack', longest)) as {
    readonly blocks: readonly { readonly text: { readonly text: string } }[]
  }
  const texts = blocks.map(({ text }) => text.text)
  assert.ok(texts.length > 2 && texts.length <= 50)
  for (const text of texts) assert.ok(text.length > 0 && text.length <= 3_000, `${text.length}`)
  const whole = texts.join('\n')
  for (const { login } of longest.items) assert.ok(whole.includes(login), login)
  assert.match(whole, /ほかに 100 件[\s\S]*https:\/\/kagimori\.aoba\.example\/tasks$/)
})

test('What Teams or LINE WORKS would refuse for its length names fewer tasks and says how many more there are', () => {
  const card = bodyOf('teams', longest)
  assert.ok(Buffer.byteLength(card) <= 28_000, `${Buffer.byteLength(card)}`)
  const { body } = JSON.parse(bodyOf('line-works', longest)) as { readonly body: { readonly text: string } }
  assert.ok(body.text.length <= 2_000, `${body.text.length}`)
  for (const text of [card, body.text]) {
    const named = longest.items.filter(({ login }) => text.includes(login)).length
    assert.ok(named > 0 && named < 50)
    assert.match(text, new RegExp(`ほかに ${150 - named} 件`))
    assert.match(text, /変更が確認されると終わります。/)
  }
})

test('Mattermost shows a login as it is, whatever signs it has', () => {
  // Its own rule: a backslash takes their meaning from these signs alone.
  const taken = /\\([`*{}[\]()#+\-.!_>|~]|\\(?!\w))/g
  const sign = fc.constantFrom(...'\\`*_{}[]()<>#+!|~:-@$.w1あ ')
  const login = fc.string({ unit: sign, minLength: 1, maxLength: 30 })
  const [item] = sampleReminder.items
  assert.ok(item !== undefined)
  fc.assert(
    fc.property(login, login => {
      const message = { ...sampleReminder, items: [{ ...item, login }] }
      const { text } = JSON.parse(bodyOf('mattermost', message)) as { readonly text: string }
      const line = text.split('\n')[4] ?? ''
      const shown = line.replaceAll(taken, '$1').replaceAll('\u200B', '')
      assert.equal(shown, textLines(message)[2])
      assert.doesNotMatch(line, /@(?!\u200B)|:[a-z0-9]|<(?!\u200B)/)
      const left = line.replaceAll(taken, '')
      assert.doesNotMatch(left, /[`*_{}[\]()#+!>|~-]/, 'no sign has a meaning')
    }),
  )
})

test('a web address with a login in it, or of another kind, is no destination', () => {
  const slack = channels.get('slack')
  for (const url of [
    'https://a:b@aoba.example/x',
    'file:///etc/passwd',
    'https://aoba.example\\@x',
    'aoba.example',
  ]) {
    assert.equal(slack?.settings.safeParse({ url }).success, false, url)
  }
})

test('a login with line breaks stays on its own line', () => {
  const [example] = channels.get('mail')?.examples ?? []
  assert.ok(example !== undefined)
  const login = 'a\r\n- mail: b\u2028c\u202Ed'
  const items = [{ system: 'ftp', login, dueOn: '2026-11-24', standing: '', isOverdue: false }]
  const lines = textLines({ ...example.message, items })
  assert.equal(lines[2], '- ftp: a - mail: b c d (2026-11-24) ')
})
