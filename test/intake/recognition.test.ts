import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Format } from '../../src/core/format.ts'
import { Refusal } from '../../src/core/refusal.ts'
import { readHead, recognise } from '../../src/intake/recognition.ts'
import { readShelf } from '../../src/shelf.ts'

let formats: ReadonlyMap<string, Format> = new Map()

const named = (text: string, format = 'auto', columns: Readonly<Record<string, string>> = {}) =>
  recognise(readHead(text, true), formats, { format, columns }).format.name

function refusal(text: string, format?: string, among = formats): Refusal {
  try {
    recognise(readHead(text, true), among, { format: format ?? 'auto', columns: {} })
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  assert.fail('was not refused')
}

describe('recognising a list', () => {
  before(async () => {
    formats = await readShelf('formats')
  })

  it('every format knows its own good examples, and no other does', () => {
    for (const { name, examples } of formats.values()) {
      for (const { about, text } of examples.good) {
        assert.equal(named(text), name, about)
        assert.equal(named(text, name), name, about)
      }
    }
  })

  it('a mapped login column makes a table or JSON with headers nobody knows an account list', () => {
    const columns = { login: '社員番号', password: '暗証' }
    assert.equal(named('社員番号,暗証\n1001,x\n', 'auto', columns), 'csv')
    assert.equal(named('社員番号,暗証\n1001,x\n', 'csv', columns), 'csv')
    assert.equal(named('[{"社員番号":"1001","暗証":"x"}]', 'auto', columns), 'json')
    assert.equal(named('{"社員番号":"1001","暗証":"x"}\n{"社員番号":"1002"}\n', 'auto', columns), 'ndjson')
  })

  it('a mapping saved for the system does not stand in the way of another format', () => {
    assert.equal(
      named('tanaka:$apr1$abcdefgh$WETIfLqGO94qmU8whF5jo1\n', 'auto', { login: '社員番号' }),
      'htpasswd',
    )
  })

  it('a file no format knows is refused with what each would have expected', () => {
    const refused = refusal('Dear all,\nplease find attached\n')
    assert.equal(refused.key, 'intake-unrecognised')
    for (const { name, expects } of formats.values()) {
      assert.ok(refused.hint('en')?.includes(`${name} (${expects.en})`), name)
      assert.ok(refused.hint('ja')?.includes(`${name} (${expects.ja})`), `${name} in Japanese`)
    }
  })

  it('a table with a title above its header row is refused by the line of that row', () => {
    const columns = { login: '社員番号' }
    for (const [text, line, format, mapping] of [
      ['利用者一覧\r\n\r\nログインID,パスワード,氏名\r\ntanaka,x,田中\r\n', 3],
      ['利用者一覧,,\n出力日,2026/11/20,\nログインID,パスワード,氏名\n', 3, 'csv'],
      ['#TYPE Microsoft.ActiveDirectory.Management.ADUser\n"SamAccountName","Enabled"\n"tanaka","True"\n', 2],
      ['社員名簿\n社員番号,暗証\n1001,x\n', 2, 'auto', columns],
    ] as const) {
      assert.throws(
        () => named(text, format, mapping),
        (error: unknown) =>
          error instanceof Refusal && error.key === 'intake-header-below' && error.values.line === line,
        text,
      )
    }
    for (const text of [
      'Dear all,\nlogin\nand password follow\n',
      'x\nCOPY users (id, login, password, email) FROM stdin;\n',
    ])
      assert.equal(refusal(text).key, 'intake-unrecognised', text)
  })

  it('a file of another format than the one named is refused with the name of what it looks like', () => {
    const refused = refusal('login,password\ntanaka,x\n', 'htpasswd')
    assert.equal(refused.key, 'intake-other-format')
    assert.match(refused.message, /not htpasswd; it looks like csv/)
    assert.match(refused.hint('ja') ?? '', /1行に1アカウント/)
    const stranger = refusal('Dear all,\nplease\n', 'shadow')
    assert.equal(stranger.key, 'intake-not-that-format')
    assert.match(stranger.hint('ja') ?? '', /1行に9項目/)
  })

  it('pairs of lines named vsftpd are read whatever is in the passwords, and not taken for pairs unnamed', () => {
    for (const text of [
      'taro\nXk7:mm,Q2;zz|P0\nhana\nsecret2-long\n',
      'taro\nXk7 mm Q2\nhana\n<Xk7mm\n',
      'taro\n[Xk7mm\nhana\n{Xk7mm\n',
      '田中\nXk7mm-Q2zz\n',
    ]) {
      assert.equal(named(text, 'vsftpd'), 'vsftpd', text)
      assert.equal(refusal(text).key, 'intake-unrecognised', text)
    }
  })

  it('pairs named vsftpd that do not come out even are left to its reader, which names the line', () => {
    assert.equal(named('taro\nsecret\nhana\n', 'vsftpd'), 'vsftpd')
    assert.equal(named('taro\nA2SK9c5jE8K.M\nA2SK9c5jE8K.M\njiro\n', 'vsftpd'), 'vsftpd')
  })

  it('prose and the good examples of every other format are refused where another format is named', () => {
    assert.equal(
      refusal('Dear all,\nthe new passwords come by post.\nYours,\nTanaka\n', 'vsftpd').key,
      'intake-not-that-format',
    )
    for (const { name, examples } of formats.values()) {
      for (const other of [...formats.keys()].filter(other => other !== name)) {
        for (const { text } of examples.good) assert.equal(refusal(text, other).key, 'intake-other-format')
      }
    }
  })

  it('a format there is none of is refused with those there are', () => {
    const refused = refusal('login,password\n', 'xlsx')
    assert.equal(refused.key, 'intake-unknown-format')
    assert.match(refused.hint() ?? '', /csv.*htpasswd/)
  })

  it('a file that could be several is refused with their names', () => {
    const csv = formats.get('csv')
    assert.ok(csv)
    const twice = new Map([...formats, ['twin', { ...csv, name: 'twin' }]])
    const refused = refusal('login,password\ntanaka,x\n', 'auto', twice)
    assert.deepEqual([refused.key, refused.values.formats], ['intake-ambiguous', 'csv, twin'])
  })

  it('an empty file is refused as empty', () => {
    for (const text of ['', '\n\r\n', '  \n']) assert.equal(refusal(text).key, 'intake-empty')
  })
})

describe('the head of a list', () => {
  it('holds whole lines only, the last one too where the file ends', () => {
    assert.deepEqual(readHead('a\r\n\nb\rc', false).lines, ['a', 'b'])
    assert.deepEqual(readHead('a\r\n\nb\rc', true).lines, ['a', 'b', 'c'])
    assert.equal(readHead('x\n'.repeat(100_000), true).lines.length, 200)
    assert.equal(readHead('x\n'.repeat(100_000), true).text.length, 65_536)
  })

  it('has the header as it is meant: full width folded, blanks cut', () => {
    assert.deepEqual(readHead('ログインＩＤ ;"パス\nワード"\nx;y\n', true).header, [
      'ログインID',
      'パス\nワード',
    ])
  })
})
