import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { readTextFile } from './records.ts'
import { terminal } from './terminal.ts'

/** The only line of a file, without its end; undefined without a file, and for an empty one. */
export async function lineOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  return absentIfEmpty((await readTextFile(file)).replace(/\r?\n$/, ''))
}

/** Asks a person; the prompt is on stderr and what is typed is shown nowhere. */
export async function askPassword(question: string): Promise<string | undefined> {
  terminal.err.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  const typed = await reader.question('')
  reader.close()
  terminal.err.write('\n')
  return absentIfEmpty(typed)
}

/** Passwords one after another: each from its file, else by prompt, else the next line of standard input. */
export function openPasswords(): (question: string, file: string | undefined) => Promise<string | undefined> {
  let lines: Promise<string[]> | undefined
  return async (question, file) => {
    if (file !== undefined && file !== '-') return lineOf(file)
    if (process.stdin.isTTY) return askPassword(question)
    lines ??= text(process.stdin).then(all => all.split(/\r?\n/))
    return absentIfEmpty((await lines).shift() ?? '')
  }
}

/** Nobody has the empty password by intention. */
export function absentIfEmpty(password: string): string | undefined {
  return password === '' ? undefined : password
}
