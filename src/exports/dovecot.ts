import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/**
 * `allow_nets` for all users of a passdb of Dovecot 2.3, so for IMAP, POP3 and the SMTP logins Postfix asks it about.
 * An empty `allow_nets` lets nobody in. Dovecot 2.4 refuses the setting at start; its form is the export dovecot-2-4.
 */
const dovecot: AllowlistExport = {
  name: 'dovecot',
  about: 'Dovecot 2.3: !include inventory.nets as the last line of every passdb block, then doveadm reload',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const networks = list.networks.map(({ text }) => text).join(',')
    return textOf([...heading(list), `override_fields = allow_nets=${networks}`])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['override_fields = allow_nets=192.0.2.0/26,2001:db8::10/128'],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['override_fields = allow_nets=0.0.0.0/0,::/0'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'override_fields = allow_nets='] },
  ],
}

export default dovecot
