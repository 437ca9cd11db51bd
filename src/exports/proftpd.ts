import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/**
 * `<Limit LOGIN>`, by default allow before deny, for all servers of the daemon: outside `<Global>` its virtual hosts
 * would go on letting everybody in. The daemon hangs up on others instead of greeting.
 */
const proftpd: AllowlistExport = {
  name: 'proftpd',
  about: 'Include /etc/proftpd/inventory.conf at the top level; UseReverseDNS off; reload (SIGHUP) to apply',
  contentType: 'text/plain; charset=utf-8',
  render: list =>
    textOf([
      ...heading(list),
      '<Global>',
      '<Limit LOGIN>',
      ...list.networks.map(({ text }) => `  Allow from ${text}`),
      '  DenyAll',
      '</Limit>',
      '</Global>',
    ]),
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: [
        '<Limit LOGIN>',
        '  Allow from 192.0.2.0/26',
        '  Allow from 2001:db8::10/128',
        '  DenyAll',
        '</Limit>',
      ],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['  Allow from 0.0.0.0/0', '  Allow from ::/0', '  DenyAll'] },
    { networks: [], lines: ['<Global>', '<Limit LOGIN>', '  DenyAll', '</Limit>', '</Global>'] },
  ],
}

export default proftpd
