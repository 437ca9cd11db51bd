import { createHash, hash, randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../gates/gated.ts'
import { stopping } from '../probes/real-server.ts'
import { guardedFolder, startApache } from '../servers/apache.ts'
import { makeMariadb, makePostgres } from '../servers/databases.ts'
import { startDovecot } from '../servers/dovecot.ts'
import { hashOf } from '../servers/ftp.ts'
import { layOutPostfix, startPostfix } from '../servers/postfix.ts'
import { makeDirectory, people, personEntry } from '../servers/slapd.ts'
import { postgresBinaries } from '../store/places.ts'
import { at, each, expiring, keptIn, reading } from './kept-logins.ts'
import { proftpd, pureFtpd, sshd, vsftpd } from './proven-file-servers.ts'
import type { KnownLogin, ProvenServer } from './proven-server.ts'

/** Two passwd-files, the second for what was left over. */
function dovecotLogins(folder: string, lock: (line: string) => string) {
  const users = join(folder, 'users')
  const line = (login: string, password: string) => `${login}:{SHA512-CRYPT}${hashOf(password)}::::::`
  const put = each(
    keptIn(
      users,
      ({ login, password, isLocked }) =>
        `${isLocked === true ? lock(line(login, password)) : line(login, password)}\n`,
    ),
    keptIn(join(folder, 'left-over'), ({ login, also }) =>
      also === undefined ? '' : `${line(login, also)}\n`,
    ),
  )
  return { put, list: reading(users), users: ['users', 'left-over'] }
}

function dovecot(name: string, protocol: 'imaps' | 'pop3s', debianPackage: string): ProvenServer {
  return {
    name,
    needs: { dovecot: debianPackage },
    format: 'dovecot',
    locked: 'locked',
    untrusted: 'tls-failed',
    layOut: async place => {
      const { folder, authority, programs } = place
      const { put, list, users } = dovecotLogins(folder, line => `${line}nologin=y reason=suspended`)
      const tls = authority.issue(folder)
      const port = await freePort()
      const settings = { ports: { [protocol]: port }, users, tls }
      const start = async () => stopping(await startDovecot(programs.dovecot ?? '', folder, settings))
      return { endpoint: at(protocol, port), start, put, list, breakTls: expiring(place) }
    },
  }
}

const postfix: ProvenServer = {
  name: 'Postfix submission that asks Dovecot',
  needs: { postfix: 'postfix', dovecot: 'dovecot-core' },
  format: 'dovecot',
  locked: 'refused',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, authority, programs } = place
    // What Dovecot lets nobody in to, it still vouches for to others: here the hash is shut.
    const { put, list, users } = dovecotLogins(folder, line => line.replace('}', '}!'))
    const { key, certificate } = authority.issue(folder)
    const port = await freePort()
    const secured = `smtpd_tls_cert_file = ${certificate}\nsmtpd_tls_key_file = ${key}\nsmtpd_tls_auth_only = yes`
    const asking = `smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = ${folder}/sasl`
    const main = `inet_interfaces = 127.0.0.1\nsmtpd_tls_security_level = may\n${secured}\n${asking}\n`
    const master = `127.0.0.1:${port} inet n - n - - smtpd\ntlsmgr unix - - n 1000? 1 tlsmgr\n`
    layOutPostfix(folder, main, master)
    await startDovecot(programs.dovecot ?? '', folder, { users, sasl: 'sasl' })
    const start = async () => (await startPostfix(programs.postfix ?? '', folder, port)).stop
    return { endpoint: at('submission', port), start, put, list, breakTls: expiring(place) }
  },
}

function apache(type: 'Basic' | 'Digest', lineOf: (login: KnownLogin) => string): ProvenServer {
  return {
    name: `Apache WebDAV with ${type}`,
    needs: { apache2: 'apache2' },
    format: type === 'Basic' ? 'htpasswd' : 'htdigest',
    locked: 'refused',
    untrusted: 'tls-failed',
    onePassword: 'the first provider that knows the login decides, and a file has one line of it',
    layOut: async place => {
      const { folder, authority, programs } = place
      const tls = authority.issue(folder)
      const port = await freePort()
      mkdirSync(join(folder, 'files'))
      const file = join(folder, 'logins')
      const put = keptIn(file, login => (login.isLocked === true ? '' : lineOf(login)))
      const more = `DavLockDB ${folder}/locks\n${guardedFolder('files', type, file)}`
      const modules = ['auth_digest', 'dav', 'dav_fs']
      const settings = { listen: [`127.0.0.1:${port}`] as const, modules, tls, more }
      const start = async () => stopping(await startApache(programs.apache2 ?? '', folder, settings))
      const endpoint = { ...at('webdavs', port), path: '/files/' }
      return { endpoint, start, put, list: reading(file), breakTls: expiring(place) }
    },
  }
}

