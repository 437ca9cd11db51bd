import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import Encoding from 'encoding-japanese'
import fc from 'fast-check'
import { Refusal } from '../../src/core/refusal.ts'
import { detectEncoding, type EncodingName } from '../../src/intake/encoding.ts'
import { openTextStream } from '../../src/intake/text-stream.ts'

const oracleNames = {
  shift_jis: 'SJIS',
  'euc-jp': 'EUCJP',
  'utf-8': 'UTF8',
  'utf-16le': 'UTF16LE',
  'utf-16be': 'UTF16BE',
} as const
const sample = 'ログインID,パスワード\r\n田中,①髙ﾀﾅｶ~表ソ能\\\n'

function encode(text: string, to: keyof typeof oracleNames): Uint8Array {
  return Uint8Array.from(
    Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: oracleNames[to] }),
  )
}

function decode(parts: readonly Uint8Array[], name = 'auto', head = Buffer.concat(parts)): string {
  const stream = openTextStream(head, name)
  return parts.map(part => stream.push(part)).join('') + stream.end()
}

function refusal(read: () => unknown): Refusal {
  try {
    read()
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  assert.fail('was not refused')
}

describe('the encoding of a list', () => {
  for (const name of Object.keys(oracleNames) as (keyof typeof oracleNames)[]) {
    it(`${name} is detected, and read the same wherever the bytes are parted`, () => {
      const text = sample.replaceAll('髙', name === 'euc-jp' ? '高' : '髙')
      const bytes = encode(text, name)
      assert.equal(detectEncoding(bytes), name)
      for (let at = 0; at <= bytes.length; at += 1) {
        assert.equal(decode([bytes.slice(0, at), bytes.slice(at)]), text, `parted at byte ${at}`)
      }
      assert.equal(
        decode(
          [...bytes].map(byte => Uint8Array.of(byte)),
          name,
        ),
        text,
        'byte by byte',
      )
    })
  }

  it('CP932 and EUC-JP are read as their oracle writes them', () => {
    const characters = [...'亜唖娃阿哀愛挨鵜熙龠ぁんァヶαЖ─①㈱髙﨑ｱﾝ々〆～－￠Aa0,\n'].filter(
      character => character !== '髙' && character !== '﨑',
    )
    const text = fc
      .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 40 })
      .map(all => all.join(''))
    fc.assert(
      fc.property(text, fc.constantFrom('shift_jis' as const, 'euc-jp' as const), (text, name) => {
        assert.equal(decode([encode(text, name)], name), text)
      }),
      { numRuns: 300 },
    )
  })

  it('a mark at the beginning decides and is not part of the text', () => {
    const marked: readonly (readonly [readonly number[], EncodingName])[] = [
      [[0xef, 0xbb, 0xbf], 'utf-8'],
      [[0xff, 0xfe], 'utf-16le'],
      [[0xfe, 0xff], 'utf-16be'],
    ]
    for (const [mark, name] of marked) {
      const bytes = Buffer.concat([Uint8Array.from(mark), encode('login,氏名\n', name as 'utf-8')])
      assert.equal(detectEncoding(bytes), name)
      assert.equal(decode([bytes]), 'login,氏名\n')
    }
  })

  it('may show itself late: ASCII first, Japanese at the end', () => {
    const ascii = Buffer.from('user,secret\n'.repeat(10_000))
    for (const name of ['shift_jis', 'euc-jp', 'utf-8'] as const) {
      const japanese = encode('田中太郎さんのアカウント\n', name)
      const stream = openTextStream(ascii.subarray(0, 65_536))
      const text =
        stream.push(ascii) + stream.push(japanese.slice(0, 1)) + stream.push(japanese.slice(1)) + stream.end()
      assert.equal(stream.encoding, name)
      assert.ok(text.endsWith('secret\n田中太郎さんのアカウント\n'))
      assert.equal(text.length, ascii.length + 13)
    }
  })

  it('ISO-2022-JP, which is all ASCII bytes, does not pass for ASCII', () => {
    const bytes = Uint8Array.from([0x1b, 0x24, 0x42, 0x40, 0x44, 0x1b, 0x28, 0x42, 0x41])
    assert.equal(detectEncoding(bytes), 'iso-2022-jp')
    assert.equal(decode([bytes]), '青A')
  })

  it('is EUC-JP wherever its beginning is cut off, one line over and over or not', () => {
    const line = Encoding.convert(Encoding.stringToCode('表示,山田太郎株式会社,ソ\n'), {
      from: 'UNICODE',
      to: 'EUCJP',
    })
    const bytes = Uint8Array.from(Array.from({ length: 40 }, () => line).flat())
    for (let end = bytes.indexOf(10) + 1; end <= bytes.length; end++) {
      assert.equal(detectEncoding(bytes.subarray(0, end)), 'euc-jp', `cut at ${end}`)
    }
  })

  it('goes by the usual other names too', () => {
    for (const name of ['SJIS', 'cp932', 'MS932', 'ms932', 'Windows-31J', 'Shift_JIS'])
      assert.equal(openTextStream(new Uint8Array(), name).encoding, 'shift_jis')
    for (const name of ['UTF16', 'utf-16', 'utf16le', 'UTF16LE'])
      assert.equal(openTextStream(new Uint8Array(), name).encoding, 'utf-16le')
    assert.equal(openTextStream(new Uint8Array(), 'EUCJP').encoding, 'euc-jp')
    assert.equal(openTextStream(new Uint8Array(), 'utf16be').encoding, 'utf-16be')
  })
})

