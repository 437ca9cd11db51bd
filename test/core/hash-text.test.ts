import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { looksHashed, readCredential, readCryptField } from '../../src/core/hash-text.ts'

/** One text of each scheme, as the tool that is named wrote it for the password `secret`. */
const hashes: Readonly<Record<string, string>> = {
  'htpasswd -B': '$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2',
  'htpasswd -m': '$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1',
  'htpasswd -s': '{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=',
  'htpasswd -d': 'A2SK9c5jE8K.M',
  'mkpasswd yescrypt': '$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA',
  'mkpasswd gost-yescrypt': '$gy$j9T$ohHg/Z6eC12GBpif6EXVJ1$Asl5uQEmQTXVVtZ3xoMUnoVrOp0uyaIVIu.JOK9NQc6',
  'mkpasswd scrypt': '$7$CU..../....p.wbzpgbrkn.A0S/1Dpeo/$T0VCsoKs.b6FyC.7rK4cLtj0/5niLH3asq0NcqBY5YD',
  'mkpasswd sha512crypt':
    '$6$iD73ryDfhe4FMBcr$83GcyDknmQ0Pzs.OAuO9YI8xfo2i45jcZQ0bGYolW0KKGH3HxOOpsDV8TD8kbmWB',
  'mkpasswd sha256crypt': '$5$k7mQpECrZ0HNn0ka$2AAd34ptF92r/e8g4aknxRSP6fr1cKNu/bM36ADD3R3',
  'mkpasswd md5crypt': '$1$4ZyJqm72$9o3zxxGtMcWlPnKGYI/xP0',
  'mkpasswd sunmd5': '$md5,rounds=40463$cnVpa6jt$$sMtekqCNT00qo51wm2Y7k/',
  'mkpasswd bsdicrypt': '_J9..iGS51T3r8QK54Ug',
  'mkpasswd nt': '$3$$878d8014606cda29677a44efa1353fc7',
  'pure-pw':
    '$argon2id$v=19$m=8192,t=1023,p=1$R0cCfsVZzhYpohIydtnlEw$QZIX/nY2Wbli0xipT+iE1dak8CTxuvtV2yFnSH+5FEI',
  'doveadm pw': '{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA',
  PostgreSQL: 'md5fe0f09ba00c7121ce90600a36c3083f3',
  'PostgreSQL scram':
    'SCRAM-SHA-256$4096:o0NIQ38Rxt73iUdV44C2Ug==$Epp+o/syp+cy2gPEGjyXDjN8fSjro/R+70ZZCX6YVb4=:kfiG=',
  'MariaDB native': '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7',
  'WordPress 6.1': '$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0',
  'WordPress 6.8': '$wp$2y$10$h8O3Mg20wbFBOU4Qe1Qtwuq4tAneaRFoESnwMDpRWT5yrdA33GuPK',
  'Django pbkdf2': 'pbkdf2_sha256$260000$T7373ffHKYqUWJJ7WiNDpt$fe2r+rZF5wK9RWS3kAxHwuk2EADcK7+H1h209XrNimg=',
  'Django bcrypt': 'bcrypt_sha256$$2b$12$l.cPcS/gebmVa/xDBCkj.eQRsrDq0KWNGpxmG.dDN4eUQFN0uUGMu',
  'Django crypt': 'crypt$$aD8cfxnrT9lPo',
  'Django argon2':
    'argon2$argon2id$v=19$m=102400,t=2,p=8$QW91V0RFWUw1R1VPazZUTDRQajZabw$ZHYqVbEzAfgbHYej2rM9Pw',
  'md5 digest': '5ebe2294ecd0e0f08eab7690d2a6ee69',
  'sha1 digest': 'e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4',
}

describe('Telling a hash from a password in clear', () => {
  test('every scheme the real tools write is taken for a hash', () => {
    for (const [tool, text] of Object.entries(hashes)) assert.equal(looksHashed(text), true, tool)
  })

  test('a hex digest beside its salt is a hash, and no other length of hex is', () => {
    const lengths = [32, 40, 64].map(length => 'a1b2c3d4'.repeat(length / 8))
    for (const digest of lengths) {
      for (const text of [`${digest}:x9`, `x9:${digest}`, `${digest.toUpperCase()}:${'s'.repeat(32)}`])
        assert.equal(readCredential(text).seen, 'hash', text)
      for (const text of [
        `${digest}a:x9`,
        `x9:${digest.slice(1)}`,
        `${digest}:`,
        `:${digest}`,
        `${digest}: x`,
      ])
        assert.equal(readCredential(text).seen, 'clear', text)
    }
  })

  test('DES hashes of the real tools are known, words of thirteen letters are not', () => {
    const real =
      'A2SK9c5jE8K.M Nhz7ui52ghNXo prhrkpU5kUPeI ABS5SGh1EL6bk aD8cfxnrT9lPo TFKYJ/3c/4oJA n7zKFhlV9bARY'
    for (const text of real.split(' ')) assert.equal(looksHashed(text), true, text)
    const words = 'konnichiwa123 tanaka2026aki Password12345 administrator yamadatarou00 AOBASHOJI2026'
    for (const text of words.split(' ')) assert.equal(looksHashed(text), false, text)
  })

  test('passwords people choose are not taken for hashes', () => {
    const passwords = [
      'secret',
      'P@$$w0rd',
      '$ecret$',
      '*****',
      '_under_score_',
      '{brace',
      'md5',
      '!Haru2026',
      'sha1$',
      '$2 bill',
      'ひみつ',
      'deadbeef',
    ]
    for (const text of passwords) assert.equal(looksHashed(text), false, text)
  })

  test('a label that announces the password itself is no hash, and is taken off', () => {
    for (const label of ['{PLAIN}', '{clear}', '{CLEARTEXT}', '{PLAIN-TRUNC}']) {
      assert.equal(looksHashed(`${label}secret`), false)
      const credential = readCredential(`${label}secret`)
      assert.equal(credential.seen === 'clear' && credential.secret.reveal(), 'secret')
    }
    assert.equal(looksHashed('{PLAIN-MD5}5ebe2294ecd0e0f08eab7690d2a6ee69'), true)
  })

  test('a lock is told from a hash behind a lock, and neither is ever a password', () => {
    const des = 'A2SK9c5jE8K.M'
    assert.deepEqual(readCryptField('*'), { credential: { seen: 'locked' } })
    assert.deepEqual(readCryptField(`!${des}`), { credential: { seen: 'locked' }, enabled: false })
    assert.equal(readCryptField(des)?.credential.seen, 'hash')
    assert.equal(readCryptField('')?.credential.seen, 'clear')
    assert.equal(readCryptField('secret'), undefined)
  })

  test('behind its label any text at all is the password itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), text => {
        const credential = readCredential(`{PLAIN}${text}`)
        assert.equal(credential.seen === 'clear' && credential.secret.reveal(), text)
      }),
    )
  })

  test('a text of a hundred thousand signs is answered like any other', () => {
    assert.equal(looksHashed(`pbkdf2_${'a'.repeat(100_000)}`), false)
    assert.equal(looksHashed(`sha1$${'$'.repeat(100_000)}`), true)
  })
})
