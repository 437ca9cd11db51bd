import { parseAddress } from '../core/address.ts'
import type { Gate, GateDesk, LineGate, RadiusGate } from '../core/gate.ts'
import type { Language } from '../core/message.ts'
import { contains, readAddress, readNetwork } from '../core/network.ts'
import { openLineListener, type Place } from './line-listener.ts'
import { openRadiusListener } from './radius-listener.ts'
import { openRadiusClients } from './radius-secrets.ts'

/** Which listeners are wanted, by the configuration. */
export interface ListenerSettings {
  readonly postfixListen: Place | undefined
  readonly pureFtpd: { readonly path: string; readonly system: string } | undefined
  readonly radius: { readonly host: string; readonly port: number; readonly clientsFile: string } | undefined
}

interface Listener {
  readonly place: string
  readonly close: () => Promise<void>
}

/** The open listeners, to be closed together. */
export interface Listeners {
  /** `postfix 127.0.0.1:10031`, one each. */
  readonly places: readonly string[]
  readonly close: () => Promise<void>
}

/** Opens every listener that is wanted; when one cannot, closes the others and refuses. */
export async function openListeners(
  gates: ReadonlyMap<string, Gate>,
  { postfixListen, pureFtpd, radius }: ListenerSettings,
  parts: {
    readonly desk: GateDesk
    /** Whether the service's own allowlist names this server. */
    readonly lists: (ip: string) => boolean
    readonly language: Language
  },
): Promise<Listeners> {
  const wanted = [
    ...(postfixListen === undefined ? [] : [{ name: 'postfix', place: postfixListen }]),
    ...(pureFtpd === undefined
      ? []
      : [{ name: 'pure-ftpd', place: { path: pureFtpd.path }, system: pureFtpd.system }]),
  ]
  const { desk, language, lists } = parts
  const admits = (ip: string) => isLoopback(ip) || lists(ip)
  const open: { readonly name: string; readonly listener: Listener }[] = []
  const close = async () => {
    await Promise.all(open.map(({ listener }) => listener.close()))
  }
  try {
    for (const { name, ...rest } of wanted) {
      const gate = gateOf<LineGate>(gates, name, 'lines')
      open.push({ name, listener: await openLineListener({ gate, ...rest, desk, admits, language }) })
    }
    if (radius !== undefined) {
      const gate = gateOf<RadiusGate>(gates, 'radius', 'radius')
      const clients = openRadiusClients(radius.clientsFile)
      const listener = await openRadiusListener({ gate, place: radius, clients, desk, language })
      open.push({ name: 'radius', listener })
    }
  } catch (error) {
    await close()
    throw error
  }
  return { places: open.map(({ name, listener }) => `${name} ${listener.place}`), close }
}

function gateOf<G extends Gate>(
  gates: ReadonlyMap<string, Gate>,
  name: string,
  protocol: G['door']['protocol'],
): G {
  const gate = gates.get(name)
  if (gate?.door.protocol !== protocol) throw new TypeError(`src/gates/${name}.ts is no gate of ${protocol}`)
  return gate as G
}

const loopback = ['127.0.0.0/8', '::1'].map(readNetwork)

function isLoopback(ip: string): boolean {
  // A peer on a link-local address carries its interface with it.
  if (parseAddress(ip) === undefined) return false
  const address = readAddress(ip)
  return loopback.some(network => contains(network, address))
}
