import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { bytesUnder } from '../folder-bytes.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { atAnyEnd, blockIn, freePort, openGated, visitors, wanted, write } from './gated.ts'

const page = 'radius.md'
const programs = wanted({ radclient: 'freeradius-utils', freeradius: 'freeradius' })

const secret = 'the-vpn-box-has-this-one'
const upstreamSecret = 'freeradius-has-this-one'
/** The tests' RADIUS clients: one is handed on to FreeRADIUS, one is answered by address alone, one is nobody's. */
const boxes = { vpn: '127.0.0.30', alone: '127.0.0.31', nobody: '127.0.0.32' } as const

/** FreeRADIUS with one user whose password it checks; answers what it has said so far. */
async function startFreeradius(program: string, folder: string, port: number): Promise<() => string> {
  const own = join(folder, 'freeradius')
  mkdirSync(own)
  write(own, 'users', 'tanaka Cleartext-Password := "spring-of-2026"\n  Reply-Message := "welcome"\n')
  write(
    own,
    'radiusd.conf',
    `libdir = ${join(dirname(program), '../lib/freeradius')}
logdir = ${own}
run_dir = ${own}
log {
  destination = stdout
}
security {
  reject_delay = 0
}
client kagimori {
  ipaddr = 127.0.0.1
  secret = ${upstreamSecret}
  require_message_authenticator = yes
}
modules {
  pap {
  }
  files {
    usersfile = ${own}/users
  }
}
server default {
  listen {
    type = auth
    ipaddr = 127.0.0.1
    port = ${port}
  }
  authorize {
    files
    pap
  }
  authenticate {
    pap
  }
${blockIn(page, 1, { folder, at: '', token: '' })}
}
`,
  )
  const child = spawn(program, ['-f', '-X', '-d', own, '-D', '/usr/share/freeradius'])
  const gone = once(child, 'exit')
  atAnyEnd(() => void child.kill('SIGKILL'))
  after(async () => {
    child.kill('SIGKILL')
    await gone
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
  while (!said.includes('Ready to process requests')) {
    if (child.exitCode !== null) assert.fail(`freeradius ended: ${said}`)
    await pause(25)
  }
  return () => said
}

if (programs !== undefined) {
  const folder = temporaryFolder('radius-e2e')
  chmodSync(folder, 0o755)
  const [port, upstreamPort] = [await freePort(), await freePort()]
  const upstreamSaid = await startFreeradius(programs.freeradius, folder, upstreamPort)
  const vpn = blockIn(
    page,
    0,
    { folder, at: '', token: '' },
    {
      '192.0.2.30': boxes.vpn,
      '192.0.2.40:1812': `127.0.0.1:${upstreamPort}`,
    },
  )
  const alone = `- { network: ${boxes.alone}, secretFile: vpn.secret, system: vpn, decides: address-only }\n`
  write(folder, 'vpn.secret', `${secret}\n`, 0o600)
  write(folder, 'upstream.secret', upstreamSecret, 0o600)
  const gated = await openGated('vpn', 'other', {
    KAGIMORI_RADIUS_LISTEN: `127.0.0.1:${port}`,
    KAGIMORI_RADIUS_CLIENTS_FILE: write(folder, 'radius.yaml', vpn + alone),
  })

  /** Asks as a box does; radclient believes no answer that is not signed rightly. */
  const ask = async (from: string, visitor: string, { password = 'spring-of-2026', by = secret } = {}) => {
    const attributes = [
      'User-Name = "tanaka"',
      `User-Password = "${password}"`,
      `Calling-Station-Id = "${visitor}"`,
      'Message-Authenticator = 0x00',
      `Packet-Src-IP-Address = ${from}`,
    ]
    const options = ['-x', '-r', '1', '-t', '1', `127.0.0.1:${port}`, 'auth', by]
    return new Promise<string>(resolve => {
      const child = execFile(programs.radclient, options, (_error, stdout) =>
        resolve(/^Received (.*)/ms.exec(stdout)?.[1] ?? ''),
      )
      child.stdin?.end(`${attributes.join('\n')}\n`)
    })
  }

  test('radclient believes the answers, which are signed', async () => {
    assert.match(await ask(boxes.alone, visitors.listed), /^Access-Accept .*\n\tMessage-Authenticator = 0x/)
    assert.match(await ask(boxes.alone, visitors.stranger), /^Access-Reject .*\n\tMessage-Authenticator = 0x/)
  })

  test('whoever has not the secret, or is no client, gets no answer', async () => {
    const words = [
      ask(boxes.alone, visitors.listed, { by: 'what-somebody-has-guessed' }),
      ask(boxes.nobody, visitors.listed),
    ]
    assert.deepEqual(await Promise.all(words), ['', ''])
  })

  test('FreeRADIUS behind it checks the password of whoever may come in, and never hears of a stranger', async () => {
    const stranger = await ask(boxes.vpn, visitors.stranger)
    assert.match(stranger, /^Access-Reject .*Access from this address is not permitted/s)
    assert.match(await ask(boxes.vpn, visitors.listed, { password: 'autumn-of-2026' }), /^Access-Reject /)
    assert.match(await ask(boxes.vpn, visitors.listed), /^Access-Accept .*Reply-Message = "welcome"/s)
    while (!upstreamSaid().includes('Sent Access-Accept')) await pause(25)
    assert.match(upstreamSaid(), new RegExp(`Calling-Station-Id = "${visitors.listed}"`))
    assert.doesNotMatch(upstreamSaid(), new RegExp(`Calling-Station-Id = "${visitors.stranger}"`))
  })

  test('a box that only reports hands everybody on, and it is recorded', async () => {
    await gated.setMode('report')
    assert.match(await ask(boxes.vpn, visitors.stranger), /^Access-Accept /)
    const { rule, allow, wouldAllow } = (await gated.lastDecision(visitors.stranger)) ?? {}
    assert.deepEqual({ rule, allow, wouldAllow }, { rule: 'not-listed', allow: true, wouldAllow: false })
    await gated.setMode('enforce')
  })

  test('a hardware address is no address', async () => {
    assert.match(await ask(boxes.vpn, 'AA-BB-CC-00-11-22:Aoba'), /^Access-Reject /)
    assert.equal((await gated.lastDecision(''))?.rule, 'not-an-address')
  })

  test('no password was written anywhere', () => {
    const kept = bytesUnder(gated.served.dataFolder)
    for (const bytes of [gated.served.written(), ...kept])
      assert.doesNotMatch(bytes.toString('latin1'), /of-2026/)
    // The search reaches what it searches: logins are kept.
    assert.ok(kept.some(bytes => bytes.includes('tanaka')))
  })
}
