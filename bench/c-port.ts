/** Where Debian's libzxcvbn0 puts the C port; `ZXCVBN_C` names another place. */
const library = process.env.ZXCVBN_C ?? 'libzxcvbn.so.0'

/** The C port of zxcvbn (not exact): bits of guesses for a password; undefined where the machine does not have it. */
export async function openCPort(): Promise<((password: string) => number) | undefined> {
  const koffi = (await import('koffi')).default
  try {
    const match = koffi.load(library).func('double ZxcvbnMatch(const char *, void *, void *)')
    return password => match(password, null, null) as number
  } catch {
    return undefined
  }
}
