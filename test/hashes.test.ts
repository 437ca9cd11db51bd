import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { HashScheme } from '../src/core/hash-scheme.ts'
import { looksHashed } from '../src/core/hash-text.ts'
import { readShelf } from '../src/shelf.ts'

const shelf = await readShelf('hashes')
const schemes = [...shelf.values()]
const nobody = { login: 'nobody' }

/** Names of the schemes that take the text for their own. */
function recognisers(text: string, hint?: string): readonly string[] {
  return schemes.filter(scheme => scheme.recognise(text, hint) !== undefined).map(({ name }) => name)
}

function label({ text, hint }: HashScheme['examples'][number]): string {
  return `${text.slice(0, 24)}${text.length > 24 ? '…' : ''}${hint === undefined ? '' : ` named ${hint}`}`
}

describe('The shelf of hash schemes', () => {
  test('every scheme carries examples', () => {
    for (const { name, examples } of schemes) assert.ok(examples.length > 0, name)
  })

  for (const scheme of schemes) {
    describe(scheme.name, () => {
      for (const example of scheme.examples) {
        const { text, password, context = nobody, hint } = example
        test(`${label(example)} is recognised by this scheme alone, with its class and parameters`, () => {
          assert.deepEqual(recognisers(text, hint), [scheme.name])
          const facts = scheme.recognise(text, hint)
          assert.equal(facts?.scheme, scheme.name)
          assert.equal(facts?.class, example.class)
          if (example.parameters !== undefined) assert.deepEqual(facts?.parameters, example.parameters)
        })

        test(`${label(example)} is opened by its password and by no other`, async () => {
          assert.equal(await scheme.verify(password, text, context), true)
          assert.equal(await scheme.verify(`x${password.slice(0, 12)}`, text, context), false)
          if (isCheap(scheme, example)) assert.equal(await scheme.verify('', text, context), false)
        })

        test(`${label(example)} shows its salt and what one verification costs`, () => {
          const facts = scheme.recognise(text, hint)
          assert.ok(facts !== undefined && scheme.verifyCost(facts) > 0 && scheme.verifyCost(facts) < 1_000)
          const salt = scheme.salt?.(text)
          if ((facts.saltBits ?? 0) > 0) assert.ok(salt !== undefined && salt !== '', 'it has a salt')
          else assert.equal(salt, undefined)
          assert.equal(
            JSON.stringify(facts).includes(salt || text),
            false,
            'facts hold neither salt nor hash',
          )
        })
      }

      test('truncated and damaged texts are nobody’s hash or stay shut, and never throw', async () => {
        for (const example of scheme.examples) {
          const { text, password, context = nobody } = example
          const cut = fc.integer({ min: 0, max: text.length - 1 }).map(end => text.slice(0, end))
          const damaged = fc
            .tuple(fc.nat({ max: text.length - 1 }), fc.constantFrom('$', '\0', '9', '/', '{', ':', 'é', ''))
            .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1))
            .filter(hostile => hostile !== text)
          await fc.assert(
            fc.asyncProperty(fc.oneof(cut, damaged), async hostile => {
              for (const other of schemes) other.recognise(hostile)
              scheme.salt?.(hostile)
              if (isCheap(scheme, example))
                assert.notEqual(await scheme.verify(`${password}!`, hostile, context), true)
            }),
            { numRuns: 60 },
          )
        }
      })
    })
  }
})

/** Whether the example may be tried some sixty times over. */
function isCheap(scheme: HashScheme, { text, hint }: HashScheme['examples'][number]): boolean {
  const facts = scheme.recognise(text, hint)
  return facts !== undefined && scheme.verifyCost(facts) < 5
}

