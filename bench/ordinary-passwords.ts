import { packageLists } from '../src/strength/package-lists.ts'
import { seeded } from '../test/strength/password-cases.ts'

const endings = ['1', '123', '2019', '2024', '!', '1234', '99', '01', '', '']
const symbols = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!@#$%'

/**
 * Passwords as accounts have them, the same for the same seed: half a word with an ending, a quarter a word with
 * look-alikes and digits, an eighth two words, an eighth random; ten characters on average.
 */
export function ordinaryPasswords(count: number, seed: number): readonly string[] {
  const below = seeded(seed)
  const pick = <T>(from: readonly T[] | string): T | string => from[below(from.length)] ?? ''
  const word = () => {
    const plain = pick(packageLists[below(packageLists.length)]?.inOrder ?? [])
    return below(3) === 0 ? plain.charAt(0).toUpperCase() + plain.slice(1) : plain
  }
  const makers: readonly (() => string)[] = [
    () => word() + pick(endings),
    () => word() + pick(endings),
    () => word() + pick(endings),
    () => word() + pick(endings),
    () => word().replace('a', '@').replace('o', '0') + below(1000),
    () => word().replace('i', '1').replace('s', '$') + below(100),
    () => word() + word(),
    () => Array.from({ length: 8 + below(5) }, () => pick(symbols)).join(''),
  ]
  return Array.from({ length: count }, () => makers[below(makers.length)]?.() ?? '')
}
