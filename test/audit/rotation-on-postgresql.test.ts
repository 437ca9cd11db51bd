import { holdOnPostgresql } from '../suite-on-postgresql.ts'

/** What opens, moves and closes rotation tasks. */
const suite = [
  'test/audit/rotation.test.ts',
  'test/proof/fake-rotations.test.ts',
  'test/proof/places-and-leavers.test.ts',
  'test/probing/probe-desk.test.ts',
  'test/probing/inspection-desk.test.ts',
]

holdOnPostgresql('The rotation suite holds on PostgreSQL as it does on SQLite', suite, 60)