describe('bytes that are not the encoding', () => {
  it('refuse the list with line and encoding, and with what to write instead', () => {
    const bytes = Buffer.concat([Buffer.from('login\ntanaka\n'), encode('田中\n', 'shift_jis')])
    const refused = refusal(() => decode([bytes.subarray(0, 7), bytes.subarray(7)], 'utf-8'))
    assert.equal(refused.key, 'intake-undecodable')
    assert.deepEqual([refused.values.line, refused.values.encoding], [3, 'utf-8'])
    assert.match(refused.hint() ?? '', /shift_jis/)
  })

  it('are found at the end of the file too', () => {
    assert.equal(
      refusal(() => decode([encode('名', 'utf-8').slice(0, 2)], 'utf-8')).key,
      'intake-undecodable',
    )
  })

  it('are refused when the late ones fit no encoding', () => {
    const stream = openTextStream(Buffer.from('login\n'))
    stream.push(Buffer.from('login\n'))
    stream.push(Uint8Array.of(0xff, 0xff, 0x0a))
    assert.equal(refusal(() => stream.end()).values.line, 2)
  })

  it('are refused where the name contradicts the mark', () => {
    const refused = refusal(() => openTextStream(Uint8Array.of(0xef, 0xbb, 0xbf), 'shift_jis'))
    assert.deepEqual([refused.key, refused.values.found], ['intake-encoding-mark', 'utf-8'])
  })

  it('name an encoding there is none of', () => {
    const refused = refusal(() => openTextStream(new Uint8Array(), 'latin1'))
    assert.equal(refused.key, 'intake-unknown-encoding')
    assert.equal(
      refusal(() => openTextStream(new Uint8Array(), 'constructor')).key,
      'intake-unknown-encoding',
    )
  })

  it('refuse NUL and binary files by line', () => {
    const text = 'login,password\ntanaka,x\0y\n'
    const early = refusal(() => decode([Buffer.from(text)]))
    assert.deepEqual([early.key, early.values.line], ['intake-not-text', 2])
    const late = openTextStream(Buffer.from('login\n'))
    late.push(Buffer.from('login\nsato\n'))
    assert.deepEqual(refusal(() => late.push(Buffer.from('a\0b'))).values, { line: 3 })
    const archive = Uint8Array.from({ length: 4096 }, (_, index) => (index * 167 + (index >> 3)) & 0xff)
    assert.equal(refusal(() => decode([archive])).key, 'intake-not-text')
  })
})
