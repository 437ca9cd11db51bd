import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/** What the refused client reads after `554 5.7.1`. */
const refusal = 'REJECT Access from this address is not permitted'

/**
 * A cidr_table(5), the first line that fits decides. `DUNNO` and never `OK`, so that later restrictions still apply.
 * A line Postfix cannot read it skips with a warning and exit status 0: whoever checks reads what `postmap -q` warns.
 */
const postfix: AllowlistExport = {
  name: 'postfix',
  about:
    'smtpd_client_restrictions = check_client_access cidr:/etc/postfix/inventory.cidr, with smtpd_delay_reject = no to refuse before AUTH',
  contentType: 'text/plain; charset=utf-8',
  render: list =>
    textOf([
      ...heading(list),
      ...list.networks.map(({ text }) => `${text} DUNNO`),
      `0.0.0.0/0 ${refusal}`,
      `::/0 ${refusal}`,
    ]),
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['192.0.2.0/26 DUNNO', '2001:db8::10/128 DUNNO', `0.0.0.0/0 ${refusal}`, `::/0 ${refusal}`],
    },
    { networks: ['0.0.0.0/0'], lines: ['0.0.0.0/0 DUNNO', `0.0.0.0/0 ${refusal}`, `::/0 ${refusal}`] },
    {
      networks: [],
      lines: ['# networks: none: nobody is let in', `0.0.0.0/0 ${refusal}`, `::/0 ${refusal}`],
    },
  ],
}

export default postfix
