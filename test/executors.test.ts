import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { ExecutorExample } from '../src/core/executor.ts'
import { Refusal } from '../src/core/refusal.ts'
import { Secret } from '../src/core/secret.ts'
import { readShelf } from '../src/shelf.ts'
import { temporaryFolder } from './temporary-folder.ts'

const [executors, formats, hashes] = await Promise.all([
  readShelf('executors'),
  readShelf('formats'),
  readShelf('hashes'),
])
const folder = temporaryFolder('executors')
const mark = { task: 'task_1', handover: 'handover_1' }
const [first, second] = [new Secret('vK7-mWq2-tRz9-xPd4'), new Secret('bN3-hYc8-uJf6-gLs1')]

/** The password field of the login's line, and the file without it. */
function cut(text: string, login: string): { readonly field: string; readonly rest: string } {
  const start = text.split('\n').findIndex(line => line.startsWith(`${login}:`))
  const lines = text.split('\n')
  const [, field = '', ...others] = (lines[start] ?? '').replace(/\r$/, '').split(':')
  lines[start] = [login, '…', ...others].join(':')
  return { field, rest: lines.map(line => line.replace(/\r$/, '')).join('\n') }
}

/** Whether a scheme of the shelf opens the text by the password. */
async function isOpenedBy(password: Secret, text: string, login: string): Promise<boolean> {
  const scheme = [...hashes.values()].find(({ recognise }) => recognise(text) !== undefined)
  assert.ok(scheme !== undefined, text.slice(0, 12))
  return (await scheme.verify(password.reveal(), text, { login })) === true
}

function holdExample(name: string, example: ExecutorExample): void {
  const { about, text, login, next, refused } = example
  const write = () => {
    const file = join(folder, `${name}-${Math.random().toString(36).slice(2)}`)
    writeFileSync(file, text)
    chmodSync(file, 0o640)
    return file
  }
  const open = (file: string) => executors.get(name)?.open(login, { by: 'file', file }) ?? assert.fail()

  test(`${about}: ${refused ?? 'only the password field changes, and it can be put back'}`, async () => {
    const file = write()
    if (refused !== undefined) {
      await assert.rejects(open(file), { key: refused })
      assert.equal(readFileSync(file, 'utf8'), text)
      return
    }
    const account = await open(file)
    assert.equal(readFileSync(file, 'utf8'), text, 'looking changes nothing')
    assert.equal(existsSync(join(folder, `.${file.slice(folder.length + 1)}.kagimori-old`)), false)
    await account.change(first, mark)
    const changed = readFileSync(file, 'utf8')
    const { field, rest } = cut(changed, login)
    assert.equal(rest, cut(text, login).rest)
    assert.ok(field.startsWith(next ?? 'no beginning is told'), field.slice(0, 24))
    assert.doesNotMatch(changed, /vK7-mWq2/)
    assert.ok(await isOpenedBy(first, field, login), 'the new password opens it')
    assert.ok(!(await isOpenedBy(second, field, login)), 'another one does not')
    assert.equal(statSync(file).mode & 0o777, 0o640)
    await account.restore()
    assert.equal(readFileSync(file, 'utf8'), text)
    await account.restore()
    await account.close()
  })
}

for (const executor of executors.values()) {
  describe(`The executor ${executor.name}`, () => {
    test('says in both languages what it does', () => {
      assert.ok(executor.about.en.length > 20 && executor.about.ja.length > 10)
    })

    if (executor.needs === 'administrator') {
      test('names the endpoints behind which it changes passwords', () => {
        assert.notDeepEqual(executor.protocols, [])
      })
      return
    }

    test('is called what the format of its file is called, and carries examples', () => {
      assert.ok(formats.has(executor.name))
      assert.ok(executor.examples.length > 0)
    })
    for (const example of executor.examples) holdExample(executor.name, example)
  })
}

test('The same password written twice gives different texts', async () => {
  const file = join(folder, 'twice')
  const fields: string[] = []
  for (const _ of [1, 2]) {
    writeFileSync(file, 'tanaka:secret\n')
    const account = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
    await account?.change(first, mark)
    fields.push(cut(readFileSync(file, 'utf8'), 'tanaka').field)
    await account?.settle?.()
    await account?.close()
  }
  assert.notEqual(fields[0], fields[1])
})

test('What somebody else wrote into the line meanwhile is neither overwritten nor put back over', async () => {
  const file = join(folder, 'meanwhile')
  writeFileSync(file, 'tanaka:secret\nsato:other\n')
  const account = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
  assert.ok(account !== undefined)
  await account.change(first, mark)
  const theirs = 'tanaka:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\nsato:new\n'
  writeFileSync(file, theirs)
  await assert.rejects(account.restore(), { key: 'rotate-changed-meanwhile' })
  assert.equal(readFileSync(file, 'utf8'), theirs)
})

