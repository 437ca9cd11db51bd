import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import django from '../../src/formats/django.ts'
import { accountsOf, factsOf, shown } from '../format-reading.ts'

const header =
  'password,last_login,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined'
const pbkdf2 = 'pbkdf2_sha256$260000$T7373ffHKYqUWJJ7WiNDpt$fe2r+rZF5wK9RWS3kAxHwuk2EADcK7+H1h209XrNimg='

describe('Users of a Django site', () => {
  test('the table reads the same from PostgreSQL, SQLite and MySQL', () => {
    const rows = [
      `${pbkdf2},2026-11-22 18:49:32.099+00,t,taro,太郎,田中,taro@aoba.example,t,f,2024-04-01 00:00:00+00`,
      `${pbkdf2},2026-11-22 18:49:32.099,1,taro,太郎,田中,taro@aoba.example,1,0,2024-04-01 00:00:00`,
      `${pbkdf2},2026-11-22T18:49:32.099Z,True,taro,太郎,田中,taro@aoba.example,True,False,2024-04-01T00:00:00Z`,
    ]
    for (const row of rows) {
      const taro = accountsOf(django, `${header}\n${row}\n`).get('taro')
      assert.equal(shown(taro?.credential), `hash ${pbkdf2}`)
      assert.deepEqual(factsOf(taro), {
        displayName: '田中 太郎',
        email: 'taro@aoba.example',
        role: 'admin',
        enabled: false,
        lastLoginAt: '2026-11-22T18:49:32.099Z',
        createdAt: '2024-04-01T00:00:00Z',
      })
    }
  })

  test('an unusable password opens to nobody; hashers of the site’s own are hashes too', () => {
    const passwords = [
      '!LYPmeYjzIudjc6uPoBKon1mWjXqLvi77uEisiYhY',
      '5ebe2294ecd0e0f08eab7690d2a6ee69',
      'our_own$1$ab$cd',
      'crypt$$aD8cfxnrT9lPo',
    ]
    const text = `username,is_superuser,is_staff,password\n${passwords.map((password, at) => `u${at},f,f,${password}\n`).join('')}`
    assert.deepEqual(
      [...accountsOf(django, text).values()].map(row => shown(row.credential)),
      [
        'locked',
        'hash md5 5ebe2294ecd0e0f08eab7690d2a6ee69',
        'hash our_own$1$ab$cd',
        'hash crypt$$aD8cfxnrT9lPo',
      ],
    )
  })

  test('in dumpdata a user model of the site’s own counts, other models do not', () => {
    const user = {
      password: pbkdf2,
      username: 'taro',
      is_superuser: false,
      is_active: true,
      last_login: null,
    }
    const text = JSON.stringify([
      { model: 'contenttypes.contenttype', pk: 1, fields: { app_label: 'shop' } },
      { model: 'accounts.shopuser', pk: 1, fields: user },
    ])
    const accounts = accountsOf(django, text)
    assert.deepEqual([...accounts.keys()], ['taro'])
    assert.deepEqual(factsOf(accounts.get('taro')), { enabled: true })
  })
})
