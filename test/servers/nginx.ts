import type { ChildProcess } from 'node:child_process'
import { type Listening, startDaemon, write } from '../gates/gated.ts'

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** Starts nginx as one process, its pages in the folder, and waits until it listens; `server` is the block's content. */
export async function startNginx(
  program: string,
  folder: string,
  server: string,
  ready: Listening,
): Promise<ChildProcess> {
  const own = temporary.map(name => `${name}_temp_path ${folder}/nginx-${name};`).join(' ')
  const http = `http { access_log off; ${own} server { root ${folder}; ${server} } }`
  return startNginxWith(program, folder, http, ready)
}

/** The same with another block than `http`, and modules before it. */
export async function startNginxWith(
  program: string,
  folder: string,
  block: string,
  ready: Listening,
  modules = '',
): Promise<ChildProcess> {
  const alone = `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr; events {}`
  const configuration = write(folder, 'nginx.conf', `${modules} ${alone}\n${block}\n`)
  return startDaemon(program, ['-c', configuration], ready)
}
