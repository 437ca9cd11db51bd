import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Config } from '../config.ts'
import { Refusal } from '../core/refusal.ts'
import { print, readTextFile } from './records.ts'
import { callService } from './rest.ts'
import { terminal } from './terminal.ts'

interface PasswordFiles {
  readonly oldFile?: string
  readonly newFile?: string
}

interface Passwords {
  readonly oldPassword: string | undefined
  readonly newPassword: string | undefined
}

/** Has a rotation proved by asking its system; the passwords come from a prompt, two lines of stdin, or files. */
export async function runVerify(config: Config, id: string, files: PasswordFiles): Promise<number> {
  const body = await readPasswords(files)
  const answer = await callService(config, `/rotation-tasks/${id}/verify`, { method: 'POST', body })
  return print(answer.body)
}

async function readPasswords({ oldFile, newFile }: PasswordFiles): Promise<Passwords> {
  if (oldFile !== undefined || newFile !== undefined) {
    const [oldPassword, newPassword] = await Promise.all([lineOf(oldFile), lineOf(newFile)])
    return { oldPassword, newPassword }
  }
  if (process.stdin.isTTY) {
    return { oldPassword: await ask('Old password: '), newPassword: await ask('New password: ') }
  }
  const [oldPassword = '', newPassword = '', ...rest] = (await text(process.stdin)).split(/\r?\n/)
  if (rest.some(line => line !== '')) throw new Refusal('invalid', 'cli-verify-lines')
  return { oldPassword: absentIfEmpty(oldPassword), newPassword: absentIfEmpty(newPassword) }
}

async function lineOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  return absentIfEmpty((await readTextFile(file)).replace(/\r?\n$/, ''))
}

/** The prompt is on stderr; what is typed is shown nowhere. */
async function ask(question: string): Promise<string | undefined> {
  terminal.err.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  const typed = await reader.question('')
  reader.close()
  terminal.err.write('\n')
  return absentIfEmpty(typed)
}

function absentIfEmpty(password: string): string | undefined {
  return password === '' ? undefined : password
}
