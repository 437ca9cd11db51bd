import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startVsftpd } from '../servers/ftp.ts'
import { startNginx } from '../servers/nginx.ts'
import { makeKey, startSshd } from '../servers/sshd.ts'
import { canMakeNetworks, openForeignNetwork } from './foreign-network.ts'
import { blockIn, freePort, openGated, wanted, write } from './gated.ts'
import { canMount, layOutEtc } from './own-etc.ts'

const programs = wanted({
  nginx: 'nginx-light',
  vsftpd: 'vsftpd',
  sshd: 'openssh-server',
  sftp: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  curl: 'curl',
})

if (programs !== undefined && canMakeNetworks() && canMount()) {
  const network = await openForeignNetwork()
  after(network.close)
  const gated = await openGated('inventory', 'inventory')
  const { folder, rest } = gated
  const { server, server6, client, other, client6 } = network
  const [web, ftp, ssh] = [await freePort(), await freePort(), await freePort()]

  write(folder, 'kagimori.token', blockIn('nginx.md', 0, gated), 0o600)
  write(folder, 'stock', 'stock')
  const listen = `listen ${server}:${web}; listen [${server6}]:${web};`
  const block = `${listen} ${blockIn('nginx.md', 1, gated)}`
  await startNginx(programs.nginx, folder, block, { host: server, port: web })

  const escaped = { '127.0.0.1\\:8420': gated.at.replace(':', '\\:') }
  const { home, around } = layOutEtc(gated, {
    'hosts.allow': blockIn('pam.md', 3, gated, escaped),
    'hosts.deny': 'vsftpd: ALL\n',
    'pam.d/vsftpd':
      'auth required pam_unix.so\naccount required pam_unix.so\nsession required pam_permit.so\n',
    'pam.d/sshd': `${blockIn('pam.md', 0, gated)}account required pam_unix.so
auth required pam_deny.so
session required pam_permit.so
`,
  })
  write(home, 'stock', 'stock')
  await startVsftpd(programs.vsftpd, folder, {
    port: ftp,
    address: `listen=YES\nlisten_address=${server}`,
    host: server,
    more: 'tcp_wrappers=YES',
    around,
  })
  for (const name of ['host', 'tanaka']) makeKey(folder, name)
  copyFileSync(join(folder, 'tanaka.pub'), join(folder, 'authorized_keys'))
  await startSshd(programs.sshd, folder, {
    port: ssh,
    listen: [server],
    more: `AuthorizedKeysFile ${folder}/authorized_keys\nUsePAM yes`,
    around,
  })

  /** Starts a program in the other network; answers all it says. */
  const ask = async (command: string, options: readonly string[], input = '') => {
    const child = spawn(...network.from(command, options), { stdio: ['pipe', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += text))
    child.stdin.on('error', () => undefined).end(input)
    await once(child, 'close')
    return said
  }
  const curl = (from: string, url: string, ...options: readonly string[]) =>
    ask(
      programs.curl,
      ['-qsgS', '--max-time', '10', '--interface', from, '--config', '-', ...options, url],
      '',
    )
  const read = (from: string) =>
    curl(from, `http://${from.includes(':') ? `[${server6}]` : server}:${web}/stock`, '-w', ' %{http_code}')
  const list = (from: string) =>
    ask(
      programs.curl,
      ['-qsS', '--max-time', '10', '--interface', from, '--config', '-'],
      `url = "ftp://${server}:${ftp}/"\nuser = "tanaka:spring-of-2026"\nlist-only\n`,
    )
  const walk = (from: string) => {
    const options = [
      'StrictHostKeyChecking=no',
      `UserKnownHostsFile=${folder}/known`,
      'BatchMode=yes',
      `BindAddress=${from}`,
    ].flatMap(option => ['-o', option])
    const key = ['-P', String(ssh), '-i', join(folder, 'tanaka')]
    return ask(programs.sftp, [...key, ...options, '-b', '-', `tanaka@${server}`], 'pwd\n')
  }

  const allow = async (system: string, networks: readonly string[]) => {
    const path = `/systems/${system}/allowlist`
    const { headers } = await rest('GET', path)
    const entries = networks.map(network => ({ network }))
    const { status } = await rest('PUT', path, { entries }, { 'if-match': headers.get('etag') ?? '' })
    assert.equal(status, 200)
  }
  const rulesOf = async (system: string) => {
    const { body } = await rest<{ readonly items: readonly { ip: string; rule: string }[] }>(
      'GET',
      `/decisions?system=${system}`,
    )
    return new Set(body.items.map(({ ip, rule }) => `${ip} ${rule}`))
  }
  for (const system of ['ftp', 'sftp'])
    await rest('PUT', `/systems/${system}`, {
      name: system,
      kind: 'ftp',
      exposure: 'internet',
      endpoints: [],
      mode: 'enforce',
    })

  const doors = {
    nginx: { system: 'inventory', enter: read, welcome: /^stock 200$/, refusal: / 403$/ },
    vsftpd: { system: 'ftp', enter: list, welcome: /^stock$/m, refusal: /^curl: \(\d+\)/ },
    sshd: { system: 'sftp', enter: walk, welcome: /Remote working directory/, refusal: /Connection closed/ },
  }
  for (const [name, { system, enter, welcome, refusal }] of Object.entries(doors)) {
    test(`${name} lets a client of another network in once his address is listed, and nobody beside him`, async () => {
      await allow(system, [])
      assert.match(await enter(client), refusal)
      assert.ok((await rulesOf(system)).has(`${client} no-allowlist`))
      await allow(system, [`${client}/32`])
      assert.match(await enter(client), welcome)
      assert.match(await enter(other), refusal)
      const rules = await rulesOf(system)
      for (const rule of [`${client} listed`, `${other} not-listed`]) assert.ok(rules.has(rule), rule)
    })
  }

  test('nginx tells IPv6 clients of another network apart too', async () => {
    await allow('inventory', [`${client}/32`])
    assert.match(await read(client6), / 403$/)
    await allow('inventory', [`${client6}/128`])
    assert.match(await read(client6), /^stock 200$/)
    assert.match(await read(client), / 403$/)
  })
}
