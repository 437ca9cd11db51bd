import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import wordpress from '../../src/formats/wordpress.ts'
import { accountsOf, factsOf, headOf, shown } from '../format-reading.ts'

const phpass = '$P$Bch.XBEhZAQ7DpcSUIoEPmyXCEhc8I0'

describe('Users of WordPress', () => {
  test('an INSERT that names its columns without quotes is a dump, and its column list no header row', () => {
    const text = `INSERT INTO wp_users (ID, user_login, user_pass, user_email) VALUES\n(1, 'tanaka', '${phpass}', 'a@aoba.example');\n`
    assert.deepEqual(
      wordpress.dialects.filter(({ recognises }) => recognises(headOf(text))).map(({ syntax }) => syntax),
      ['lines'],
    )
    assert.equal(shown(accountsOf(wordpress, text).get('tanaka')?.credential), `hash ${phpass}`)
  })

  test('md5 set by hand is told from the hashes WordPress makes, and no hash is no way in', () => {
    const md5 = '5ebe2294ecd0e0f08eab7690d2a6ee69'
    const accounts = accountsOf(wordpress, `user_login,user_pass\na,${md5}\nb,${phpass}\nc,\n`)
    assert.deepEqual(
      [...accounts.values()].map(row => shown(row.credential)),
      [`hash md5 ${md5}`, `hash ${phpass}`, 'locked'],
    )
  })

  test('the columns are those of the table definition, wherever they stand', () => {
    const text = `CREATE TABLE \`kaisha_users\` (
  \`user_pass\` varchar(255) NOT NULL,
  \`user_login\` varchar(60) NOT NULL,
  \`user_registered\` datetime NOT NULL,
  KEY \`user_login_key\` (\`user_login\`)
);
INSERT INTO \`kaisha_users\` VALUES ('${phpass}','tanaka','2024-04-01 09:30:00'),
('${phpass}','sato','0000-00-00 00:00:00');
`
    const accounts = accountsOf(wordpress, text)
    assert.deepEqual(factsOf(accounts.get('tanaka')), { createdAt: '2024-04-01T09:30:00Z' })
    assert.deepEqual(factsOf(accounts.get('sato')), {})
  })

  test('a users table of another program in the same dump is not read', () => {
    const text = `INSERT INTO \`forum_users\` (\`id\`,\`name\`) VALUES (1,'eve');
INSERT INTO \`wp_users\` (\`user_login\`,\`user_pass\`) VALUES ('tanaka','${phpass}');
`
    assert.deepEqual([...accountsOf(wordpress, text).keys()], ['tanaka'])
  })

  test('a dump of a whole server is left to the server’s own format', () => {
    const text = `-- Current Database: \`mysql\`\nINSERT INTO \`wp_users\` (\`user_login\`,\`user_pass\`) VALUES ('a','${phpass}');\n`
    assert.equal(
      wordpress.dialects.some(({ recognises }) => recognises(headOf(text))),
      false,
    )
  })
})
