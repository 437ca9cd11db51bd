import { animals } from './animals.ts'
import { characters } from './characters.ts'
import { companyForms } from './company-forms.ts'
import { departments } from './departments.ts'
import { everyday } from './everyday.ts'
import { composedNames, familyNames } from './family-names.ts'
import { foods } from './foods.ts'
import { givenNames } from './given-names.ts'
import { goods } from './goods.ts'
import { mostUsedInJapan } from './japanese-most-used.ts'
import { keyboardWalks } from './keyboard.ts'
import { numberWords } from './number-words.ts'
import { office } from './office.ts'
import { passphraseWords } from './passphrase-words.ts'
import { places } from './places.ts'
import { seasons } from './seasons.ts'
import { servers } from './servers.ts'
import { things } from './things.ts'
import type { WordList } from './word-list.ts'

/** Our lists of Japanese words in romaji, each with its name, source and words. */
export const ownLists: readonly WordList[] = [
  mostUsedInJapan,
  goods,
  office,
  departments,
  companyForms,
  familyNames,
  givenNames,
  places,
  seasons,
  foods,
  animals,
  characters,
  everyday,
  servers,
  things,
]

/** The words our own passphrases are drawn from: whoever attacks them knows the list. */
const passphraseList: WordList = {
  name: 'passphrase-words',
  source: 'own, the list passphrases are drawn from, by theme',
  words: passphraseWords,
}

/** Our lists that are taken as they stand: words in no order, walks over keys, digits. */
export const fixedLists: readonly WordList[] = [composedNames, passphraseList, keyboardWalks, numberWords]
