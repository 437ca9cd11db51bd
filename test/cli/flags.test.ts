import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { configFlags } from '../../src/config.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { kagimori, root } from './kagimori.ts'

const folder = temporaryFolder('flags')
const list = join(root, 'examples/company/ftp-vusers.txt')

/** What is written wrongly, and what the one who wrote it reads. */
const misspelt: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [['audit', list, '--min-coverage', 'x'], /--min-coverage does not take "x"[\s\S]*for example 90 or 90%/],
  [['audit', list, '--min-coverage', ''], /--min-coverage does not take ""/],
  [['audit', list, '--min-coverage', '101'], /--min-coverage does not take "101"/],
  [['audit', list, '--min-coverage', '-1'], /--min-coverage does not take "-1"/],
  [['audit', list, '--fail-on', 'hgh'], /--fail-on does not know "hgh"[\s\S]*critical, high/],
  [['audit', list, '--output', 'pdf'], /--output does not know "pdf"[\s\S]*sarif, html/],
  [['audit', list, '--kind', 'ship'], /--kind does not know "ship"[\s\S]*shop/],
  [['audit', list, '--format', 'exel'], /no format "exel"[\s\S]*htpasswd/],
  [['audit', list, '--encoding', 'latin-9'], /latin-9/],
  [['rate', '--estimator', 'mine'], /--estimator does not know "mine"[\s\S]*zxcvbn/],
  [['generate', '--count', '1.5'], /--count does not take "1.5"[\s\S]*from 1 to 20/],
  [['generate', '--bits', '0x40'], /--bits does not take "0x40"[\s\S]*from 20 to 256/],
  [['generate', '--max-length', ''], /--max-length does not take ""/],
  [['tasks', 'list', '--status', 'opened'], /--status does not know "opened"[\s\S]*open, claimed/],
  [['sync', '--system', 'ftp', '--export', 'nginx', '--to', '/dev/null', '--every', '0'], /--every does not/],
  [['doctor', 'web', '--url', 'http://127.0.0.1', '--output', 'xml'], /--output does not know "xml"/],
]

describe('a flag', () => {
  for (const [args, says] of misspelt) {
    test(`${args.slice(-2).join(' ')} of ${args[0]} is refused with what to write`, async () => {
      const { out, err, exit } = await kagimori(args)
      assert.match(err, says)
      assert.deepEqual([exit, out], [2, ''])
    })
  }

  test('takes a share with its sign as well as without', async () => {
    const hashed = join(folder, 'mail.passwd')
    writeFileSync(hashed, 'sato:{SHA512-CRYPT}$6$hT2vQ9sLxPdE7mRa$abc:5000:5000::/var/mail/sato::\n')
    for (const share of ['1', '100%', '0.5%']) {
      const { err, exit } = await kagimori(['audit', hashed, '--output', 'csv', '--min-coverage', share])
      assert.equal(exit, 3, err)
    }
  })
})

/** What the parser of command lines complains of, said in Japanese. */
const misread: readonly (readonly [args: readonly string[], says: RegExp])[] = [
  [
    ['audit', list, '--frobnicate'],
    /オプション --frobnicate はここにはありません。\n.*kagimori COMMAND --help/,
  ],
  [['audit', list, '--formta', 'csv'], /--formta はここにはありません。\n {2}--format ではありませんか。/],
  [['frobnicate'], /コマンド "frobnicate" はありません。/],
  [['servee'], /コマンド "servee" はありません。\n {2}serve ではありませんか。/],
  [['audit'], /引数 "files" がありません。/],
  [['import', list], /オプション --system <id> がありません。/],
  [['import', list, '--system'], /オプション --system <id> に値がありません。/],
  [['generate', 'Geheim-2026'], /引数が多すぎます。/],
]

for (const [args, says] of misread) {
  test(`kagimori ${args.join(' ').replace(list, 'LIST')} is answered in the reader’s language`, async () => {
    const { out, err, exit } = await kagimori(args, '', { KAGIMORI_LANGUAGE: 'ja' })
    assert.match(err, says)
    assert.doesNotMatch(err, /error:|Did you mean|Geheim/)
    assert.deepEqual([exit, out], [2, ''])
  })
}

