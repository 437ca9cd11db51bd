import type { Server } from 'node:http'
import type { App } from './app.ts'
import { attendConnections } from './connections.ts'
import { forgetRequests } from './forgetting.ts'
import { unreadAnswer } from './unread.ts'

const stopMilliseconds = 4_000

/** An app's own HTTP server, not listening yet. */
export interface Doorway {
  readonly server: Server
  /** Lets running requests end, closes idle connections at once, and after four seconds the rest. */
  readonly close: () => Promise<void>
}

/** Opens the server an app answers on: limited in size and time, keeping nothing of what requests brought. */
export function openDoorway({ listener, attendant }: Pick<App, 'listener' | 'attendant'>): Doorway {
  // An import of node:http would load the whole of fetch with it: 48 ms.
  const { createServer } = process.getBuiltinModule('node:http')
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 0, keepAliveTimeout: 65_000 },
    listener,
  )
  server.maxHeadersCount = 100
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else socket.end(unreadAnswer(error.code))
  })
  const { noted } = forgetRequests(server)
  const connections = attendConnections(server, { ...attendant, noted })
  return {
    server,
    close: async () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeIdleConnections()
      connections.closeIdle()
      const timer = setTimeout(() => {
        server.closeAllConnections()
        connections.closeAll()
      }, stopMilliseconds)
      await closed
      clearTimeout(timer)
    },
  }
}
