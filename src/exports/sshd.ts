import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/**
 * A `Match Address` of everybody else, sshd_config(5), in which no user may log in: `DenyUsers` holds for passwords and
 * keys alike, and wherever the file is included, while of other settings the first value written wins.
 */
const sshd: AllowlistExport = {
  name: 'sshd',
  about: '/etc/ssh/sshd_config.d/inventory.conf, or Include it before any Match; sshd -t, then reload',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const others = ['*', ...list.networks.map(({ text }) => `!${text}`)].join(',')
    return textOf([...heading(list), `Match Address ${others}`, '  DenyUsers *', 'Match all'])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['Match Address *,!192.0.2.0/26,!2001:db8::10/128', '  DenyUsers *', 'Match all'],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['Match Address *,!0.0.0.0/0,!::/0', '  DenyUsers *'] },
    { networks: [], lines: ['Match Address *', '  DenyUsers *', 'Match all'] },
  ],
}

export default sshd
