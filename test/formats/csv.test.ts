import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { AccountRow } from '../../src/core/account.ts'
import { isAccountRow, type ReadResult } from '../../src/core/format.ts'
import csv from '../../src/formats/csv.ts'

function read(text: string, columns: Readonly<Record<string, string>> = {}): readonly ReadResult[] {
  const reader = csv.dialects[0]?.open({ columns, now: '2026-11-23T00:00:00Z' })
  assert.ok(reader)
  const rows: string[][] = parse(text, { relaxColumnCount: true, skipEmptyLines: false })
  return [...rows.flatMap((row, index) => reader.read(row as never, index + 1)), ...reader.end()]
}

function readOne(text: string, columns: Readonly<Record<string, string>> = {}): AccountRow {
  const [first] = read(text, columns)
  assert.ok(first !== undefined && isAccountRow(first), JSON.stringify(first))
  return first
}

function rejection(text: string): unknown {
  const [{ line: _, ...rest } = { line: 0 }] = read(text).filter(result => !isAccountRow(result))
  return rest
}

function seen({ credential }: AccountRow): string {
  return credential.seen === 'clear' ? `clear ${credential.secret.reveal()}` : credential.seen
}

function recognised(...header: readonly string[]): boolean | undefined {
  return csv.dialects[0]?.recognises({ text: header.join(), lines: [header.join()], header })
}

