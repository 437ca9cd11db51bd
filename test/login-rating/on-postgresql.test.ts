import { holdOnPostgresql } from '../suite-on-postgresql.ts'

/** What gates learn from logins, and what they saw of attempts to get in. */
const suite = [
  'test/login-rating/login-rating.test.ts',
  'test/login-rating/denial-book.test.ts',
  'test/login-rating/owed-audits.test.ts',
  'test/attack-evidence/attack-book.test.ts',
]

holdOnPostgresql('What logins show is learnt on PostgreSQL as it is on SQLite', suite, 20)
