import type { WordList } from './word-list.ts'

/** Columns of keys from above, unshifted, then with shift on an American and on a Japanese keyboard. */
const columns = '1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 8ik, 9ol. 0p;/'.split(' ')
const shiftedRows = { american: '!@#$%^&*()', japanese: '!"#$%&\'()' } as const
const rows = [
  ...'qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh zxcvbn qwer asdf zxcv qwert asdfg zxcvb poiuytrewq'.split(
    ' ',
  ),
  ...'lkjhgfdsa mnbvcxz qazwsx qazwsxedc wsxedc edcrfv qwe asd zxc qaz wsx edc rfv poi lkj mnb qweasd'.split(
    ' ',
  ),
  ...'qweasdzxc asdzxc qwaszx qawsedrf azsxdcfv zaxscdvf 1q2w3e 1q2w3e4r 1q2w3e4r5t 1a2s3d 1z2x3c q1w2e3'.split(
    ' ',
  ),
  ...'q1w2e3r4 q1w2e3r4t5 a1s2d3 a1s2d3f4 z1x2c3 123qwe 123qweasd qwe123 asd123 zxc123 qwer1234 asdf1234'.split(
    ' ',
  ),
  ...'zxcv1234 1234qwer 1234asdf 12qw 12qwas 12qwaszx 12qw34er qwer4321 aaaa1111 1111aaaa abcd1234 1234abcd'.split(
    ' ',
  ),
  ...'abc123 123abc a1b2c3 a1b2c3d4 1a2b3c 1a2b3c4d aa1111 a12345 a123456 abcdef abcdefg abcdefgh adgjmptw'.split(
    ' ',
  ),
  ...'adgjmptw adgjmp adgj wtpmjgda aeiou aiueo kstnhmyrw akasatana aiueokakikukeko asdfjkl asdfghjkl;'.split(
    ' ',
  ),
  ...'!@#$%^&* !@#$ !@#$% !@# !"#$%&\'() !"#$ !"#$% !"# asdfghjkl;: zxcvbnm, zxcvbnm,./ qwertyuiop@ qwertyuiop@['.split(
    ' ',
  ),
]

/** Columns and rows of keys alone, side by side and mirrored (`1qaz2wsx`, `zaq1"WSX`), lower case: made by code. */
/** Walks that go down and up again between two rows. */
const zigzags = [
  'qawsedrftgyhujikolp',
  'aqswdefrgthyjukilo',
  'azsxdcfvgbhnjmk,l.',
  'zaxscdvfbgnhmj',
  '1q2w3e4r5t6y7u8i9o0p',
]
const shortestZigzag = 6

export const keyboardWalks: WordList = {
  name: 'keyboard-walks',
  source: 'own, rows and columns of keys, made by code',
  words: [...new Set([...rows, ...columnWalks(), ...zigzags.flatMap(beginnings)])],
}

function beginnings(walk: string): readonly string[] {
  return Array.from({ length: walk.length - shortestZigzag + 1 }, (_, more) =>
    walk.slice(0, shortestZigzag + more),
  )
}

function columnWalks(): readonly string[] {
  const forms = columns.map((column, index) => formsOf(column, index))
  const neighbours = forms.flatMap((first, index) =>
    [index, index + 1, index - 1].flatMap(next => pairs(first, forms[next] ?? [])),
  )
  const triples = [columns, columns.map(column => [...column].reverse().join(''))].flatMap(walk =>
    walk
      .slice(2)
      .flatMap((_, index) => [walk.slice(index, index + 3).join(''), walk.slice(index, index + 4).join('')]),
  )
  return [...forms.flatMap(each => each.slice(0, 2)), ...triples, ...neighbours].map(walk =>
    walk.toLowerCase(),
  )
}

/** A column downwards and upwards, each as it is and with its digit shifted. */
function formsOf(column: string, index: number): readonly string[] {
  const heads = [column.slice(0, 1), ...Object.values(shiftedRows).map(row => row.charAt(index))]
  return [...new Set(heads.filter(head => head !== ''))].flatMap(head => {
    const walk = head + column.slice(1)
    return [walk, [...walk].reverse().join('')]
  })
}

function pairs(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.flatMap(one => second.map(other => one + other))
}
