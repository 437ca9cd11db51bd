import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import Encoding from 'encoding-japanese'
import { Refusal } from '../../src/core/refusal.ts'
import type { AssessedAccount, IntakeMessage, IntakeOrder } from '../../src/intake/protocol.ts'
import { type ListRead, type ReadOptions, readAccountList } from '../../src/intake/reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'kagimori-intake-'))
after(() => rmSync(folder, { recursive: true }))

const order: IntakeOrder = {
  format: 'auto',
  encoding: 'auto',
  columns: {},
  askedLengths: [15, 8],
  companyWords: ['aoba'],
  systemWords: ['shop'],
  fingerprintCost: 'hmac',
  now: '2026-04-01T00:00:00Z',
  candidateBudgetMilliseconds: 20,
}

interface Outcome {
  readonly read: ListRead
  readonly messages: readonly IntakeMessage[]
  readonly accounts: readonly AssessedAccount[]
}

async function* parts(...all: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of all) yield typeof part === 'string' ? Buffer.from(part) : part
}

async function read(
  bytes: AsyncIterable<Uint8Array>,
  more: Partial<IntakeOrder> = {},
  options?: ReadOptions,
): Promise<Outcome> {
  const messages: IntakeMessage[] = []
  const list = await readAccountList(
    bytes,
    { ...order, ...more },
    message => void messages.push(message),
    options,
  )
  return { read: list, messages, accounts: accountsOf(messages) }
}

function accountsOf(messages: readonly IntakeMessage[]): readonly AssessedAccount[] {
  return messages.flatMap(message => (message.type === 'accounts' ? message.accounts : []))
}

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  assert.ok(error instanceof Refusal, `refused, not ${String(error)}`)
  return error
}

/** Processes this one has started and that still run. */
function children(): string {
  return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim()
}

