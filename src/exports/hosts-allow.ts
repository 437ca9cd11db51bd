import type { AllowlistExport, ExportList } from '../core/export.ts'
import { halveEverything, heading, textOf } from '../core/export-list.ts'
import type { Network } from '../core/network.ts'

/** The daemons of Debian that ask libwrap, by the protocol they serve. */
const daemonsByProtocol: ReadonlyMap<string, readonly string[]> = new Map([
  ['ftp', ['vsftpd', 'proftpd', 'in.ftpd']],
  ['ftps', ['vsftpd', 'proftpd', 'in.ftpd']],
  ['ssh', ['sshd']],
  ['sftp', ['sshd']],
  ['ldap', ['slapd']],
  ['ldaps', ['slapd']],
  ['telnet', ['in.telnetd']],
  ['tftp', ['in.tftpd']],
])
const allDaemons = 'ALL'
const allDaemonsRemark = '# No endpoint of a daemon that asks libwrap is declared: all daemons are meant.'

/** TCP wrappers, hosts_access(5) with hosts_options(5): the last line denies by itself, whatever hosts.deny says. */
const hostsAllow: AllowlistExport = {
  name: 'hosts-allow',
  about: '/etc/hosts.allow, or its part for these daemons, before any line that names them or ALL',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const daemons = daemonsOf(list)
    // libwrap makes a mask of all ones of 0.0.0.0/0 and then matches one address only (seen with tcpdmatch).
    const clients = halveEverything(list.networks)
    return textOf([
      ...heading(list),
      ...(daemons === allDaemons ? [allDaemonsRemark] : []),
      ...clients.map(network => `${daemons}: ${clientOf(network)}`),
      `${daemons}: ALL: deny`,
    ])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10', '2001:db9::/32'],
      endpoints: [{ protocol: 'ftp', port: 21 }],
      lines: [
        'vsftpd, proftpd, in.ftpd: 192.0.2.0/26',
        'vsftpd, proftpd, in.ftpd: [2001:db8::10]/128',
        'vsftpd, proftpd, in.ftpd: [2001:db9::]/32',
        'vsftpd, proftpd, in.ftpd: ALL: deny',
      ],
    },
    {
      networks: ['0.0.0.0/0', '::/0'],
      lines: ['ALL: 0.0.0.0/1', 'ALL: 128.0.0.0/1', 'ALL: [::]/1', 'ALL: [8000::]/1', 'ALL: ALL: deny'],
    },
    { networks: [], lines: ['# networks: none: nobody is let in', allDaemonsRemark, 'ALL: ALL: deny'] },
  ],
}

export default hostsAllow

/** Without a known daemon every daemon is meant: nothing is open by omission. */
function daemonsOf({ endpoints }: ExportList): string {
  const daemons = new Set(endpoints.flatMap(({ protocol }) => daemonsByProtocol.get(protocol) ?? []))
  return daemons.size === 0 ? allDaemons : [...daemons].join(', ')
}

function clientOf({ family, text }: Network): string {
  return family === 4 ? text : `[${text.slice(0, text.indexOf('/'))}]${text.slice(text.indexOf('/'))}`
}
