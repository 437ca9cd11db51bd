import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, startDaemon, write } from '../gates/gated.ts'
import { layOutEtc } from '../gates/own-etc.ts'
import { stopping } from '../probes/real-server.ts'
import {
  hashOf,
  makeHome,
  makePureDatabase,
  pureLine,
  startProftpd,
  startPureFtpd,
  startVsftpd,
} from '../servers/ftp.ts'
import { makeKey, startSshd } from '../servers/sshd.ts'
import { at, each, expiring, keptIn, logins, reading } from './kept-logins.ts'
import type { KnownLogin, Place, ProvenServer } from './proven-server.ts'

/** A second PAM module, which knows the passwords that were left over. */
function leftOver(folder: string, perl = '') {
  const file = join(folder, 'left-over')
  const pairs = 'tie my %kept, "DB_File", "$ARGV[0].db"; %kept = map { chomp; split /:/ } <STDIN>'
  const put = keptIn(
    file,
    ({ login, also }) => (also === undefined ? '' : `${login}:${also}\n`),
    () => {
      const made = spawnSync(perl, ['-MDB_File', '-e', pairs, file], { input: readFileSync(file) })
      assert.equal(made.status, 0, String(made.stderr))
    },
  )
  return { put, auth: `auth required pam_userdb.so db=${file} crypt=none\n` }
}

const openToAll = 'account required pam_permit.so\nsession required pam_permit.so\n'

/** An /etc whose shadow knows the logins of the tests, and a second PAM module behind it. */
function unixLogins({ folder, programs }: Place, service: string) {
  const second = leftOver(folder, programs.perl)
  const passwd = logins.map(login => `${login}:x:5000:5000::${join(folder, 'home')}:/bin/sh\n`).join('')
  const { around } = layOutEtc(
    { folder, token: '' },
    {
      passwd: `${readFileSync('/etc/passwd', 'utf8')}${passwd}`,
      shadow: '',
      [`pam.d/${service}`]: `auth sufficient pam_unix.so nodelay\n${second.auth}${openToAll}`,
    },
  )
  const shadow = join(folder, 'own-etc', 'shadow')
  const line = ({ login, password, isLocked }: KnownLogin) =>
    `${login}:${isLocked === true ? '!' : ''}${hashOf(password)}:20000:0:99999:7:::\n`
  return { around, put: each(keptIn(shadow, line), second.put), list: reading(shadow) }
}

export const vsftpd: ProvenServer = {
  name: 'vsftpd',
  needs: { vsftpd: 'vsftpd', perl: 'perl' },
  hasOwnEtc: true,
  format: 'shadow',
  locked: 'refused',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, authority, programs } = place
    const { around, put, list } = unixLogins(place, 'vsftpd')
    const { key, certificate } = authority.issue(folder)
    const port = await freePort()
    const tls = `ssl_enable=YES\nrsa_cert_file=${certificate}\nrsa_private_key_file=${key}\nssl_ciphers=HIGH`
    const start = async () =>
      stopping(await startVsftpd(programs.vsftpd ?? '', folder, { port, around, more: tls }))
    return { endpoint: at('ftp', port), start, put, list, breakTls: expiring(place) }
  },
}

export const proftpd: ProvenServer = {
  name: 'ProFTPD, declared plain',
  needs: { proftpd: 'proftpd-core', perl: 'perl' },
  hasOwnEtc: true,
  format: 'proftpd',
  locked: 'refused',
  // It has no TLS here: what is broken is what its owner declares of it.
  untrusted: 'plain-not-allowed',
  layOut: async ({ folder, programs }) => {
    const second = leftOver(folder, programs.perl)
    const { around, home } = layOutEtc(
      { folder, token: '' },
      { 'pam.d/proftpd': `${second.auth}${openToAll}` },
    )
    const file = write(folder, 'ftpd.passwd', '', 0o600)
    const put = keptIn(
      file,
      ({ login, password, isLocked }) =>
        `${login}:${isLocked === true ? '!' : ''}${hashOf(password)}:5000:5000::${home}:/bin/false\n`,
    )
    const port = await freePort()
    const more = `AuthOrder mod_auth_pam.c mod_auth_file.c\nAuthUserFile ${file}\nAuthPAMConfig proftpd`
    const endpoint = at('ftp', port)
    return {
      endpoint: { ...endpoint, tls: 'none' },
      start: async () => stopping(await startProftpd(programs.proftpd ?? '', folder, { port, more, around })),
      put: each(put, second.put),
      list: reading(file),
      breakTls: () => endpoint,
    }
  },
}

export const pureFtpd: ProvenServer = {
  name: 'Pure-FTPd',
  needs: { 'pure-ftpd': 'pure-ftpd', 'pure-pw': 'pure-ftpd', 'pure-authd': 'pure-ftpd' },
  format: 'pure-ftpd',
  locked: 'refused',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, authority, programs } = place
    const { both } = authority.issue(folder)
    const home = makeHome(folder)
    const [file, database, old] = ['pureftpd.passwd', 'pureftpd.pdb', 'left-over'].map(name =>
      join(folder, name),
    )
    if (file === undefined || database === undefined || old === undefined) throw new Error('three names')
    const line = ({ login, password, isLocked }: KnownLogin) =>
      pureLine(login, isLocked === true ? '*' : hashOf(password), home)
    const make = () => makePureDatabase(programs['pure-pw'] ?? '', file, database)
    const passwords = keptIn(file, line, make)
    const others = keptIn(old, ({ login, also }) => (also === undefined ? '' : `${login}:${also}\n`))
    make()
    // It goes on to the next method only where one does not know the login: the one that asks a program comes first.
    const asking = write(
      folder,
      'asking',
      `#!/bin/sh
if grep -qxF "$AUTHD_ACCOUNT:$AUTHD_PASSWORD" ${old}
then printf 'auth_ok:1\\nuid:5000\\ngid:5000\\ndir:%s\\nend\\n' ${home}
else printf 'auth_ok:0\\nend\\n'
fi
`,
      0o755,
    )
    const socket = join(folder, 'asked')
    await startDaemon(programs['pure-authd'] ?? '', ['-s', socket, '-r', asking], socket)
    const port = await freePort()
    const methods = ['-l', `extauth:${socket}`, '-l', `puredb:${database}`, '-E', '-Y', '2', '-2', both]
    const start = async () =>
      stopping(await startPureFtpd(programs['pure-ftpd'] ?? '', folder, methods, { port }))
    const put = each(passwords, others)
    return { endpoint: at('ftp', port), start, put, list: reading(file), breakTls: expiring(place) }
  },
}

export const sshd: ProvenServer = {
  name: 'OpenSSH SFTP',
  needs: { sshd: 'openssh-server', 'ssh-keygen': 'openssh-client', perl: 'perl' },
  hasOwnEtc: true,
  format: 'shadow',
  locked: 'refused',
  untrusted: 'tls-failed',
  layOut: async place => {
    const { folder, programs } = place
    const { around, put, list } = unixLogins(place, 'sshd')
    makeKey(folder, 'host')
    const port = await freePort()
    const more = 'UsePAM yes\nPasswordAuthentication yes\nKbdInteractiveAuthentication no'
    const start = async () => stopping(await startSshd(programs.sshd ?? '', folder, { port, more, around }))
    // SSH has no certificate to run out: it shows another host key than the one that is known.
    const breakTls = () => void makeKey(folder, 'host')
    return { endpoint: at('sftp', port), start, put, list, breakTls }
  },
}
