import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseDocument } from 'yaml'
import { type RadiusClient, readRadiusClients } from '../core/radius-client.ts'
import { Refusal } from '../core/refusal.ts'
import { RadiusUpstream } from './radius-upstream.ts'

/** A client with its secret at hand and the way to its upstream open. */
export type OpenRadiusClient = Omit<RadiusClient, 'upstream'> & {
  readonly secret: Buffer
  readonly upstream?: RadiusUpstream
}

/** RFC 2865, 3, asks for 16 bytes at least: with fewer, one recorded packet is enough to find the secret. */
const shortestSecret = 16

/** Reads the clients' file and their secrets, and opens a socket to each upstream. Refuses whatever does not read. */
export function openRadiusClients(file: string): readonly OpenRadiusClient[] {
  const document = parseDocument(readText(file), { prettyErrors: true })
  const [fault] = document.errors
  if (fault !== undefined) {
    const line = fault.linePos?.[0].line ?? 1
    throw new Refusal('invalid', 'radius-clients-form', { file, line })
  }
  const folder = dirname(file)
  const clients = readRadiusClients(document.toJS(), file)
  // All are read before the first socket is opened.
  const secrets = clients.map(({ secretFile, upstream }) => ({
    own: readSecret(folder, secretFile),
    upstream: upstream === undefined ? undefined : readSecret(folder, upstream.secretFile),
  }))
  return clients.map(({ upstream, ...client }, at) => {
    const { own = Buffer.of(), upstream: theirs } = secrets[at] ?? {}
    if (upstream === undefined || theirs === undefined) return { ...client, secret: own }
    return { ...client, secret: own, upstream: new RadiusUpstream(upstream, theirs) }
  })
}

function readSecret(folder: string, name: string): Buffer {
  const file = resolve(folder, name)
  const secret = Buffer.from(readText(file).trim())
  if (secret.length < shortestSecret) {
    throw new Refusal('invalid', 'radius-secret-short', {
      file,
      length: secret.length,
      shortest: shortestSecret,
    })
  }
  return secret
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Refusal('invalid', 'radius-file', { file })
  }
}
