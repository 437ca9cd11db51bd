import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/**
 * A matcher of everybody else and the 403 for them. It belongs first in a `route` block, where directives run as
 * written: elsewhere Caddy sorts `handle` and `route` before `respond`. `remote_ip` is the peer, whatever headers say.
 */
const caddy: AllowlistExport = {
  name: 'caddy',
  about: 'import inventory.caddy as the first line of a route { } that holds everything else of the site',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const others = `@outside-${list.system}`
    const listed = list.networks.map(({ text }) => `    remote_ip ${text}`)
    // Without a matcher everybody is refused.
    if (listed.length === 0) return textOf([...heading(list), 'respond 403'])
    return textOf([
      ...heading(list),
      `${others} {`,
      '  not {',
      ...listed,
      '  }',
      '}',
      `respond ${others} 403`,
    ])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: [
        '@outside-inventory {',
        '    remote_ip 192.0.2.0/26',
        '    remote_ip 2001:db8::10/128',
        'respond @outside-inventory 403',
      ],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['    remote_ip 0.0.0.0/0', '    remote_ip ::/0'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'respond 403'] },
  ],
}

export default caddy
