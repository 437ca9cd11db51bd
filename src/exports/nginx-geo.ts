import type { AllowlistExport } from '../core/export.ts'
import { heading, splitWide, textOf } from '../core/export-list.ts'

/**
 * The inside of a `geo` block of ngx_http_geo_module, for blocks whose own `return` or `rewrite` would run before
 * `deny`, and behind a proxy (`proxy 10.0.0.5; proxy_recursive;`). Its own default is 0, so an empty list is a no.
 */
const nginxGeo: AllowlistExport = {
  name: 'nginx-geo',
  about:
    'geo $listed { include inventory.geo; } in http, then if ($listed != 1) { return 403; } in the server',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    // To geo a /0 is the default once more, and it warns.
    const networks = splitWide(list.networks, 1)
    return textOf([...heading(list), 'default 0;', ...networks.map(({ text }) => `${text} 1;`)])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['default 0;', '192.0.2.0/26 1;', '2001:db8::10/128 1;'],
    },
    { networks: ['0.0.0.0/0', '::/0'], lines: ['0.0.0.0/1 1;', '128.0.0.0/1 1;', '::/1 1;', '8000::/1 1;'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'default 0;'] },
  ],
}

export default nginxGeo
