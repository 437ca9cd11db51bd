import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { familyNames } from '../../../src/strength/words/family-names.ts'
import { passphraseWords } from '../../../src/strength/words/passphrase-words.ts'

const syllable =
  '(?:[kgsztdnhbpmr]?[aeiou]|[kgnhbpmr]y[aou]|(?:sh|ch|j)[aiou]|ts?u|fu|wa|y[aou]|n(?![aeiouy]))'
const hepburn = new RegExp(`^(?:(?:k(?=k)|s(?=s)|t(?=t|ch)|p(?=p))?${syllable})+$`)
const notHepburn = /si|ti|tu|zi|di|du|(?<![sc])hu|m[bp]/

/** Spellings people mix up, one after the other; what sounds alike comes out the same. */
const folds: readonly (readonly [RegExp, string])[] = [
  [/tch/g, 'cch'],
  [/sh(?=[aou])/g, 'sy'],
  [/shi/g, 'si'],
  [/ch(?=[aou])/g, 'ty'],
  [/chi/g, 'ti'],
  [/tsu/g, 'tu'],
  [/fu/g, 'hu'],
  [/j(?=[aou])/g, 'zy'],
  [/ji/g, 'zi'],
  [/m(?=[bpm])/g, 'n'],
  [/o[uoh](?![aeiouy])/g, 'o'],
  [/oo|ou/g, 'o'],
  [/uu/g, 'u'],
  [/e[ie]/g, 'e'],
  [/ii/g, 'i'],
  [/aa/g, 'a'],
  [/([kstpcn])\1/g, '$1'],
]
const sound = (word: string) => folds.reduce((text, [spelt, as]) => text.replace(spelt, as), word)

/** What nobody should find in a password handed out at work, in either language. */
const rude =
  /^(?:baka|aho|kuso|busu|debu|hage|shine|chinko|manko|unko|shikko|geri|inkei|seikou|seiki|chitsu|yakuza|jisatsu|koroshi?|shabu|ero)$|fuck|nazi|sekkusu|hentai|nigg/

test('the list is the one that was looked through, word by word', () => {
  assert.equal(passphraseWords.length, 4096)
  assert.equal(Math.log2(passphraseWords.length), 12)
  assert.equal(
    hash('sha256', passphraseWords.join('\n')),
    '4163a22836c714c565fe30e9aaa8d182101ff102e8c9734b4ca514cb5198ce6e',
  )
})

test('every word is Hepburn of three to eight letters', () => {
  const others = passphraseWords.filter(
    word => word.length < 3 || word.length > 8 || !hepburn.test(word) || notHepburn.test(word),
  )
  assert.deepEqual(others, [])
})

test('no two words sound alike, however their long vowels and double letters are spelt', () => {
  const bySound = Map.groupBy(passphraseWords, sound)
  assert.deepEqual(
    [...bySound.values()].filter(words => words.length > 1),
    [],
  )
  for (const [one, other] of [
    ['koutsuu', 'kotu'],
    ['shinbun', 'simbun'],
    ['zasshi', 'zashi'],
    ['onna', 'ona'],
    ['ookii', 'oki'],
  ] as const) {
    assert.equal(sound(one), sound(other))
  }
})

test('no word is rude, and none is one of the frequent family names', () => {
  assert.deepEqual(
    passphraseWords.filter(word => rude.test(word)),
    [],
  )
  const families = ['suzuki', 'takahashi', 'tanaka', 'watanabe', 'yamamoto', 'kobayashi', 'yamada']
  assert.ok(families.every(name => familyNames.words.includes(name) && !passphraseWords.includes(name)))
})
