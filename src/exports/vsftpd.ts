import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'
import { hostsAccess } from '../core/hosts-access.ts'

/**
 * TCP wrappers for vsftpd alone, asked before the greeting. Not pam_access: that refuses virtual users, whom getpwnam
 * does not know. libwrap takes the `::ffff:` that a dual-stack socket reports for the IPv4 address it is.
 */
const vsftpd: AllowlistExport = {
  name: 'vsftpd',
  about: '/etc/hosts.allow, before any line that names vsftpd or ALL; with tcp_wrappers=YES in vsftpd.conf',
  contentType: 'text/plain; charset=utf-8',
  render: list => textOf([...heading(list), ...hostsAccess('vsftpd', list.networks)]),
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['vsftpd: 192.0.2.0/26', 'vsftpd: [2001:db8::10]/128', 'vsftpd: ALL: deny'],
    },
    { networks: ['0.0.0.0/0'], lines: ['vsftpd: 0.0.0.0/1', 'vsftpd: 128.0.0.0/1', 'vsftpd: ALL: deny'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'vsftpd: ALL: deny'] },
  ],
}

export default vsftpd
