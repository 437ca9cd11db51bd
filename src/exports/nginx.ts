import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf } from '../core/export-list.ts'

/** `allow` and `deny` of ngx_http_access_module. Without the last line an empty file would let everybody in. */
const nginx: AllowlistExport = {
  name: 'nginx',
  about:
    'include inventory.allow; in a server or location block that has no return and no rewrite of its own',
  contentType: 'text/plain; charset=utf-8',
  render: list =>
    textOf([...heading(list), ...list.networks.map(({ text }) => `allow ${text};`), 'deny all;']),
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['allow 192.0.2.0/26;', 'allow 2001:db8::10/128;', 'deny all;'],
    },
    { networks: ['0.0.0.0/0'], lines: ['allow 0.0.0.0/0;', 'deny all;'] },
    { networks: [], lines: ['# networks: none: nobody is let in', 'deny all;'] },
  ],
}

export default nginx
