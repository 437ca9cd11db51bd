import { randomInt } from 'node:crypto'

const consonants = 'bcdfghjkmnpqrstvwxyzBCDFGHJKMNPQRSTVWXYZ'

/** A password that any policy takes. It has no vowels and no digits read as such, so that no login can occur in it. */
export function randomPassword(): string {
  return Array.from({ length: 20 }, () => consonants.charAt(randomInt(consonants.length))).join('')
}
