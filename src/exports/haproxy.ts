import type { AllowlistExport } from '../core/export.ts'
import { heading, textOf, withoutMapped } from '../core/export-list.ts'

/**
 * A pattern file for `src -f`: remarks only at the start of a line. A file without patterns matches nobody. HAProxy
 * looks for IPv4 clients among IPv6 patterns as well, as `::ffff:`: to 2.6 `::/0` was everybody.
 */
const haproxy: AllowlistExport = {
  name: 'haproxy',
  about:
    'acl allowed src -f inventory.acl, then http-request deny unless allowed (tcp-request connection reject in mode tcp)',
  contentType: 'text/plain; charset=utf-8',
  render: list => textOf([...heading(list), ...withoutMapped(list.networks).map(({ text }) => text)]),
  examples: [
    { networks: ['192.0.2.0/26', '2001:db8::10'], lines: ['192.0.2.0/26', '2001:db8::10/128'] },
    { networks: ['0.0.0.0/0'], lines: ['0.0.0.0/0'] },
    { networks: ['::/0'], lines: ['::/81', '::fffe:0:0/96', '::1:0:0:0/80', '8000::/1'] },
    { networks: [], lines: ['# networks: none: nobody is let in'] },
  ],
}

export default haproxy
