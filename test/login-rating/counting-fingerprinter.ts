import { type Fingerprinter, openFingerprinter, passingFingerprintKey } from '../../src/intake/fingerprint.ts'

/** The real fingerprinter under a key of its own, and how many passwords it has been given. */
export function countingFingerprinter(): {
  readonly fingerprinter: Fingerprinter
  readonly made: () => number
} {
  const real = openFingerprinter({ key: passingFingerprintKey(), cost: 'hmac', remembers: false })
  let count = 0
  const fingerprint = (password: string) => {
    count += 1
    return real.fingerprint(password)
  }
  return { fingerprinter: { ...real, fingerprint }, made: () => count }
}
