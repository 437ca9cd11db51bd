import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import mysql from '../../src/formats/mysql.ts'
import { accountsOf, factsOf, headOf, read, rejectedBy, shown } from '../format-reading.ts'

const native = '*14E65567ABDB5135D0CFD9A70B3032C179A49EE7'
const ed25519 = 'ZIgUREUg5PVgQ6LskhXmO+eZLS0nC8be6HPjYWR4YJY'
const rows = (...lines: readonly string[]) =>
  ['User Host plugin authentication_string', ...lines].map(line => line.replaceAll(' ', '\t')).join('\n')

describe('Accounts of MySQL and MariaDB', () => {
  test('the host is the network the account may come from', () => {
    const hosts = {
      '10.20.30.%': ['10.20.30.0/24'],
      '192.0.2.0/255.255.255.192': ['192.0.2.0/26'],
      localhost: ['127.0.0.0/8', '::1/128'],
      '%': ['0.0.0.0/0', '::/0'],
      '::1': ['::1/128'],
      'db.aoba.example': undefined,
    }
    for (const [host, networks] of Object.entries(hosts)) {
      const row = accountsOf(mysql, rows(`taro ${host} mysql_native_password ${native}`)).get('taro')
      assert.deepEqual(row?.networks, networks, host)
    }
  })

  test('a user at several hosts is one account, as open as the most open of them', () => {
    const text = rows(
      `taro 10.20.30.% mysql_native_password ${native}`,
      `taro localhost mysql_native_password ${native}`,
      `taro ::1 ed25519 ${ed25519}`,
    )
    const taro = accountsOf(mysql, text).get('taro')
    assert.deepEqual(taro?.networks, ['10.20.30.0/24', '127.0.0.0/8', '::1/128'])
    assert.equal(shown(taro?.credential), `hash mysql-native ${native}`)
    assert.deepEqual(taro?.alternatives?.map(shown), [`hash mariadb-ed25519 ${ed25519}`])
  })

  test('the plugin says what the text is: blank, nobody’s, asked elsewhere', () => {
    const text = rows(
      'a % mysql_native_password ',
      'b % mysql_native_password invalid',
      'c localhost unix_socket ',
      'd % pam mariadb',
      'e % parsec P0:Zm9v',
      ' localhost mysql_native_password ',
    )
    assert.deepEqual(
      [...accountsOf(mysql, text)].map(([login, row]) => [login, shown(row.credential)]),
      [
        ['a', 'clear '],
        ['b', 'locked'],
        ['c', 'locked'],
        ['d', 'absent'],
        ['e', 'hash parsec P0:Zm9v'],
        ["''", 'clear '],
      ],
    )
  })

  test('a password that MySQL 8 retains is open beside the new one, and counts before it', () => {
    const attributes = `{"metadata": {"comment": "app"}, "additional_password": "${native}"}`
    const text = [
      ['User', 'Host', 'plugin', 'authentication_string', 'User_attributes'],
      ['a', '%', 'mysql_native_password', '*94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29', attributes],
      ['b', '%', 'mysql_native_password', native, '{"metadata": {"comment": "app"}}'],
      ['c', '%', 'mysql_native_password', native, 'NULL'],
    ]
    const accounts = accountsOf(mysql, text.map(cells => cells.join('\t')).join('\n'))
    assert.equal(shown(accounts.get('a')?.credential), `hash mysql-native ${native}`)
    assert.deepEqual(accounts.get('a')?.alternatives?.map(shown), [
      'hash mysql-native *94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29',
    ])
    for (const login of ['b', 'c']) assert.equal(accounts.get(login)?.alternatives, undefined, login)
  })

  test('MariaDB’s global_priv tells locks, last changes, all privileges and second ways in', () => {
    const text = `%\ta\t{"access":18446744073709551615,"plugin":"unix_socket","auth_or":[{},{"plugin":"mysql_native_password","authentication_string":"${native}"}]}
%\tb\t{"access":0,"plugin":"mysql_native_password","authentication_string":"${native}","password_last_changed":1795373213,"account_locked":true}
\treaders\t{"access":0,"is_role":true}
`
    const accounts = accountsOf(mysql, text)
    assert.deepEqual([...accounts.keys()], ['a', 'b'])
    assert.equal(shown(accounts.get('a')?.credential), `hash mysql-native ${native}`)
    assert.equal(accounts.get('a')?.role, 'admin')
    assert.equal(accounts.get('b')?.enabled, false)
    assert.equal(accounts.get('b')?.passwordChangedAt, '2026-11-22T18:46:53Z')
  })

  test('CREATE USER is read in the spellings of MySQL and MariaDB, and GRANT only adds the role', () => {
    const text = `CREATE USER 'a'@'%' IDENTIFIED BY 'it''s';
CREATE USER b@localhost IDENTIFIED VIA mysql_native_password USING '${native}' OR unix_socket;
CREATE USER \`c\`@\`%\` ACCOUNT LOCK PASSWORD EXPIRE;
CREATE USER 'd'@'%';
GRANT ALL PRIVILEGES ON *.* TO 'a'@'%' IDENTIFIED BY PASSWORD '${native}' WITH GRANT OPTION;
GRANT ALL PRIVILEGES ON shop.* TO 'b'@'localhost';
`
    const accounts = accountsOf(mysql, text)
    assert.deepEqual(
      [...accounts.values()].map(row => shown(row.credential)),
      ["clear it's", `hash mysql-native ${native}`, 'locked', 'clear '],
    )
    assert.deepEqual(
      [...accounts.values()].map(row => row.role),
      ['admin', undefined, undefined, undefined],
    )
    assert.equal(accounts.get('c')?.enabled, false)
  })

  test('a table called user of another program is not read, in a dump of everything', () => {
    const text = `CREATE TABLE \`user\` (
  \`name\` text
);
INSERT INTO \`user\` VALUES ('eve');
INSERT INTO \`global_priv\` VALUES ('%','taro','{\\"plugin\\":\\"mysql_native_password\\",\\"authentication_string\\":\\"${native}\\"}');
`
    const accounts = accountsOf(mysql, text)
    assert.deepEqual([...accounts.keys()], ['taro'])
    assert.deepEqual(factsOf(accounts.get('taro')), { enabled: true, networks: ['0.0.0.0/0', '::/0'] })
  })

  test('a row that cannot be read is rejected by its reason', () => {
    const json = '%\ttaro\t{"access":0}\n%\thana\t{"access"}\n'
    assert.deepEqual(rejectedBy(read(mysql, json) ?? []), [{ line: 2, key: 'mysql-privileges' }])
    const statement = "CREATE USER 'a'@'%' IDENTIFIED WITH\n"
    assert.deepEqual(rejectedBy(read(mysql, statement) ?? []), [{ line: 1, key: 'mysql-user' }])
    assert.equal(
      mysql.dialects[0]?.recognises(headOf("INSERT INTO `user` (`id`,`name`) VALUES (1,'a');\n")),
      false,
    )
  })
})
