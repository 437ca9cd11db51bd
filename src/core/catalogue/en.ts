import { addresses } from './addresses.en.ts'
import { api } from './api.en.ts'
import { commands } from './commands.en.ts'
import { decisions } from './decisions.en.ts'
import { doctor } from './doctor.en.ts'
import { findings } from './findings.en.ts'
import { lists } from './lists.en.ts'
import { people } from './people.en.ts'
import { policy } from './policy.en.ts'
import { proof } from './proof.en.ts'
import { rotate } from './rotate.en.ts'
import { strength } from './strength.en.ts'

/** Every sentence the product says in English, by stable key; `<key>.hint` says what to write instead. */
export const en = {
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
} as const
