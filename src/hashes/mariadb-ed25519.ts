import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { decode } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

const prime = 2n ** 255n - 19n
/** PKCS #8 around a raw X25519 key (RFC 8410). */
const x25519Header = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** MariaDB's ed25519 plugin: the public key that belongs to SHA-512 of the password, without a salt. */
export default defineScheme<Buffer>({
  name: 'mariadb-ed25519',
  named: 'ed25519',
  readBare: text => (/^[A-Za-z0-9+/]{43}=?$/.test(text) ? decode(text, 'base64') : undefined),
  facts: () => ({ class: 'unsalted', parameters: { digest: 'sha512' } }),
  opens: (password, publicKey) => {
    const y = littleEndian(publicKey) & (2n ** 255n - 1n)
    return y === edwardsY(createHash('sha512').update(password).digest().subarray(0, 32))
  },
  milliseconds: () => 0.5,
  examples: [
    {
      text: 'ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY',
      password: 'secret',
      hint: 'ed25519',
      class: 'unsalted',
      parameters: { digest: 'sha512' },
    },
  ],
})

/**
 * The y coordinate of scalar times Ed25519's base point. Node signs with 32-byte seeds only, but X25519 multiplies any
 * scalar, clamped alike, on the same curve in Montgomery's form, whose u gives y = (u - 1) / (u + 1).
 */
function edwardsY(scalar: Buffer): bigint {
  const key = createPrivateKey({ key: Buffer.concat([x25519Header, scalar]), format: 'der', type: 'pkcs8' })
  const u = littleEndian(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32))
  return (((u - 1n + prime) % prime) * power(u + 1n, prime - 2n)) % prime
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (
    let [square, rest] = [base % prime, exponent];
    rest > 0n;
    square = (square * square) % prime, rest >>= 1n
  ) {
    if ((rest & 1n) === 1n) result = (result * square) % prime
  }
  return result
}

function littleEndian(bytes: Buffer): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)
}
