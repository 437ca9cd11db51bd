/** The system's crypt(3), which knows every scheme `/etc/shadow` may hold: phrase and setting in, hash text out. */
type Crypt = (phrase: string, setting: string) => Promise<string | undefined>

/** libxcrypt's names on Debian, Alpine and Fedora. */
const libraryNames = ['libcrypt.so.1', 'libcrypt.so.2', 'libcrypt.so']
/** `sizeof (struct crypt_data)` of libxcrypt; the call answers NULL rather than write past it. */
const workAreaBytes = 32_768

let opened: Promise<Crypt | undefined> | undefined

/**
 * Whether the phrase opens the hash text, by the system's libcrypt on a thread of the pool. Undefined where that
 * cannot be told: no libxcrypt here, a setting it does not know, or a NUL in the phrase (C would cut it there).
 */
export async function cryptOpens(phrase: string, text: string): Promise<boolean | undefined> {
  const answer = await cryptText(phrase, text)
  return answer === undefined ? undefined : answer === text
}

/** The hash text of a phrase under a setting (prefix, parameters, salt); undefined where `cryptOpens` cannot tell. */
export async function cryptText(phrase: string, setting: string): Promise<string | undefined> {
  if (phrase.includes('\0') || setting.includes('\0')) return undefined
  opened ??= openLibcrypt()
  const crypt = await opened
  return crypt?.(phrase, setting)
}

/** Loaded once, and only when the first such hash is met: most lists need neither the binding nor the library. */
async function openLibcrypt(): Promise<Crypt | undefined> {
  const koffi = (await import('koffi')).default
  for (const name of libraryNames) {
    try {
      const cryptRn = koffi.load(name).func('const char *crypt_rn(const char *, const char *, void *, int)')
      return (phrase, setting) =>
        new Promise((resolve, reject) => {
          const workArea = Buffer.alloc(workAreaBytes)
          cryptRn.async(phrase, setting, workArea, workAreaBytes, (error: unknown, answer: string | null) => {
            // The phrase lies in the work area; it is not left there for a memory dump.
            workArea.fill(0)
            if (error === null || error === undefined) resolve(answer ?? undefined)
            else reject(error)
          })
        })
    } catch {
      // Another name may do; without any, nothing can be told.
    }
  }
  return undefined
}