describe('a list read by the child process', () => {
  it('comes back account by account, with progress and an end', async () => {
    const csv = 'login,password,氏名\ntanaka,tanaka,田中\nsato,k9#mQ2$vL7!pR4z,佐藤\n'
    const { read: list, messages, accounts } = await read(parts(csv))
    assert.deepEqual(list, { format: 'csv', encoding: 'utf-8', rows: 2 })
    const types = messages.map(({ type }) => type)
    assert.deepEqual([types.at(0), types.at(-2), types.at(-1)], ['recognised', 'progress', 'done'])
    assert.ok(types.includes('accounts'))
    assert.deepEqual(
      accounts.map(({ login, line, displayName, assessment }) => [
        login,
        line,
        displayName,
        assessment.score,
      ]),
      [
        ['tanaka', 2, '田中', 0],
        ['sato', 3, '佐藤', 4],
      ],
    )
    assert.ok(
      messages.some(message => message.type === 'progress' && message.bytes === Buffer.byteLength(csv)),
    )
  })

  it('may be CP932 in any number of parts', async () => {
    const text = 'ログインID,パスワード,氏名\r\ntanaka,表示2026,田中太郎\r\n'
    const bytes = Uint8Array.from(
      Encoding.convert(Encoding.stringToCode(text), { from: 'UNICODE', to: 'SJIS' }),
    )
    const { read: list, accounts } = await read(parts(...[...bytes].map(byte => Uint8Array.of(byte))))
    assert.deepEqual([list.encoding, accounts[0]?.displayName], ['shift_jis', '田中太郎'])
  })

  it('may be hashes, of which the weak ones are opened', async () => {
    const { read: list, accounts } = await read(
      parts('sato:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=\ntanaka:{SHA}AAAAAAAAAAAAAAAAAAAAAAAAAAA=\n'),
    )
    assert.equal(list.format, 'htpasswd')
    assert.deepEqual(
      accounts.map(({ assessment }) => [assessment.score, assessment.hash?.scheme]),
      [
        [0, 'sha1'],
        [undefined, 'sha1'],
      ],
    )
  })

  it('names the lines it rejects', async () => {
    const {
      messages,
      accounts,
      read: list,
    } = await read(parts('login,password\ntanaka,a"b\nsato,x,y\nsuzuki,x\n'))
    const rejected = messages.flatMap(message =>
      message.type === 'rejected' ? [[message.line, message.key]] : [],
    )
    assert.deepEqual(rejected, [
      [2, 'intake-quote-stray'],
      [3, 'csv-cells'],
    ])
    assert.deepEqual([accounts.length, list.rows], [1, 3])
  })

  it('is fingerprinted with the key of the file named, made if need be', async () => {
    const fingerprintKeyFile = join(folder, 'fingerprint.key')
    const prints = async () =>
      (await read(parts('login,password\na,x1\nb,x1\nc,x2\n'), { fingerprintKeyFile })).accounts.map(
        ({ assessment }) => assessment.fingerprint,
      )
    const [a, b, c] = await prints()
    assert.deepEqual([a === b, a === c], [true, false])
    assert.deepEqual(await prints(), [a, b, c])
    assert.ok(readdirSync(folder).includes('fingerprint.key'))
  })

  it('is compared with the passwords that open tasks want gone, however many accounts there are', async () => {
    const fingerprintKeyFile = join(folder, 'fingerprint.key')
    const lists = ['2025', '2026'].map(
      year =>
        `login,password\n${Array.from({ length: 1200 }, (_, at) => `user${at},Sakura-${at}-${year}\n`).join('')}`,
    )
    const before = await read(parts(lists[0] ?? ''), { fingerprintKeyFile })
    const old = new Map(before.accounts.map(({ login, assessment }) => [login, assessment]))
    const asked: number[] = []
    const oldPasswords = async (logins: readonly string[]) => {
      asked.push(logins.length)
      return logins.map(login => {
        const { fingerprint = '', stem = '' } = old.get(login) ?? {}
        return login.endsWith('7') ? { fingerprint, stem } : null
      })
    }
    const more = { fingerprintKeyFile, hasOpenTasks: true } as const
    const { accounts } = await read(parts(lists[1] ?? ''), more, { oldPasswords })
    const variants = accounts.flatMap(({ login, assessment }) => (assessment.variant === 'stem' ? login : []))
    assert.equal(variants.length, 120)
    assert.ok(variants.every(login => login.endsWith('7')))
    assert.ok(Math.max(...asked) <= 500, 'some at a time')
    assert.equal(
      asked.reduce((sum, each) => sum + each, 0),
      1200,
    )
  })

  it('has been received before anything of it is read, where whoever sends it does not wait', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => `user${at},umi-${at}-hoshi\n`)
    const seen: string[] = []
    await readAccountList(
      parts('login,password\n', ...rows),
      { ...order, takesIn: true },
      // How far it is, it tells by the clock: that it has read nothing yet, too.
      ({ type }) => void (type === 'progress' || seen.push(type)),
      { onReceived: bytes => void seen.push(`received ${bytes}`) },
    )
    assert.deepEqual(seen.slice(0, 2), [`received ${15 + rows.join('').length}`, 'recognised'])
    assert.equal(seen.at(-1), 'done')
  })

  it('waits for whoever takes its messages', async () => {
    let taking = 0
    const csv = `login,role\n${Array.from({ length: 2000 }, (_, index) => `user${index},admin\n`).join('')}`
    const list = await readAccountList(parts(csv), order, async () => {
      taking += 1
      assert.equal(taking, 1, 'one message at a time')
      await sleep(2)
      taking -= 1
    })
    assert.equal(list.rows, 2000)
  })
})

