import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'

const root = new URL('../../', import.meta.url).pathname

/** Runs `kagimori generate` as a person does; answers what it wrote and its exit code. */
async function generate(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(root, 'src/cli.ts'), 'generate', ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...environment },
  })
  child.stdin.end()
  const [out, err, exit] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise(resolve => child.once('exit', resolve)),
  ])
  return { out, err, exit }
}

test('prints one passphrase and nothing else on standard output', async () => {
  const { out, err, exit } = await generate([])
  assert.match(out, /^[a-z]{3,8}(?:-[a-z]{3,8}){4}\n$/)
  assert.equal(err, '60 bits each; the policy "base" accepts them.\n')
  assert.equal(exit, 0)
})

test('prints as many as asked for, one a line, within the limits named', async () => {
  const { out, exit } = await generate(['--count', '3', '--max-length', '16', '--symbols', '-_'])
  assert.match(out, /^(?:[A-Za-z2-9_-]{15,16}\n){3}$/)
  assert.equal(exit, 0)
})

test('as JSON says the bits and that the policy named accepts it', async () => {
  const { out, err } = await generate([
    ...['--kind', 'random', '--bits', '100', '--policy', 'accounting', '--output', 'json'],
  ])
  const [{ password, ...made }] = JSON.parse(out).passwords
  assert.equal(password.length, 19)
  assert.deepEqual([made.kind, made.score, made.accepted], ['random', 4, true])
  assert.ok(made.bits >= 100)
  assert.equal(err, '')
})

test('as a table shows what each is worth', async () => {
  const { out } = await generate(['--output', 'table', '--count', '2'])
  assert.match(out, /│ password +│ kind +│ bits │ score │/)
  assert.equal(out.match(/│ passphrase │ 60 +│ 4 +│/g)?.length, 2)
})

test('exits 2 and says in the language set what to change where the limits leave too little', async () => {
  const { out, err, exit } = await generate(['--max-length', '8'], { KAGIMORI_LANGUAGE: 'ja' })
  assert.deepEqual([out, exit], ['', 2])
  assert.match(err, /ポリシーは15文字以上を求めていますが、最大8文字までしか使えません。/)
})

test('exits 2 for a number that is none, a kind or a policy that does not exist', async () => {
  for (const [args, says] of [
    [['--bits', 'many'], /--bits does not take "many"[\s\S]*whole number from 20 to 256/],
    [['--kind', 'pin'], /--kind does not know "pin"[\s\S]*passphrase, random/],
    [['--policy', 'nowhere'], /no policy "nowhere"[\s\S]*accounting, base/],
  ] as const) {
    const { err, exit } = await generate(args)
    assert.equal(exit, 2)
    assert.match(err, says)
  }
})
