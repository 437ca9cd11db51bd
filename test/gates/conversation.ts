import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { hostFor } from './gated.ts'

/** As SMTP and FTP say no. */
const isRefused = /^[45]\d\d /

/** A conversation of lines with a server: what it says last, or when it says no. */
export async function converse(
  port: number,
  from: string,
  lines: readonly string[],
  isTurn: (line: string) => boolean,
): Promise<string> {
  const socket = connect({ port, host: hostFor(from), localAddress: from })
  const said = createInterface({ input: socket })
  socket.on('error', () => undefined).once('close', () => said.close())
  let last = ''
  const left = [...lines]
  for await (const line of said) {
    if (!isTurn(line)) continue
    last = line
    const next = left.shift()
    if (next === undefined || isRefused.test(line)) break
    socket.write(`${next}\r\n`)
  }
  socket.destroy()
  return last
}
