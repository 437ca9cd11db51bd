import type { AllowlistExport, ExportList } from '../core/export.ts'
import { everyPortRemark, heading, portsOf, splitWide, textOf } from '../core/export-list.ts'
import { bitsOf, type Network, readNetwork } from '../core/network.ts'

/** As many ports as one rule of ufw may name. */
const portsPerRule = 15

/**
 * Everybody in halves, and the listed in no wider networks than quarters: ufw skips a rule it already has with the other
 * action, be it ours or the admin's own `allow` from anywhere.
 */
const everybody = splitWide(['0.0.0.0/0', '::/0'].map(readNetwork), 1)
const widestListed = 2

/**
 * A shell script of `ufw` commands (0.36 or later). ufw rewrites its rule files itself and has no transaction, so the
 * order must do: first everybody is denied, above all other rules; then rules of an older list go; then the listed are
 * let in. Cut short anywhere it has let in nobody new but listed ones, and a second run changes nothing. Rules are
 * spelt as `ufw show added` does, by which the script knows its own. Long lists (0.1 s a network) suit nftables.
 */
const ufw: AllowlistExport = {
  name: 'ufw',
  about:
    'sh inventory.ufw, as root (sh inventory.ufw --dry-run only checks); declare the endpoints of the system first, or every port of the machine is guarded',
  contentType: 'text/plain; charset=utf-8',
  render: list =>
    textOf([
      ...heading(list),
      ...(list.endpoints.length === 0 ? [everyPortRemark] : []),
      'set -eu',
      'outside="',
      ...rulesOf('deny', everybody, list),
      '"',
      'listed="',
      ...rulesOf('allow', splitWide(list.networks, widestListed), list),
      '"',
      'prepend() { printf "%s\\n" "$rules" | xargs -r -L 1 ufw "$@" prepend; }',
      'rules=$outside prepend "$@"',
      `ufw show added | grep -F "${commentOf(list)}" | sed 's/^ufw //' | grep -vxF "$outside$listed" |`,
      `  sed 's/ comment .*//' | xargs -r -L 1 ufw "$@" --force delete`,
      'rules=$listed prepend "$@"',
    ]),
  examples: [
    {
      networks: ['192.0.2.0/26', '198.51.100.7', '2001:db8::10'],
      endpoints: [
        { protocol: 'ftps', port: 990 },
        { protocol: 'ftp', port: 21 },
      ],
      lines: [
        "deny from 0.0.0.0/1 to any port 21,990 proto tcp comment 'kagimori-inventory'",
        "deny from 8000::/1 to any port 21,990 proto tcp comment 'kagimori-inventory'",
        "allow from 192.0.2.0/26 to any port 21,990 proto tcp comment 'kagimori-inventory'",
        "allow from 198.51.100.7 to any port 21,990 proto tcp comment 'kagimori-inventory'",
        "allow from 2001:db8::10 to any port 21,990 proto tcp comment 'kagimori-inventory'",
      ],
    },
    {
      networks: ['0.0.0.0/0'],
      lines: [
        everyPortRemark,
        "deny from 0.0.0.0/1 comment 'kagimori-inventory'",
        "allow from 0.0.0.0/2 comment 'kagimori-inventory'",
      ],
    },
    {
      networks: [],
      lines: ['# networks: none: nobody is let in', "deny from ::/1 comment 'kagimori-inventory'"],
    },
  ],
}

export default ufw

function rulesOf(action: 'allow' | 'deny', sources: readonly Network[], list: ExportList): readonly string[] {
  const ports = portsOf(list)
  const groups = Array.from({ length: Math.ceil(ports.length / portsPerRule) }, (_, at) =>
    ports.slice(at * portsPerRule, (at + 1) * portsPerRule),
  )
  const guarded =
    groups.length === 0 ? [''] : groups.map(group => ` to any port ${group.join(',')} proto tcp`)
  return sources.flatMap(source =>
    guarded.map(port => `${action} from ${sourceOf(source)}${port} ${commentOf(list)}`),
  )
}

/** By this ufw's rules are told from those of others. */
function commentOf({ system }: ExportList): string {
  return `comment 'kagimori-${system}'`
}

/** ufw shows a network of one address without its prefix. */
function sourceOf({ family, prefix, text }: Network): string {
  return prefix === bitsOf(family) ? text.slice(0, text.indexOf('/')) : text
}
