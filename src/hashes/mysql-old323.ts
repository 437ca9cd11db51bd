import { defineScheme } from '../hash-library/scheme.ts'

const mask = 0x7fffffffn

/** MySQL before 4.1: two words of 31 bits, found again in seconds. */
export default defineScheme<string>({
  name: 'mysql-old323',
  named: 'mysql-old mysql_old_password mysql323',
  readBare: text => (/^[0-9a-f]{16}$/i.test(text) ? text.toLowerCase() : undefined),
  facts: () => ({ class: 'broken', parameters: {} }),
  opens: (password, digest) => old323(Buffer.from(password)) === digest,
  milliseconds: () => 0.005,
  examples: [
    { text: '428567f408994404', password: 'secret', hint: 'mysql_old_password', class: 'broken' },
    { text: '5d2e19393cc5ef67', password: 'password', hint: 'mysql_old_password', class: 'broken' },
  ],
})

function old323(password: Buffer): string {
  let [first, second, add] = [1345345333n, 0x12345671n, 7n]
  for (const byte of password) {
    // Blanks and tabs have never counted.
    if (byte === 0x20 || byte === 0x09) continue
    const value = BigInt(byte)
    first = BigInt.asUintN(64, first ^ (((first & 63n) + add) * value + (first << 8n)))
    second = BigInt.asUintN(64, second + ((second << 8n) ^ first))
    add += value
  }
  return [first, second].map(word => (word & mask).toString(16).padStart(8, '0')).join('')
}
