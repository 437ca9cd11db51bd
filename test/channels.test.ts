import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { textLines } from '../src/core/channel.ts'
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
