import { parseAddress } from './address.ts'
import { contains, type Network, readAddress, readNetwork } from './network.ts'
import { type RadiusAddress, radiusAddresses } from './radius.ts'
import { Refusal } from './refusal.ts'

/** A server that may ask over RADIUS, by the network it asks from, and what its questions mean. */
export interface RadiusClient {
  readonly network: Network
  readonly secretFile: string
  /** The system its questions are about. */
  readonly system: string
  /** Where its requests name the visitor's address. */
  readonly address: RadiusAddress
  /** Whether its requests must be signed; only a client on this machine may leave that out. */
  readonly signs: boolean
  /** The server that checks the passwords of whoever may come in; without one the client checks them itself. */
  readonly upstream?: RadiusUpstream
}

/** A RADIUS server that requests are handed on to. */
export interface RadiusUpstream {
  readonly host: string
  readonly port: number
  readonly secretFile: string
}

type Written = Readonly<Record<string, unknown>>
type Named = { readonly file: string; readonly number: number }

/** Every key a client may have, and what to write there. */
const keys: Readonly<Record<string, string>> = {
  network: '192.0.2.20/32',
  secretFile: '/etc/kagimori/radius.secret',
  system: 'ftp',
  address: radiusAddresses.join(' | '),
  decides: 'address-only',
  messageAuthenticator: 'required | absent',
  upstream: '192.0.2.40:1812',
  upstreamSecretFile: '/etc/kagimori/radius-upstream.secret',
}

const loopback = ['127.0.0.0/8', '::1/128'].map(readNetwork)

/** Reads the list of clients as it stands in `file`. Refuses what it does not know, and a client whose passwords nobody checks. */
export function readRadiusClients(written: unknown, file: string): readonly RadiusClient[] {
  if (!Array.isArray(written) || written.length === 0)
    throw new Refusal('invalid', 'radius-clients-none', { file })
  const clients = written.map((one: unknown, at) => readClient(one, { file, number: at + 1 }))
  for (const [at, { network }] of clients.entries()) {
    if (clients.findIndex(other => other.network.text === network.text) < at) {
      throw new Refusal('invalid', 'radius-client-twice', { file, number: at + 1, network: network.text })
    }
  }
  return clients
}

/** The client at this address: of several networks the narrowest. */
export function radiusClientAt<C extends Pick<RadiusClient, 'network'>>(
  clients: readonly C[],
  ip: string,
): C | undefined {
  const address = readAddress(ip)
  return clients
    .filter(({ network }) => contains(network, address))
    .sort((a, b) => b.network.prefix - a.network.prefix)[0]
}

function readClient(one: unknown, named: Named): RadiusClient {
  const written: Written = typeof one === 'object' && one !== null && !Array.isArray(one) ? { ...one } : {}
  const unknown = Object.keys(written).find(key => !Object.hasOwn(keys, key))
  if (unknown !== undefined) {
    const known = Object.keys(keys).join(', ')
    throw new Refusal('invalid', 'radius-client-key', { ...named, key: unknown.slice(0, 80), known })
  }
  const network = readNetwork(text(written, 'network', named))
  return {
    network,
    secretFile: text(written, 'secretFile', named),
    system: text(written, 'system', named),
    address: choice(written, 'address', radiusAddresses, named),
    signs: readSigns(written, network, named),
    ...readUpstream(written, named),
  }
}

function readSigns(written: Written, network: Network, named: Named): boolean {
  const signs = choice(written, 'messageAuthenticator', ['required', 'absent'], named) === 'required'
  if (!signs && !loopback.some(own => contains(own, network))) {
    throw new Refusal('invalid', 'radius-client-unsigned', { ...named, network: network.text })
  }
  return signs
}

/** An accept from here logs in with any password: whoever wants that must say so. */
function readUpstream(written: Written, named: Named): Pick<RadiusClient, 'upstream'> {
  if ((written.upstream === undefined) === (written.decides === undefined)) {
    throw new Refusal('invalid', 'radius-client-way', { ...named })
  }
  if (written.upstream === undefined) {
    choice(written, 'decides', ['address-only'], named)
    return {}
  }
  const place = text(written, 'upstream', named)
  const [, host = '', port = ''] = /^\[?([^[\]]+)\]?:(\d{1,5})$/.exec(place) ?? []
  if (parseAddress(host) === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw wrong('upstream', place, named)
  }
  return { upstream: { host, port: Number(port), secretFile: text(written, 'upstreamSecretFile', named) } }
}

function text(written: Written, key: string, named: Named): string {
  const value = written[key]
  if (typeof value !== 'string' || value.trim() === '') throw wrong(key, value, named)
  return value.trim()
}

/** The first choice where nothing is written. */
function choice<const T extends string>(
  written: Written,
  key: string,
  choices: readonly [T, ...T[]],
  named: Named,
): T {
  const value = written[key] ?? choices[0]
  const found = choices.find(one => one === value)
  if (found === undefined) throw wrong(key, value, named)
  return found
}

function wrong(key: string, value: unknown, named: Named): Refusal {
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 80) : ''
  return new Refusal('invalid', 'radius-client-value', {
    ...named,
    key,
    text: shown,
    wanted: keys[key] ?? '',
  })
}
