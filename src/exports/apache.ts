import type { AllowlistExport } from '../core/export.ts'
import { heading, splitWide, textOf } from '../core/export-list.ts'

/**
 * `Require ip` of mod_authz_host, in a block of its own: any one network will do, whatever stands around it.
 * The block may not be empty, so an empty list is `Require all denied`.
 */
const apache: AllowlistExport = {
  name: 'apache',
  about: 'Include inventory.require inside <RequireAll>, beside Require valid-user',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    // Apache 2.4 calls 0.0.0.0/0 an invalid mask.
    const required = splitWide(list.networks, 1).map(({ text }) => `  Require ip ${text}`)
    const lines = required.length === 0 ? ['  Require all denied'] : required
    return textOf([...heading(list), '<RequireAny>', ...lines, '</RequireAny>'])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['<RequireAny>', '  Require ip 192.0.2.0/26', '  Require ip 2001:db8::10/128', '</RequireAny>'],
    },
    { networks: ['0.0.0.0/0'], lines: ['  Require ip 0.0.0.0/1', '  Require ip 128.0.0.0/1'] },
    { networks: ['::/0'], lines: ['  Require ip ::/1', '  Require ip 8000::/1'] },
    { networks: [], lines: ['<RequireAny>', '  Require all denied', '</RequireAny>'] },
  ],
}

export default apache
