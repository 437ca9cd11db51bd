import { z } from 'zod'
import { bad, defineRule, good, unknown } from '../core/rule.ts'

/** Schemes that look at the first eight characters only, whatever the system lets people type. */
const eightCharacterSchemes: readonly string[] = ['des-crypt']

/** A system that cuts or caps passwords makes good ones impossible, and nobody who chooses one can see it. */
export default defineRule({
  id: 'PW-09',
  subject: 'system',
  severity: 'medium',
  title: { en: 'System that cuts or caps passwords', ja: 'パスワードの文字数を制限・切り捨てるシステム' },
  references: ['NIST SP 800-63B-4 3.1.1.2', 'OWASP ASVS 5.0 6.2.8', 'OWASP ASVS 5.0 6.2.9'],
  remedy: {
    en: 'Lift the limit, or replace the component that verifies the passwords.',
    ja: '文字数制限を解消するか、パスワードを検証している部品を置き換えてください。',
  },
  reasons: {
    'eight-characters': {
      en: 'Accounts stored as {scheme} ({count}): only the first 8 characters of their passwords count.',
      ja: '{scheme}で保存されたアカウントが{count}件あり、パスワードの先頭8文字しか照合されません。',
    },
    truncated: {
      en: 'Characters after the first {at} are ignored.',
      ja: '先頭の{at}文字より後は無視されます。',
    },
    capped: {
      en: 'Passwords may have {max} characters at most; {wanted} should be possible.',
      ja: 'パスワードは最大{max}文字に制限されています。{wanted}文字まで使えるようにすべきです。',
    },
    undeclared: {
      en: 'How long a password may be (maxPasswordLength) is not declared.',
      ja: 'パスワードの最大文字数(maxPasswordLength)が登録されていません。',
    },
    'truncation-undeclared': {
      en: 'How many characters count (truncatesPasswordAt) is not declared; where all do, it is {max}.',
      ja: '照合される文字数(truncatesPasswordAt)が登録されていません。すべて照合される場合は{max}です。',
    },
  },
  options: z.strictObject({ permitLength: z.int().min(8).default(64) }),
  check: ({ system, list }, { permitLength }) => {
    const scheme = eightCharacterSchemes.find(name => (list?.schemes[name] ?? 0) > 0)
    if (scheme !== undefined) {
      const count = list?.schemes[scheme] ?? 0
      return bad('eight-characters', { scheme, count }, { evidence: { scheme, count } })
    }
    const { maxPasswordLength: max, truncatesPasswordAt: at } = system.facts
    if (max !== undefined && max < permitLength) {
      return bad('capped', { max, wanted: permitLength }, { evidence: { maxPasswordLength: max } })
    }
    if (at !== undefined && (max === undefined ? at < permitLength : at < max)) {
      return bad('truncated', { at }, { evidence: { truncatesPasswordAt: at } })
    }
    if (max === undefined) return unknown('undeclared')
    return at === undefined ? unknown('truncation-undeclared', { max }) : good
  },
  examples: {
    good: [
      {
        about: '72 characters, all of which count',
        subject: { system: { facts: { maxPasswordLength: 72, truncatesPasswordAt: 72 } } },
      },
    ],
    bad: [
      {
        about: 'one account still in DES',
        subject: { list: { schemes: { 'des-crypt': 1, bcrypt: 9 } } },
        reason: 'eight-characters',
      },
      {
        about: 'a cap of 16',
        subject: { system: { facts: { maxPasswordLength: 16, truncatesPasswordAt: 16 } } },
        reason: 'capped',
      },
      {
        about: 'takes 255 characters and looks at 72',
        subject: { system: { facts: { maxPasswordLength: 255, truncatesPasswordAt: 72 } } },
        reason: 'truncated',
      },
      {
        about: 'looks at 8, whatever it takes',
        subject: { system: { facts: { truncatesPasswordAt: 8 } } },
        reason: 'truncated',
      },
    ],
    unknown: [
      { about: 'nothing declared', subject: {}, reason: 'undeclared' },
      {
        about: 'only the longest declared',
        subject: { system: { facts: { maxPasswordLength: 128 } } },
        reason: 'truncation-undeclared',
      },
    ],
  },
})
