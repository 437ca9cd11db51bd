import type { Role } from './account.ts'

const firstPerson = 1000
const nobody = 65_534

/** The role a numeric user id tells: 0 is root, below 1000 (and nobody) a service; a person's own role is not told. */
export function roleOfUid(uid: string): Role | undefined {
  const id = Number(uid)
  if (id === 0) return 'admin'
  return id < firstPerson || id === nobody ? 'service' : undefined
}
