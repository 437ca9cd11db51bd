import zxcvbn from 'zxcvbn'

/** Exactly what the zxcvbn package answers for the whole password with no user inputs: score 0–4 and guesses. */
export function estimate(password: string): { readonly score: 0 | 1 | 2 | 3 | 4; readonly guesses: number } {
  const { score, guesses } = zxcvbn(password)
  return { score, guesses }
}
