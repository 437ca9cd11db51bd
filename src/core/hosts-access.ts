import { splitWide } from './export-list.ts'
import type { Network } from './network.ts'

/**
 * The lines of hosts_access(5) by which these daemons (as it lists them: `vsftpd, proftpd`) serve these networks; the
 * last one denies by itself, as hosts_options(5) has it, whatever hosts.deny says.
 */
export function hostsAccess(daemons: string, networks: readonly Network[]): readonly string[] {
  // libwrap makes a mask of all ones of 0.0.0.0/0 and then matches one address only (seen with tcpdmatch).
  const clients = splitWide(networks, 1).map(clientOf)
  return [...clients.map(client => `${daemons}: ${client}`), `${daemons}: ALL: deny`]
}

/** IPv6 in brackets: a bare colon would end the field. */
function clientOf({ family, text }: Network): string {
  const slash = text.indexOf('/')
  return family === 4 ? text : `[${text.slice(0, slash)}]${text.slice(slash)}`
}
