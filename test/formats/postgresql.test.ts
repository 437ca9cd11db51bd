import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import postgresql from '../../src/formats/postgresql.ts'
import { accountsOf, factsOf, headOf, read, rejectedBy, shown } from '../format-reading.ts'

const md5 = 'md5fe0f09ba00c7121ce90600a36c3083f3'
const scram =
  'SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG2YZc2xzm+4wpmTy3HcTwD8GZu4obOMxKB8tDRNY='

describe('Roles of PostgreSQL', () => {
  test('the same role reads the same in all four ways it is written', () => {
    const texts = [
      `rolname,rolsuper,rolcanlogin,rolpassword,rolvaliduntil\ntaro,t,t,${scram},2027-01-01 09:00:00+09\n`,
      `10|taro|t|t|t|t|t|t|t|-1|${scram}|2027-01-01 09:00:00+09\n`,
      `COPY pg_authid (rolname, rolsuper, rolcanlogin, rolpassword, rolvaliduntil) FROM stdin;\ntaro\tt\tt\t${scram}\t2027-01-01 09:00:00+09\n\\.\n`,
      `CREATE ROLE taro;\nALTER ROLE taro WITH SUPERUSER INHERIT LOGIN PASSWORD '${scram}' VALID UNTIL '2027-01-01 09:00:00+09';\n`,
    ]
    for (const text of texts) {
      assert.equal(
        postgresql.dialects.some(({ recognises }) => recognises(headOf(text))),
        true,
      )
      const taro = accountsOf(postgresql, text).get('taro')
      assert.deepEqual(factsOf(taro), { enabled: true, role: 'admin', expiresAt: '2027-01-01T00:00:00Z' })
      assert.equal(shown(taro?.credential), `hash ${scram}`)
    }
  })

  test('md5 is known for what it is, no password lets nobody in, and old versions kept some in clear', () => {
    const accounts = accountsOf(postgresql, `a|t||${md5}\nb|t||\nc|f|infinity|secret\n`)
    assert.equal(shown(accounts.get('a')?.credential), `hash postgresql-md5 ${md5}`)
    assert.equal(shown(accounts.get('b')?.credential), 'locked')
    assert.equal(shown(accounts.get('c')?.credential), 'clear secret')
    assert.deepEqual(factsOf(accounts.get('c')), { enabled: false })
  })

  test('quotes in names and passwords are taken off', () => {
    const text = `ALTER ROLE "Sato ""H""" WITH NOSUPERUSER LOGIN PASSWORD 'LOGIN''s; VALID UNTIL';\n`
    const sato = accountsOf(postgresql, text).get('Sato "H"')
    assert.equal(shown(sato?.credential), "clear LOGIN's; VALID UNTIL")
    assert.deepEqual(factsOf(sato), { enabled: true })
  })

  test('in a dump of whole databases only the roles are read', () => {
    const text = `--
SET client_encoding = 'UTF8';
ALTER ROLE taro WITH NOSUPERUSER LOGIN;
ALTER ROLE taro SET search_path TO shop;
CREATE TABLE public.items (
    name text
);
COPY public.items (name, price) FROM stdin;
ALTER ROLE eve WITH SUPERUSER LOGIN;
pencil|80
\\.
`
    assert.deepEqual([...accountsOf(postgresql, text).keys()], ['taro'])
  })

  test('a block names its columns itself, and is no CSV for that, whatever stands first', () => {
    for (const copy of [
      'COPY pg_authid (oid, rolname, rolpassword, rolcanlogin) FROM stdin;',
      'COPY pg_catalog.pg_authid (oid, rolname, rolpassword, rolcanlogin) FROM stdin;',
      'copy "pg_authid"("oid", "rolname", "rolpassword", "rolcanlogin") from stdin;',
    ]) {
      const text = `${copy}\n10\ttaro\t${md5}\tt\n\\.\n`
      assert.deepEqual(
        postgresql.dialects.filter(({ recognises }) => recognises(headOf(text))).map(({ syntax }) => syntax),
        ['lines'],
        copy,
      )
      assert.equal(shown(accountsOf(postgresql, text).get('taro')?.credential), `hash postgresql-md5 ${md5}`)
    }
  })

  test('a block that does not end is a file cut short', () => {
    const results = read(postgresql, 'COPY pg_authid (rolname, rolpassword) FROM stdin;\ntaro\t\\N\n') ?? []
    assert.deepEqual(rejectedBy(results), [{ line: 2, key: 'entry-cut-short' }])
  })
})
