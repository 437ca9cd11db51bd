import assert from 'node:assert/strict'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { holdGate } from './conditions.ts'
import { converse } from './conversation.ts'
import { blockIn, freePort, openGated, pidsOf, startDaemon, visitors, wanted, write } from './gated.ts'

const programs = wanted({ dovecot: 'dovecot-imapd' })

if (programs !== undefined) {
  const gated = await openGated('mail', 'mail')
  const { folder } = gated
  const port = await freePort()
  write(folder, 'users', 'tanaka:{PLAIN}spring-of-2026\n')
  write(folder, '99-kagimori.conf', blockIn('dovecot.md', 0, gated), 0o600)
  mkdirSync(join(folder, 'mail'))
  chownSync(join(folder, 'mail'), 65534, 65534)
  const configuration = write(
    folder,
    'dovecot.conf',
    `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1, ::1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
mail_location = maildir:${folder}/mail/%u
passdb {
  driver = passwd-file
  args = ${folder}/users
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${folder}/mail/%u
}
!include ${folder}/99-kagimori.conf
`,
  )
  const daemon = await startDaemon(programs.dovecot, ['-F', '-c', configuration], port)
  const logIn = (from: string, password = 'spring-of-2026') =>
    converse(port, from, [`a LOGIN tanaka ${password}`], line => /^(?:\* (?:OK|BYE)|a )/.test(line))

  test('Dovecot reports a wrong password, and nothing of it is kept', async () => {
    assert.match(await logIn(visitors.listed, 'autumn-of-2026'), /^a NO/)
    assert.equal((await gated.lastDecision(visitors.listed))?.login, 'tanaka')
    assert.doesNotMatch(gated.served.written().toString(), /of-2026/)
  })

  // Dovecot's IPv6 listeners take no IPv4.
  holdGate('Dovecot', gated, {
    enter: from => logIn(from),
    welcome: /^a OK/,
    refusal: /^a NO .*Access from this address is not permitted/,
    unanswered: /^a NO/,
    pids: pidsOf(daemon),
  })
}