const postgresql: ProvenServer = {
  name: 'PostgreSQL',
  needs: postgresBinaries() === undefined ? { postgres: 'postgresql' } : {},
  format: 'postgresql',
  locked: 'locked',
  untrusted: 'tls-failed',
  onePassword: 'a role has one, and a line that trusts asks for none',
  layOut: async place => {
    const { folder, authority } = place
    const tls = authority.issue(folder)
    const port = await freePort()
    const cluster = makePostgres(postgresBinaries() ?? '', folder, port)
    const made = new Set<string>()
    const put = ({ login, password, isLocked }: KnownLogin) => {
      if (!made.has(login)) cluster.run(`create role ${login}`)
      made.add(login)
      cluster.run(`alter role ${login} ${isLocked === true ? 'nologin' : 'login'} password '${password}'`)
    }
    const start = async () => stopping(await cluster.start(tls))
    const list = cluster.dumpRoles
    return { endpoint: at('postgresql', port), start, put, list, breakTls: expiring(place) }
  },
}

const mariadb: ProvenServer = {
  name: 'MariaDB',
  needs: { mariadbd: 'mariadb-server', 'mariadb-install-db': 'mariadb-server', mariadb: 'mariadb-client' },
  format: 'mysql',
  locked: 'locked',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, authority, programs } = place
    const tls = authority.issue(folder)
    const port = await freePort()
    const { mariadbd = '', 'mariadb-install-db': install = '', mariadb: client = '' } = programs
    const server = makeMariadb({ mariadbd, 'mariadb-install-db': install, mariadb: client }, folder, port)
    const by = (password: string) => `mysql_native_password using password('${password}')`
    const put = ({ login, password, also, isLocked }: KnownLogin) => {
      const ways = [password, ...(also === undefined ? [] : [also])].map(by).join(' or ')
      const lock = isLocked === true ? 'lock' : 'unlock'
      server.run(`create or replace user ${login}@localhost identified via ${ways} account ${lock}`)
    }
    const start = async () => stopping(await server.start(tls))
    const list = () => server.run('select user, host, plugin, authentication_string from mysql.user')
    return { endpoint: at('mariadb', port), start, put, list, breakTls: expiring(place) }
  },
}

const slapd: ProvenServer = {
  name: 'slapd',
  needs: {
    slapd: 'slapd',
    slapadd: 'slapd',
    slapcat: 'slapd',
    slapmodify: 'slapd',
    ldapmodify: 'ldap-utils',
  },
  format: 'ldif',
  locked: 'refused',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, authority, programs } = place
    const { slapd: daemon = '', slapadd = '', slapcat = '', slapmodify = '', ldapmodify = '' } = programs
    const tls = authority.issue(folder)
    const directory = makeDirectory({ slapd: daemon, slapadd, slapcat, slapmodify, ldapmodify }, folder, tls)
    const [port, implicit] = [await freePort(), await freePort()]
    const made = new Set<string>()
    const put = ({ login, password, also, isLocked }: KnownLogin) => {
      if (!made.has(login)) directory.change(personEntry(login))
      made.add(login)
      const change = `dn: uid=${login},${people}\nchangetype: modify\n`
      const lock =
        isLocked === true ? '-\nadd: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n' : ''
      directory.change(`${change}replace: userPassword\nuserPassword: ${saltedSha(password)}\n${lock}\n`)
      if (also !== undefined) {
        directory.changePastPolicy(`${change}add: userPassword\nuserPassword: ${saltedSha(also)}\n\n`)
      }
    }
    const start = async () => stopping(await directory.start(port, implicit))
    const endpoint = { ...at('ldap', port), database: people }
    return { endpoint, start, put, list: directory.dump, breakTls: expiring(place) }
  },
}

/** As LDAP servers keep it. */
function saltedSha(password: string): string {
  const salt = randomBytes(8)
  const digest = createHash('sha1').update(password).update(salt).digest()
  return `{SSHA}${Buffer.concat([digest, salt]).toString('base64')}`
}

/** Every server that a rotation is proved against. */
export const provenServers: readonly ProvenServer[] = [
  vsftpd,
  proftpd,
  pureFtpd,
  dovecot('Dovecot IMAP', 'imaps', 'dovecot-imapd'),
  dovecot('Dovecot POP3', 'pop3s', 'dovecot-pop3d'),
  postfix,
  apache('Basic', ({ login, password }) => `${login}:{SHA}${hash('sha1', password, 'base64')}\n`),
  apache('Digest', ({ login, password }) => `${login}:files:${hash('md5', `${login}:files:${password}`)}\n`),
  sshd,
  postgresql,
  mariadb,
  slapd,
]
