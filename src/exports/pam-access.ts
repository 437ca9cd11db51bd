import type { AllowlistExport } from '../core/export.ts'
import { heading, splitWide, textOf } from '../core/export-list.ts'
import type { Network } from '../core/network.ts'

/** Where a server reports `::ffff:192.0.2.7`, a wide IPv6 network would hold the whole of IPv4 as well. */
const noMapped = '-:ALL:::ffff:0.0.0.0/96'

/**
 * An access.conf(5) of its own for one daemon; the first line that fits decides. IPv4 stands twice, plain and mapped,
 * as a daemon on a dual-stack socket reports it. The daemon must report addresses: pam_access resolves names itself.
 */
const pamAccess: AllowlistExport = {
  name: 'pam-access',
  about:
    'account requisite pam_access.so nodefgroup accessfile=/etc/security/inventory.conf, in /etc/pam.d of that daemon only; its reverse DNS off',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    // To pam_access a /0 is nobody.
    const networks = splitWide(list.networks, 1)
    const ipv4 = networks.filter(({ family }) => family === 4)
    const ipv6 = networks.filter(({ family }) => family === 6)
    return textOf([
      ...heading(list),
      ...ipv4.map(network => `+:ALL:${network.text} ${mapped(network)}`),
      ...(ipv6.length === 0 ? [] : [noMapped]),
      ...ipv6.map(({ text }) => `+:ALL:${text}`),
      '-:ALL:ALL',
    ])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['+:ALL:192.0.2.0/26 ::ffff:192.0.2.0/122', noMapped, '+:ALL:2001:db8::10/128', '-:ALL:ALL'],
    },
    {
      networks: ['0.0.0.0/0'],
      lines: ['+:ALL:0.0.0.0/1 ::ffff:0.0.0.0/97', '+:ALL:128.0.0.0/1 ::ffff:128.0.0.0/97', '-:ALL:ALL'],
    },
    { networks: ['::/0'], lines: [noMapped, '+:ALL:::/1', '+:ALL:8000::/1', '-:ALL:ALL'] },
    { networks: [], lines: ['# networks: none: nobody is let in', '-:ALL:ALL'] },
  ],
}

export default pamAccess

function mapped({ text, prefix }: Network): string {
  return `::ffff:${text.slice(0, text.indexOf('/'))}/${prefix + 96}`
}
