import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { exitCodes } from '../src/cli/exit-codes.ts'
import { readConfig, renderConfig } from '../src/config.ts'
import { profiles } from '../src/core/policy.ts'
import { needs } from './debian.ts'
import { type Served, startServer } from './served.ts'

const root = new URL('../', import.meta.url).pathname
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8')
const shelf = (name: string) => readdirSync(`${root}src/${name}`).map(file => file.replace(/\.ts$/, ''))
const readmes = { 'README.md': read('README.md'), 'README.ja.md': read('README.ja.md') }
const run = promisify(execFile)

interface Block {
  readonly language: string
  readonly code: string
}

function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
    language,
    code,
  }))
}

/** What a reader would type: everything but pictures of the result, which each language has of its own. */
const typed = (markdown: string) => blocksOf(markdown).filter(({ language }) => language !== 'text')

for (const [name, language] of [
  ['README.md', 'en'],
  ['README.ja.md', 'ja'],
] as const) {
  test(`the picture in ${name} is what the demo shows, but for the days`, async () => {
    const [picture] = blocksOf(readmes[name]).filter(block => block.language === 'text')
    const { stdout } = await run(process.execPath, ['src/cli.ts', 'demo', '--once'], {
      cwd: root,
      env: { PATH: process.env.PATH, KAGIMORI_LANGUAGE: language },
    })
    const linesOf = (text: string) => text.replace(/\d{4}-\d\d-\d\d/g, 'a day').split('\n')
    const shown = new Set(linesOf(stdout))
    const lines = linesOf(picture?.code ?? '').filter(Boolean)
    assert.ok(lines.length > 15)
    assert.deepEqual(
      lines.filter(line => !shown.has(line)),
      [],
    )
  })
}

describe('the examples of the README against a started service', () => {
  let served: Served
  before(async () => {
    served = await startServer()
  })
  after(() => served.stop())

  const runBlock = (command: string, option: string, { code }: Block) =>
    run(command, [option, code], {
      cwd: root,
      env: { PATH: process.env.PATH, URL: served.url, TOKEN: served.token, PYTHONIOENCODING: 'utf-8' },
    })

  test('the curl block finds the trivial FTP password, opens its task and keeps a stranger out', async t => {
    if (needs(t, 'curl', 'curl') === undefined) return
    const [block, ...more] = blocksOf(readmes['README.md']).filter(({ language }) => language === 'sh')
    assert.ok(block !== undefined && more.length === 0)
    const { stdout } = await runBlock('sh', '-euc', block)
    assert.match(stdout, /"format":"vsftpd".*"accepted":4/)
    assert.match(
      stdout,
      /"rule":"PW-01","severity":"critical","verdict":"bad","system":"ftp"[^}]*"login":"aoba"/,
    )
    assert.match(stdout, /"id":"task_[^}]*"login":"aoba"/)
    assert.match(stdout, /"allow":false,"reason":"The address is in no entry of the allowlist\."/)
  })

  test('the Python block says why a password is not accepted', async t => {
    if (needs(t, 'python3', 'python3') === undefined) return
    const [block, ...more] = blocksOf(readmes['README.md']).filter(({ language }) => language === 'python')
    assert.ok(block !== undefined && more.length === 0)
    const { stdout } = await runBlock('python3', '-c', block)
    assert.match(stdout, /^\['.+'\]\n$/)
  })
})

test('both readmes show the same code', () => {
  assert.deepEqual(typed(readmes['README.ja.md']), typed(readmes['README.md']))
  assert.equal(blocksOf(readmes['README.ja.md']).length, blocksOf(readmes['README.md']).length)
})

for (const [name, text] of Object.entries(readmes)) {
  test(`${name} names every variable, format, export, profile and exit code`, () => {
    const variables = [...Object.keys(renderConfig(readConfig({}, '/'))), 'KAGIMORI_ADMIN_TOKEN_FILE']
    const words = [...variables, ...shelf('formats'), ...shelf('exports'), ...profiles]
    assert.deepEqual(
      words.filter(word => !text.includes(`\`${word}\``)),
      [],
    )
    const codes = /^(?:Exit codes: |終了コード: ).*?\n$/ms.exec(text)?.[0] ?? ''
    for (const code of Object.values(exitCodes)) assert.match(codes, new RegExp(`\\b${code}\\b`))
  })

  test(`${name} counts the rules there are`, () => {
    const counted = /^(\d+)(?: rules| のルール)/m.exec(text)?.[1]
    assert.equal(counted, String(shelf('rules').length))
  })

  test(`${name} can be read at one sitting`, () => {
    assert.ok(text.split('\n').length <= 251, `${text.split('\n').length} lines`)
  })
}

test('CONTRIBUTING.md gives every direct package a reason', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, object>
  const names = Object.keys({ ...dependencies, ...devDependencies }).filter(
    name => !name.startsWith('@types/'),
  )
  const text = read('CONTRIBUTING.md')
  assert.deepEqual(
    names.filter(name => !text.includes(`\`${name}\``)),
    [],
  )
})