describe('An account list as CSV', () => {
  test('the facts a Japanese system writes are all read', () => {
    const text = `ログインID,パスワード,氏名,メールアドレス,電話番号,権限,状態,最終ログイン日時,パスワード変更日,共有,二段階認証,退職日,担当者
tanaka,Zaiko2024,田中　一郎,tanaka@aoba.example,０３-１２３４,管理者,有効,２０２６／１１／２０ 9:05,令和6年4月1日,×,○,,総務`
    const { credential: _, ...facts } = readOne(text)
    assert.deepEqual(facts, {
      line: 2,
      login: 'tanaka',
      displayName: '田中　一郎',
      email: 'tanaka@aoba.example',
      phone: '０３-１２３４',
      owner: '総務',
      role: 'admin',
      enabled: true,
      lastLoginAt: '2026-11-20',
      passwordChangedAt: '2024-04-01',
      shared: false,
      mfa: true,
    })
  })

  test('a password is taken exactly as it stands, neither trimmed nor folded', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~ぁ-んＡ-ｚ]{1,12}$/), password => {
        fc.pre(!/^[{$*●_]|^[./0-9A-Za-z]{13}$/.test(password))
        const row = readOne(`login,password\n tanaka ,"${password.replaceAll('"', '""')}"`)
        assert.equal(row.login, 'tanaka')
        assert.equal(seen(row), `clear ${password}`)
      }),
    )
  })

  test('an empty password is blank; no password column, and a blotted-out one, show nothing', () => {
    assert.equal(seen(readOne('login,password\ntanaka,')), 'clear ')
    assert.equal(seen(readOne('login,role\ntanaka,admin')), 'absent')
    assert.equal(seen(readOne('login,password\ntanaka,********')), 'absent')
    assert.equal(seen(readOne('login,password_hash\ntanaka,')), 'absent')
  })

  test('a cell that says that the password is not shown is no password', () => {
    for (const text of ['非表示', '(非表示)', '（非表示）', ' 設定済み ', '[hidden]', '[Hidden]'])
      assert.equal(seen(readOne(`login,password\ntanaka,${text}`)), 'absent', text)
    for (const text of ['hidden', '非表示2026'])
      assert.equal(seen(readOne(`login,password\ntanaka,${text}`)), `clear ${text}`)
  })

  test('a hash is told from a password by its form, or by its column', () => {
    assert.equal(
      seen(readOne('login,password\ntanaka,$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2')),
      'hash',
    )
    assert.equal(seen(readOne('login,ハッシュ\ntanaka,abc')), 'hash')
    const { credential } = readOne('login,hash,algorithm\ntanaka,878D8014606CDA29677A44EFA1353FC7,NT')
    assert.equal(credential.seen === 'hash' && credential.scheme, 'nt')
  })

  test('a digest beside a salt of its own column is of no scheme that could be told', () => {
    const sha256 = '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b'
    const base64 = 'K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols='
    const schemeOf = (text: string) => {
      const { credential } = readOne(text)
      return credential.seen === 'hash' ? credential.scheme : credential.seen
    }
    for (const salted of [
      `login_id,password,salt\nadmin,${sha256},abc`,
      `login,hash,ソルト\na,${sha256},abc`,
    ])
      assert.equal(schemeOf(salted), 'salted-by-another-column')
    assert.equal(schemeOf(`login,password,salt\nadmin,${base64},abc`), 'salted-by-another-column')
    assert.equal(
      schemeOf(`login,hash,algorithm,salt\nadmin,${sha256},sha256,abc`),
      'salted-by-another-column',
    )
    for (const none of ['', ' ', 'NULL']) {
      assert.equal(schemeOf(`login,password,salt\nadmin,${sha256},${none}`), undefined)
      assert.equal(schemeOf(`login,password,salt\nadmin,${base64},${none}`), 'clear')
    }
    assert.equal(schemeOf('login,password,salt\nadmin,zaiko,abc'), 'clear')
  })

  test('the tables of EC-CUBE tell who was deleted and who logged in when', () => {
    const text = `member_id,name,login_id,password,salt,authority,del_flg,login_date
2,佐藤,sato,2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b,abcdefgh,0,1,2026-11-20 10:00:00`
    const { credential: _, ...facts } = readOne(text)
    assert.deepEqual(facts, {
      line: 2,
      login: 'sato',
      displayName: '佐藤',
      enabled: false,
      lastLoginAt: '2026-11-20',
    })
  })

  test('a text written as a formula, to keep its zeros in Excel, is that text', () => {
    const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
    const cells = ['="0012"', '="0123"', '="2026/11/20"'].map(quoted)
    const row = readOne(`login,password,最終ログイン日時\n${cells.join()}`)
    assert.deepEqual([row.login, seen(row), row.lastLoginAt], ['0012', 'clear 0123', '2026-11-20'])
    assert.equal(seen(readOne(`login,password\na,${quoted('=""')}`)), 'clear ')
    for (const cell of ['="0123', '="a"b"', '=0123', '"0123"'])
      assert.equal(seen(readOne(`login,password\na,${quoted(cell)}`)), `clear ${cell}`)
  })

  test('the password in clear counts where its hash stands beside it', () => {
    assert.equal(seen(readOne('login,password,hash\ntanaka,Zaiko2024,abc')), 'clear Zaiko2024')
    assert.equal(seen(readOne('login,password,hash\ntanaka,,abc')), 'hash')
  })

  test('a word or date that is not known rejects the line and is never taken for good', () => {
    assert.deepEqual(rejection('login,退職日\ntanaka,2026/2/30'), {
      key: 'account-date',
      values: { field: 'leftAt' },
    })
    assert.deepEqual(rejection('login,二段階認証\ntanaka,たぶん'), {
      key: 'account-word',
      values: {
        field: 'mfa',
        words:
          '1/0, yes/no, true/false, ○/×, あり/なし, 有効, 設定済, 設定済み, 登録済, 無効, 未設定, 未登録, disabled',
      },
    })
  })

  test('a rejection never repeats the cell, which in a shifted row may be the password', () => {
    for (const header of ['login,状態', 'login,退職日', 'login,共有']) {
      assert.doesNotMatch(JSON.stringify(read(`${header}\ntanaka,Zaiko2024`)), /Zaiko/)
    }
  })

  test('either column may say that the account is off', () => {
    assert.equal(readOne('login,状態,ロック\ntanaka,有効,1').enabled, false)
    assert.equal(readOne('login,状態,ロック\ntanaka,退職,0').enabled, false)
    assert.equal(readOne('login,ロック\ntanaka,0').enabled, true)
    assert.equal(readOne('login,状態\ntanaka,').enabled, undefined)
  })

  test('a role of no known name stays unknown', () => {
    assert.equal(readOne('login,権限\ntanaka,経理').role, undefined)
    assert.equal(readOne('login,権限\ntanaka,ＡＤＭＩＮ').role, 'admin')
    assert.equal(readOne('login,権限\ntanaka,バッチ').role, 'service')
  })

  test('“never logged in” and empty dates are not known, not long ago', () => {
    for (const text of ['', '-', '0000-00-00 00:00:00', '0001/01/01', '未ログイン', 'NULL', '\\N']) {
      assert.equal(readOne(`login,last_login\ntanaka,${text}`).lastLoginAt, undefined, text)
    }
  })

  test('rows that cannot be an account are rejected by line and reason', () => {
    const lines = [
      'login,password',
      'tanaka,a,b',
      ',a',
      'tanaka,a',
      'tanaka,b',
      'Tanaka,c',
      'sa\u0007to,a',
      'sa\u202eto,a',
      ',',
    ]
    assert.deepEqual(
      read(lines.join('\n')).map(result =>
        isAccountRow(result) ? result.login : [result.line, result.key, result.values],
      ),
      [
        [2, 'csv-cells', { expected: 2, found: 3 }],
        [3, 'account-login-empty', undefined],
        'tanaka',
        [5, 'account-login-twice', { first: 4 }],
        'Tanaka',
        [7, 'account-login-control', undefined],
        [8, 'account-login-control', undefined],
      ],
    )
  })

  test('a saved mapping reads a list whose headers nobody could guess', () => {
    const row = readOne('社員番号,合言葉,備考\n1001,Zaiko2024,x', { login: '社員番号', password: '合言葉' })
    assert.equal(row.login, '1001')
    assert.equal(seen(row), 'clear Zaiko2024')
  })

  test('headers of tables with a format of their own are left to it', () => {
    assert.equal(recognised('ログインID', 'パスワード'), true)
    assert.equal(recognised('ログインID'), true)
    assert.equal(recognised('user'), false)
    assert.equal(recognised('ID'), false)
    assert.equal(recognised('login', '部署'), false)
    assert.equal(recognised('rolname', 'rolpassword', 'login', 'role'), false)
    assert.equal(recognised('ID', 'user_login', 'user_pass', 'display_name'), false)
    assert.equal(recognised('id', 'password', 'last_login', 'is_superuser', 'username', 'is_staff'), false)
    assert.equal(recognised('User', 'Host', 'plugin', 'authentication_string', 'Password'), false)
  })
})