describe('what a refused, broken-off or abandoned list leaves', () => {
  it('a refusal comes with key, values and hint, as if there were no process between', async () => {
    const refused = await refusal(read(parts('login,password\ntanaka,x\n'), { format: 'htpasswd' }))
    assert.deepEqual([refused.key, refused.values.other], ['intake-other-format', 'csv'])
    assert.match(refused.hint('ja') ?? '', /format=csv/)
    assert.equal((await refusal(read(parts()))).key, 'intake-empty')
    assert.equal(
      (await refusal(read(parts('login,password\n'), { encoding: 'latin1' }))).key,
      'intake-unknown-encoding',
    )
    assert.equal(children(), '')
  })

  it('an early refusal does not wait for the rest of a list that never ends', async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(65_536, 'no account list here\n')
    }
    assert.equal((await refusal(read(endless()))).key, 'intake-unrecognised')
    assert.equal(children(), '')
  })

  it('a list that breaks off is an error, not a shorter list', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('login,password\ntanaka,x\n')
      throw new Error('the connection was lost')
    }
    await assert.rejects(read(broken()), /the connection was lost/)
    assert.equal(children(), '')
  })

  it('a handler that fails ends the child', async () => {
    const failing = () => Promise.reject(new Error('the disk is full'))
    await assert.rejects(readAccountList(parts('login,role\na,admin\n'), order, failing), /the disk is full/)
    assert.equal(children(), '')
  })

  it('an abort ends the child', async () => {
    const abort = new AbortController()
    async function* stalled(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('login,role\na,admin\n')
      abort.abort(new Error('gone'))
      await sleep(60_000, undefined, { ref: false })
    }
    await assert.rejects(read(stalled(), {}, { signal: abort.signal }), /gone/)
    assert.equal(children(), '')
    await assert.rejects(read(parts(''), {}, { signal: abort.signal }), /gone/)
  })

  it('a fault of ours comes without a word of the list', async () => {
    const fault = read(parts('login,password\ntanaka,zqcanaryzq\n'), {
      fingerprintKeyFile: join(folder, 'no', 'such', 'folder'),
    })
    await assert.rejects(fault, { message: 'the reading process ended early: Error' })
  })
})

describe('passwords', () => {
  it('are overwritten in the parent once they are passed on', async () => {
    const part = Buffer.from('login,password\ntanaka,zqcanaryzq\n')
    await read(parts(part))
    assert.deepEqual(part, Buffer.alloc(part.length))
  })

  it('never come out of the child again, in whatever form they went in', async () => {
    const canary = (kind: string, index: number) => `zq${kind}${index}qz`
    const lists: readonly (readonly [string, string])[] = [
      [
        'csv',
        `login,password,note\n${rows(i => `u${i},${canary('csv', i)},"n"`)}bad,${canary('bad', 0)},a"b\nbad,${canary('bad', 1)}\n`,
      ],
      [
        'json',
        `[${rows(i => `{"login":"u${i}","password":"${canary('json', i)}"},`)}{"login":"u","password":"${canary('json', 99)}"}]`,
      ],
      [
        'ndjson',
        `${rows(i => `{"login":"u${i}","password":"${canary('nd', i)}"}`)}{"login":"x","password":"${canary('bad', 2)}"\n`,
      ],
      ['vsftpd', rows(i => `u${i}\n${canary('ftp', i)}`)],
      ['refused', `login,password\nu,"${canary('open', 1)}\nu,${canary('open', 2)}\n`],
      [
        'refused',
        `[{"login":"u","password":"${canary('json', 100)}"},\n{"login":"u","password":"${canary('json', 101)}]`,
      ],
      ['refused', `${rows(i => `Dear ${canary('text', i)}, hello`)}`],
      ['refused', `login,password\nu,${canary('nul', 1)}\0\n`],
    ]
    for (const [kind, text] of lists) {
      const heard: IntakeMessage[] = []
      const work = readAccountList(parts(text), order, message => void heard.push(message))
      const said = await work.then(JSON.stringify, (error: Refusal) =>
        JSON.stringify([error, error.message, error.hint(), error.values]),
      )
      assert.equal(said.includes('"Refusal"'), kind === 'refused', said)
      const everything = `${JSON.stringify(heard)}${said}`
      const forms = [
        everything,
        Buffer.from(everything.match(/[A-Za-z0-9+/]{8,}/g)?.join('') ?? '', 'base64').toString('latin1'),
      ]
      for (const form of forms) assert.doesNotMatch(form, /zq[a-z]+\d+qz/)
    }
  })
})

function rows(row: (index: number) => string): string {
  return Array.from({ length: 20 }, (_, index) => `${row(index)}\n`).join('')
}
