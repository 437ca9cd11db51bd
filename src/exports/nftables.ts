import type { AllowlistExport, ExportList } from '../core/export.ts'
import { everyPortRemark, heading, portsOf, textOf } from '../core/export-list.ts'
import type { Network } from '../core/network.ts'

/** With no port declared, all that newly comes in from another machine is guarded: nothing is open by omission. */
const everyPort = 'ct state new iifname != "lo" jump guard'

/** A table of its own, replaced whole in one transaction, that guards the system's declared TCP ports. */
const nftables: AllowlistExport = {
  name: 'nftables',
  about:
    'nft -f inventory.nft; declare the endpoints of the system first, or every port of the machine is guarded',
  contentType: 'text/plain; charset=utf-8',
  render: list => {
    const table = `table inet kagimori-${list.system}`
    return textOf([
      ...heading(list),
      ...(list.endpoints.length === 0 ? [everyPortRemark] : []),
      table,
      `delete ${table}`,
      `${table} {`,
      ...setOf('ipv4', 4, list.networks),
      ...setOf('ipv6', 6, list.networks),
      '  chain input {',
      '    type filter hook input priority filter - 5; policy accept;',
      `    ${guardedPorts(list)}`,
      '  }',
      '  chain guard {',
      '    ip saddr @ipv4 accept',
      '    ip6 saddr @ipv6 accept',
      '    meta l4proto tcp counter reject with tcp reset',
      '    counter drop',
      '  }',
      '}',
    ])
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '198.51.100.7', '2001:db8::10'],
      endpoints: [
        { protocol: 'https', port: 8443 },
        { protocol: 'ftp', port: 21 },
      ],
      lines: [
        'delete table inet kagimori-inventory',
        '    elements = {',
        '      192.0.2.0/26,',
        '      198.51.100.7/32',
        '      2001:db8::10/128',
        '    tcp dport { 21, 8443 } jump guard',
        '    counter drop',
      ],
    },
    {
      networks: ['0.0.0.0/0', '::/0'],
      lines: ['      0.0.0.0/0', '      ::/0', `    ${everyPort}`, '    counter drop'],
    },
    {
      networks: [],
      lines: [
        everyPortRemark,
        '  set ipv4 {',
        '    flags interval',
        '  }',
        `    ${everyPort}`,
        '    counter drop',
      ],
    },
  ],
}

export default nftables

function guardedPorts(list: ExportList): string {
  const ports = portsOf(list)
  return ports.length === 0 ? everyPort : `tcp dport { ${ports.join(', ')} } jump guard`
}

/** `elements = { }` is a syntax error, so an empty set has none. */
function setOf(
  name: 'ipv4' | 'ipv6',
  family: Network['family'],
  networks: readonly Network[],
): readonly string[] {
  const texts = networks.filter(network => network.family === family).map(({ text }) => text)
  const elements = texts.map((text, at) => `      ${text}${at < texts.length - 1 ? ',' : ''}`)
  return [
    `  set ${name} {`,
    `    type ${name}_addr`,
    '    flags interval',
    ...(elements.length === 0 ? [] : ['    elements = {', ...elements, '    }']),
    '  }',
  ]
}
