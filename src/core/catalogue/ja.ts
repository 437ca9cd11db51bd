import { addresses } from './addresses.ja.ts'
import { api } from './api.ja.ts'
import { commands } from './commands.ja.ts'
import { decisions } from './decisions.ja.ts'
import { doctor } from './doctor.ja.ts'
import type { en } from './en.ts'
import { findings } from './findings.ja.ts'
import { lists } from './lists.ja.ts'
import { people } from './people.ja.ts'
import { policy } from './policy.ja.ts'
import { proof } from './proof.ja.ts'
import { rotate } from './rotate.ja.ts'
import { strength } from './strength.ja.ts'

/** Every sentence in Japanese; a missing key does not compile. */
export const ja: Readonly<Record<keyof typeof en, string>> = {
  ...addresses,
  ...api,
  ...commands,
  ...decisions,
  ...doctor,
  ...findings,
  ...lists,
  ...people,
  ...policy,
  ...proof,
  ...rotate,
  ...strength,
}
