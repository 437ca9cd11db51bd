import type { AllowlistExport, ExportList } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'
import { hostsAccess } from '../core/hosts-access.ts'

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

/** TCP wrappers, hosts_access(5), for every daemon that asks libwrap and serves the system's endpoints. */
const hostsAllow: AllowlistExport = {
  name: 'hosts-allow',
  about: '/etc/hosts.allow, or its part for these daemons, before any line that names them or ALL',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const daemons = daemonsOf(list)
    return textOf([
      ...heading(list),
      ...(daemons === allDaemons ? [allDaemonsRemark] : []),
      ...hostsAccess(daemons, list.networks),
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
