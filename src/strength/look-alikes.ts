/**
 * Digits and signs people write for a letter, by the letter they are folded to. `i`, `1` and `l` cannot be told
 * apart.
 */
const lookAlikes: Readonly<Record<string, string>> = {
  a: '4@',
  b: '8',
  c: '({[<',
  e: '3',
  g: '69',
  l: '1!|i',
  o: '0',
  s: '5$',
  t: '7+',
  x: '%',
  z: '2',
}

const letterOf = new Map(
  Object.entries(lookAlikes).flatMap(([letter, signs]) => [...signs].map(s => [s, letter])),
)
const signs = /[4@8({[<3691!|i05$7+%2]/g

/** What each ASCII character is folded to. */
const foldedAscii = Array.from({ length: 128 }, (_, code) => foldAny(String.fromCharCode(code)))

/** NFKC, lower case, every look-alike as its letter: `P@ssw0rd` and `password` give the same text. */
export function foldLookAlikes(text: string): string {
  let folded = ''
  for (let index = 0; index < text.length; index++) {
    const letter = foldedAscii[text.charCodeAt(index)]
    if (letter === undefined) return foldAny(text)
    folded += letter
  }
  return folded
}

function foldAny(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(signs, sign => letterOf.get(sign) ?? sign)
}

/** As `foldLookAlikes`, with `t` and `l` as one letter too, since `7` stands for both. */
export function foldLoosely(text: string): string {
  return foldLookAlikes(text).replaceAll('t', 'l')
}
