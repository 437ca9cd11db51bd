import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { atAnyEnd, freePort, wanted } from '../gates/gated.ts'
import { restOf, type Shown } from '../rest.ts'
import { startServer } from '../served.ts'
import { layOutPostfix, startPostfix } from '../servers/postfix.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const programs = wanted({ postfix: 'postfix', openssl: 'openssl', python3: 'python3' })

/** Python's own reader of mail: what it finds is what a mail program shows. */
const reader = `
import email, email.policy, json, sys
mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
text = mail.get_body(('plain',)).get_content()
html = mail.get_body(('html',)).get_content()
print(json.dumps({'subject': mail['subject'], 'to': mail['to'], 'from': mail['from'], 'id': mail['message-id'],
  'auto': mail['auto-submitted'], 'text': text, 'html': html, 'defects': len(mail.defects)}))
`

if (programs !== undefined) {
  const folder = temporaryFolder('reminder-postfix')
  spawnSync('chmod', ['755', folder])
  mkdirSync(join(folder, 'mail'))
  spawnSync('chown', ['postfix', join(folder, 'mail')])
  const uid = spawnSync('id', ['-u', 'postfix'], { encoding: 'utf8' }).stdout.trim()
  const certificate = join(folder, 'cert.pem')
  const made = spawnSync(
    programs.openssl,
    // biome-ignore format: one argument after the other
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
      '-keyout', join(folder, 'key.pem'), '-out', certificate],
    { encoding: 'utf8' },
  )
  assert.equal(made.status, 0, made.stderr)
  const port = await freePort()
  const main = `mydestination =
inet_interfaces = 127.0.0.1
in_flow_delay = 0
smtpd_relay_restrictions = reject_unauth_destination
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = ${certificate}
smtpd_tls_key_file = ${folder}/key.pem
virtual_mailbox_domains = aoba.example
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = static:inbox/
virtual_minimum_uid = 1
virtual_uid_maps = static:${uid}
virtual_gid_maps = static:${uid}
`
  const master = `127.0.0.1:${port} inet n - n - - smtpd
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
virtual unix - n n - - virtual
error unix - - n - - error
tlsmgr unix - - n 1000? 1 tlsmgr
`
  layOutPostfix(folder, main, master)
  await startPostfix(programs.postfix, folder, port)

  const people = join(folder, 'people.yaml')
  writeFileSync(
    people,
    `administrator: suzuki
page: https://kagimori.aoba.example
channels:
  mail: { server: "smtp://localhost:${port}", from: "鍵守 <kagimori@aoba.example>" }
people:
  suzuki: { mail: suzuki@aoba.example, language: en }
  sato: { names: [佐藤], mail: sato@aoba.example, language: ja }
`,
  )

  /** Starts the service, opens a task with a trivial password and asks for its reminder. */
  const remindFrom = async (env: Readonly<Record<string, string>>) => {
    const served = await startServer({
      env: {
        KAGIMORI_PEOPLE: people,
        KAGIMORI_TIME_ZONE: 'Asia/Tokyo',
        KAGIMORI_FINGERPRINT_COST: 'hmac',
        ...env,
      },
    })
    atAnyEnd(() => void served.kill())
    after(() => served.stop())
    const rest = restOf(served)
    const system = {
      name: 'ftp',
      kind: 'ftp',
      owner: '佐藤',
      exposure: 'internet',
      endpoints: [],
      mode: 'report',
    }
    await rest('PUT', '/systems/ftp', system)
    const imported = await fetch(`${served.url}/api/v1/systems/ftp/account-lists`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.token}` },
      body: 'login,password\n青葉,tiger-aoba1\n',
    })
    assert.equal(imported.status, 201, await imported.text())
    const { body: tasks } = await rest<{ items: Shown[] }>('GET', '/rotation-tasks')
    const [task] = tasks.items
    const { body } = await rest<{ reminders: Shown[] }>('POST', `/rotation-tasks/${task?.id}/remind`)
    const { body: sent } = await rest<{ items: Shown[] }>('GET', '/reminders')
    return { task: body, sent: sent.items }
  }

  test('A Japanese reminder reaches a real mailbox over STARTTLS, is read by another program, and holds no secret', async () => {
    const { task, sent } = await remindFrom({ NODE_EXTRA_CA_CERTS: certificate })
    assert.deepEqual(
      sent.map(({ status, failure, person }) => [status, failure, person]),
      [['sent', null, 'sato']],
    )
    assert.deepEqual(
      task.reminders.map(({ channel, status }) => [channel, status]),
      [['mail', 'sent']],
    )
    const inbox = join(folder, 'mail/inbox/new')
    let arrived: string[] = []
    for (let tries = 0; tries < 100 && arrived.length === 0; tries += 1) {
      await pause(100)
      arrived = readdirSync(join(folder, 'mail')).length > 0 ? readdirSync(inbox) : []
    }
    assert.equal(arrived.length, 1)
    const raw = readFileSync(join(inbox, arrived[0] ?? ''))
    const read = spawnSync(programs.python3, ['-c', reader], {
      input: raw,
      encoding: 'utf8',
      env: { PYTHONIOENCODING: 'utf-8' },
    })
    const mail = JSON.parse(read.stdout)
    assert.equal(mail.subject, '変更すべきパスワード 1 件')
    assert.deepEqual(
      [mail.to, mail.from, mail.auto, mail.defects],
      ['sato@aoba.example', '鍵守 <kagimori@aoba.example>', 'auto-generated', 0],
    )
    assert.equal(mail.id, `<${sent[0]?.id}@aoba.example>`)
    assert.match(mail.text, /^佐藤 様: .*\n\n- ftp: 青葉 \(\d{4}-\d\d-\d\d\) 残り \d+ 営業日。/)
    assert.match(mail.text, /ローテーションタスク: https:\/\/kagimori\.aoba\.example\n/)
    assert.match(mail.html, /<html lang="ja">.*<li>ftp: 青葉 /)
    for (const part of [raw.toString(), mail.text, mail.html])
      assert.doesNotMatch(part, /tiger|zxcvbn|kgm_|token/i)
    assert.match(raw.toString(), /^Subject: =\?UTF-8\?/m)
    assert.ok(
      !raw
        .toString()
        .split(/\r?\n/)
        .some(line => line.length > 998),
    )
    assert.match(readFileSync(join(folder, 'maillog'), 'utf8'), /TLS connection established|status=sent/)
  })

  test('A mail server whose certificate nobody vouches for gets nothing, and the reason is shown', async () => {
    const { sent } = await remindFrom({})
    assert.deepEqual(
      sent.map(({ status }) => status),
      ['waiting'],
    )
    assert.match(String(sent[0]?.failure), /^mail could not be reached \(.+\)\.$/)
  })
}
