import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/** `allow_nets` for all users of a passdb, in the form of Dovecot 2.4, which 2.3 refuses at start. */
const dovecot24: AllowlistExport = {
  name: 'dovecot-2-4',
  about: 'Dovecot 2.4: !include inventory.nets as the last line of every passdb block, then doveadm reload',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const networks = list.networks.map(({ text }) => text).join(',')
    return textOf([...heading(list), 'fields {', `  allow_nets = ${networks}`.trimEnd(), '}'])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['fields {', '  allow_nets = 192.0.2.0/26,2001:db8::10/128', '}'],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['  allow_nets = 0.0.0.0/0,::/0'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'fields {', '  allow_nets =', '}'] },
  ],
}

export default dovecot24
