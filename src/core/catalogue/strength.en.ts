/** What is said of ratings, generated passwords and fingerprints. */
export const strength = {
  'generator-length':
    'The policy asks for {minLength} characters or more, but there is room for {maxLength} at most.',
  'generator-length.hint':
    'Raise maxLength or the cap of the system (maxPasswordLength, truncatesPasswordAt), require a second factor, or give the system a policy with a smaller minLength.',
  'generator-bits':
    '{bits} bits are out of reach: {maxLength} of the allowed characters make {most} at most.',
  'generator-bits.hint':
    'Ask for fewer bits, or raise the limits of the system: maxPasswordLength, truncatesPasswordAt, passwordSymbols.',
  'generator-bits-passphrase':
    'A passphrase of {bits} bits is out of reach: {maxLength} characters of those allowed have room for {most} at most.',
  'generator-bits-passphrase.hint':
    'Ask for kind random or for fewer bits, or raise the limits of the system: maxPasswordLength, truncatesPasswordAt, passwordSymbols.',
  'generator-made': '{bits} bits each; the policy "{policy}" accepts them.',
  'generator-refused':
    'The policy "{policy}" goes on refusing passwords of {bits} bits made like this: {rules}.',
  'generator-refused.hint':
    'Ask for more bits or another kind, allow more characters, or change what the policy asks by these rules.',
  'strength-straight-row': 'Straight rows of keys are easy to guess.',
  'strength-keyboard-pattern': 'Short patterns on the keyboard are easy to guess.',
  'strength-repeat': 'One character repeated is easy to guess.',
  'strength-repeated-block': 'A repeated block is hardly harder to guess than the block itself.',
  'strength-sequence': 'Runs such as abc or 6543 are easy to guess.',
  'strength-year': 'Recent years are easy to guess.',
  'strength-date': 'Dates are easy to guess.',
  'strength-top-10': 'One of the ten most used passwords.',
  'strength-top-100': 'One of the hundred most used passwords.',
  'strength-very-common': 'A very common password.',
  'strength-similar-to-common': 'Much like a password many people use.',
  'strength-single-word': 'A single word is easy to guess.',
  'strength-single-name': 'A name by itself is easy to guess.',
  'strength-common-name': 'Common names are easy to guess.',
  'strength-use-few-words': 'Use several words that do not belong together.',
  'strength-no-symbols-needed': 'Signs, digits and capitals are not needed when it is long enough.',
  'strength-add-words': 'Add one or two words, rare ones if possible.',
  'strength-longer-pattern': 'Use a longer pattern with more turns, or none.',
  'strength-avoid-repeats': 'Leave out repeated words and characters.',
  'strength-avoid-sequences': 'Leave out runs of letters or digits.',
  'strength-avoid-years': 'Leave out recent years.',
  'strength-avoid-own-years': 'Leave out years that have to do with you.',
  'strength-avoid-own-dates': 'Leave out dates and years that have to do with you.',
  'strength-capitals': 'A capital at the beginning hardly helps.',
  'strength-all-capitals': 'All capitals are hardly harder to guess than small letters.',
  'strength-reversed': 'A word written backwards is hardly harder to guess.',
  'strength-substitutions': 'Signs written for letters, such as @ for a, hardly help.',
  'strength-own-word': 'A word from around this account: the login, a name, the company or the system.',
  'strength-own-word-with-ending':
    "The account's, the company's or the system's own name with digits or signs.",
  'strength-word-with-ending': 'A common word with digits or signs added is among the first guesses.',
  'strength-two-words': 'Two common words together are still easy to guess.',
  'strength-number-with-signs': 'Numbers with signs between them are easy to guess.',
  'strength-place': 'Names of places and stations are easy to guess.',
  'strength-trade-word': 'Words of the office, the trade and servers are easy to guess.',
  'strength-japanese-word': 'Japanese words are easy to guess, however they are spelt.',
  'strength-number-word': 'Digits that read as words are easy to guess.',
  'strength-kana-keys': 'Kana typed on Latin keys are easy to guess.',
  'strength-phone-keys': 'Words typed on the keys of a telephone are easy to guess.',
  'strength-japanese-keyboard': 'Keys next to each other on a Japanese keyboard are easy to guess.',
  'strength-era-date': 'A Japanese era date or year is easy to guess.',
  'strength-phone': 'Telephone numbers are easy to guess.',
  'strength-postcode': 'Postcodes are easy to guess.',
  'strength-avoid-own-numbers': 'Leave out telephone numbers and postcodes.',
  'strength-rated-head': 'Only the beginning of this long password was rated.',
  'fingerprint-key-exposed': 'The key file {file} can be read by every user of this machine (mode {mode}).',
  'fingerprint-key-exposed.hint': 'Run: chmod 600 {file}',
  'fingerprint-key-file': 'The key file {file} can be neither read nor made ({code}).',
  'fingerprint-key-file.hint':
    'Name a file with KAGIMORI_FINGERPRINT_KEY_FILE that this user may read, or one in a folder where he may make it.',
  'fingerprint-key-short': 'The key file {file} does not hold 32 bytes as hex or base64.',
  'fingerprint-key-short.hint':
    'Restore the right key file, or start with an empty data folder, where a new one is made.',
  'fingerprint-key-missing':
    'The key file {file} is not there, but the accounts kept here were made with the key {kept}.',
  'fingerprint-key-missing.hint':
    'Restore that key file, or start with an empty data folder; a backup holds no key.',
  'fingerprint-key-other':
    'The key in {file} is {id}, but the accounts kept here were made with the key {kept}.',
  'fingerprint-key-other.hint':
    'Restore the right key file, or start with an empty data folder; a backup holds no key.',
} as const