describe('A text of no certain scheme', () => {
  test('any text at all is recognised by at most one scheme', () => {
    const hints = fc.constantFrom(undefined, 'nt', 'lm', 'htdigest', 'ed25519', 'md5', 'nonsense')
    const hex = fc.stringMatching(
      /^[0-9a-f]{16}$|^[0-9a-f]{32}$|^[0-9a-f]{40}$|^[0-9a-f]{64}$|^[0-9a-f]{128}$/,
    )
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), hex, fc.stringMatching(/^[./0-9A-Za-z]{13}$/)),
        hints,
        (text, hint) => {
          assert.ok(recognisers(text, hint).length <= 1, recognisers(text, hint).join())
        },
      ),
    )
  })

  test('hex alone is taken for the usual digest of its length, but not against what the list says', () => {
    assert.deepEqual(recognisers('0'.repeat(32)), ['md5'])
    assert.deepEqual(recognisers('0'.repeat(40)), ['sha1'])
    assert.deepEqual(recognisers('0'.repeat(64)), ['sha256'])
    assert.deepEqual(recognisers('0'.repeat(128)), ['sha512'])
    assert.deepEqual(recognisers('0'.repeat(32), 'NTLM'), ['nt'])
    assert.deepEqual(recognisers('0'.repeat(32), 'LanMan'), ['lm'])
    assert.deepEqual(recognisers('0'.repeat(32), 'something-else'), [])
    assert.deepEqual(recognisers('0'.repeat(16)), [])
  })

  test('an ordinary password is nobody’s hash', () => {
    for (const password of [
      '',
      'Zaiko2024',
      'correct horse battery',
      'パスワード',
      '$ecret',
      '{x}',
      '*',
      '!',
    ]) {
      assert.deepEqual(recognisers(password), [], password)
    }
  })
})

describe('What looks like a hash', () => {
  test('every example that needs no hint and is no password in clear is told from a password', () => {
    for (const { examples } of schemes) {
      for (const { text, hint, class: hashClass } of examples) {
        if (hint === undefined && hashClass !== 'plaintext')
          assert.equal(looksHashed(text), true, text.slice(0, 24))
      }
    }
  })
})

describe('A text that asks for the impossible', () => {
  for (const [text, why] of [
    [
      '$argon2id$v=19$m=4294967295,t=4294967295,p=1$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc',
      'four tebibytes',
    ],
    [
      '$argon2id$v=19$m=8388608,t=1,p=1$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc',
      'eight gibibytes',
    ],
    [
      '$argon2id$v=19$m=1,t=1,p=8$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc',
      'less memory than lanes',
    ],
    ['$2y$31$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2', 'days of bcrypt'],
    [
      '$6$rounds=999999999$C9HrNnPiv78ESdlV$J8P.YysINOckOaWa3kKWuP/h.vcIEmD6kP0WjrWlU4YYtoD6n788NMICIEokOkX/jnX/odxcfpynqGhUHCSce.',
      'minutes of SHA-512',
    ],
    ['$P$Sch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0', 'a thousand million rounds of MD5'],
    [
      '$7$zU..../....p.wbzpgbrkn.A0S/1Dpeo/$T0VCsoKs.b6FyC.7rK4cLtj0/5niLH3asq0NcqBY5YD',
      'more memory than there is',
    ],
    [
      'scrypt$16383$s79VM0seVz3YDpslE1kWcg$8$1$SVhfTS4s5xEIQLOrsHE+bYNuwz95f62/KbkUINVxQTln5n0MijKQjT9QYNURWd9Rq+oM95mpBR6gTq3rJzxegQ==',
      'N that is no power of two',
    ],
    [
      'pbkdf2_sha256$999999999$T7373ffHKYqUWJJ7WiNDpt$fe2r+rZF5wK9RWS3kAxHwuk2EADcK7+H1h209XrNimg=',
      'minutes of PBKDF2',
    ],
  ] as const) {
    test(`${why}: it is recognised, and cannot be told rather than computed`, async () => {
      const [scheme] = schemes.filter(candidate => candidate.recognise(text) !== undefined)
      assert.ok(scheme)
      assert.equal(await scheme.verify('secret', text, nobody), undefined)
    })
  }
})