test('What changed in other lines meanwhile stays when the own line is put back', async () => {
  const file = join(folder, 'others')
  writeFileSync(file, 'tanaka:secret\nsato:other\n')
  const account = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
  await account?.change(first, mark)
  writeFileSync(file, readFileSync(file, 'utf8').replace('sato:other', 'sato:new'))
  await account?.restore()
  assert.equal(readFileSync(file, 'utf8'), 'tanaka:secret\nsato:new\n')
})

test('A change taken back within a second shows in the second of change, by which Dovecot reads anew', async () => {
  const file = join(folder, 'seconds')
  writeFileSync(file, 'tanaka:{SSHA}oC9Oj7HgPLdDyXIs8B/LqzfNPeJDhNwA\n')
  const second = () => Math.floor(statSync(file).mtimeMs / 1_000)
  const account = await executors.get('dovecot')?.open('tanaka', { by: 'file', file })
  const begun = second()
  await account?.change(first, mark)
  const changed = second()
  await account?.restore()
  assert.ok(begun < changed && changed < second())
})

const copyOf = (file: string) => `${folder}/.${file.slice(folder.length + 1)}.kagimori-old`
const lists = {
  hashed: 'tanaka:$apr1$TGbwFMxC$MIfyIM/hBTH617RNlm3cT1\nsato:other\n',
  clear: 'tanaka:secret\nsato:other\n',
}
/** As a process would be that is killed: what it holds is let go and nothing else is done. */
async function cutShort(name: string, text: string): Promise<string> {
  const file = join(folder, name)
  writeFileSync(file, text)
  const account = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
  await account?.change(first, mark)
  await account?.close()
  return file
}

for (const [name, text] of Object.entries(lists)) {
  test(`The ${name} list as it was is kept aside for its owner alone, until the change has ended`, async () => {
    for (const end of ['settle', 'restore'] as const) {
      const file = join(folder, `${name}-${end}`)
      writeFileSync(file, text)
      const account = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
      await account?.change(first, mark)
      assert.equal(readFileSync(copyOf(file), 'utf8'), text)
      assert.equal(statSync(copyOf(file)).mode & 0o777, 0o600)
      await account?.[end]?.()
      await account?.close()
      assert.equal(existsSync(copyOf(file)), false)
    }
  })

  test(`A change of a ${name} list that was cut short is found, its copy never written over, and put back`, async () => {
    const file = await cutShort(`${name}-cut`, text)
    const half = readFileSync(file, 'utf8')
    const found = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
    assert.deepEqual([found?.cutShort?.copy, found?.cutShort?.handover], [copyOf(file), 'handover_1'])
    const values = { file, copy: copyOf(file) }
    await assert.rejects(found?.change(second, mark) ?? assert.fail(), { key: 'rotate-cut-short', values })
    await found?.restore()
    assert.deepEqual([readFileSync(file, 'utf8'), readFileSync(copyOf(file), 'utf8')], [half, text])
    await found?.cutShort?.putBack()
    assert.deepEqual([readFileSync(file, 'utf8'), existsSync(copyOf(file))], [text, false])
    const again = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
    assert.equal(again?.cutShort, undefined)
  })
}

test('What somebody wrote after a change was cut short is left for him to judge', async () => {
  const file = await cutShort('judged', lists.hashed)
  const theirs = 'tanaka:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n'
  writeFileSync(file, theirs)
  const found = await executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
  await assert.rejects(found?.cutShort?.putBack() ?? assert.fail(), { key: 'rotate-cut-short' })
  assert.deepEqual([readFileSync(file, 'utf8'), readFileSync(copyOf(file), 'utf8')], [theirs, lists.hashed])
})

test('A copy that does not say whose it is is not written over either', async () => {
  const file = join(folder, 'nobodys')
  writeFileSync(file, lists.hashed)
  writeFileSync(copyOf(file), lists.clear)
  const opened = executors.get('htpasswd')?.open('tanaka', { by: 'file', file })
  await assert.rejects(opened ?? assert.fail(), {
    key: 'rotate-cut-short',
    values: { file, copy: copyOf(file) },
  })
})

test('A file that is not there is refused by its name', async () => {
  const file = join(folder, 'nowhere')
  const opened = executors.get('proftpd')?.open('tanaka', { by: 'file', file })
  await assert.rejects(opened ?? assert.fail(), (error: unknown) => {
    assert.ok(error instanceof Refusal)
    assert.deepEqual([error.key, error.values.file], ['cli-file', file])
    return true
  })
})