test('every command that the help names is found when it is called alone', async () => {
  const { out } = await kagimori(['--help'])
  const verbs = [...out.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, verb = '']) => verb)
  assert.ok(verbs.includes('serve') && verbs.includes('policy'), out)
  for (const verb of verbs) {
    const alone = await kagimori([verb, '--help'])
    assert.equal(alone.exit, 0, alone.err)
    assert.match(alone.out, new RegExp(`^Usage: kagimori (${verb}|\\[options\\])`))
  }
})

describe('the configuration', () => {
  const token = join(folder, 'token')
  writeFileSync(token, 'a-token-of-thirty-characters-!\n')
  const values: Readonly<Record<string, string>> = {
    KAGIMORI_LISTEN: '[::1]:9000',
    KAGIMORI_DATABASE_URL: 'postgres://kagimori@db.aoba.example/kagimori',
    KAGIMORI_ADMIN_TOKEN_FILE: token,
    KAGIMORI_FINGERPRINT_COST: 'argon2id',
    KAGIMORI_TRUSTED_PROXIES: '192.0.2.1/32',
    KAGIMORI_TIME_ZONE: 'Asia/Tokyo',
    KAGIMORI_LANGUAGE: 'ja',
    KAGIMORI_POSTFIX_LISTEN: '127.0.0.1:9001',
    KAGIMORI_PURE_FTPD_SYSTEM: 'ftp',
    KAGIMORI_RADIUS_LISTEN: '127.0.0.1:9002',
  }
  const usual = (takes: string) => (takes === 'number' ? '7' : `/srv/${takes}`)
  const flags = configFlags().map(each => ({ ...each, value: values[each.variable] ?? usual(each.takes) }))

  test('is set by flags, before and after the command, as it is by variables', async () => {
    const args = flags.flatMap(({ flag, value }) => [flag, value])
    const variables = Object.fromEntries(flags.map(({ variable, value }) => [variable, value]))
    const { out: byVariables } = await kagimori(['config'], '', variables)
    assert.match(byVariables, /"KAGIMORI_DATA": "\/srv\/folder"/)
    const unlike = Object.fromEntries(flags.map(({ variable }) => [variable, 'overridden']))
    assert.equal((await kagimori(['config', ...args], '', unlike)).out, byVariables)
    assert.equal((await kagimori([...args, 'config'], '', unlike)).out, byVariables)
  })

  test('takes no secret from the command line', async () => {
    const { err, exit } = await kagimori(['config', '--admin-token', 'a-token-of-thirty-characters-!'])
    assert.match(err, /no option --admin-token/)
    assert.equal(exit, 2)
  })

  test('that came by a flag is refused by the flag’s name, and in the language of its flag', async () => {
    for (const [flag, value, says] of [
      ['--listen', '8420', /^kagimori: --listen .*"8420"/],
      ['--time-zone', 'Mars/Olympus', /^kagimori: --time-zone .*"Mars\/Olympus"/],
      ['--trusted-proxies', 'proxy', /^kagimori: --trusted-proxies .*"proxy"/],
      ['--decisions-kept', 'many', /^kagimori: --decisions-kept .*"many"/],
      ['--data', '', /^kagimori: --data /],
      ['--admin-token-file', '/nowhere', /^kagimori: --admin-token-file .*"\/nowhere"/],
    ] as const) {
      const { err, exit } = await kagimori(['config', flag, value, '--language', 'ja'])
      assert.match(err, says)
      assert.match(err, /[ぁ-ん]/, 'in Japanese')
      assert.equal(exit, 2)
    }
  })

  test('has its flags in the help', async () => {
    const { out } = await kagimori(['--help'])
    for (const { flag } of flags) assert.ok(out.includes(`${flag} <`), flag)
    assert.doesNotMatch(out, /--admin-token </)
  })
})
