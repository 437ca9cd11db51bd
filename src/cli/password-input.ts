import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Refusal } from '../core/refusal.ts'
import { readTextFile } from './records.ts'
import { terminal } from './terminal.ts'

/** The only line of a file, without its end; undefined without a file, and for an empty one. */
export async function lineOf(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined
  return absentIfEmpty((await readTextFile(file)).replace(/\r?\n$/, ''))
}

/** Asks a person; the prompt is on stderr and what is typed is shown nowhere. Refuses whoever leaves without an answer. */
export async function askPassword(question: string): Promise<string | undefined> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true, historySize: 0 })
  const answer = reader.question('')
  // Only now nothing that is typed is shown any more.
  terminal.err.write(question)
  try {
    return absentIfEmpty(await answer)
  } catch (error) {
    // Ctrl-C or Ctrl-D.
    if (error instanceof Error && error.name === 'AbortError') throw new Refusal('invalid', 'cli-unanswered')
    throw error
  } finally {
    reader.close()
    terminal.err.write('\n')
  }
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
