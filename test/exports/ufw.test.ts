import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { contains, readAddress, readNetwork } from '../../src/core/network.ts'
import ufw from '../../src/exports/ufw.ts'
import { needs } from '../debian.ts'
import { listOf, scratch, visits } from '../exported.ts'

const { folder, write } = scratch()
const run = promisify(execFile)

/** A firewall of its own: a network namespace, and a fresh configuration that only this script sees. */
const setUp = `set -e
rules=$(mktemp -d ${folder}/ufw.XXXXXX)
cp -L /usr/share/ufw/*.rules /usr/share/ufw/ufw.conf /etc/ufw/sysctl.conf $rules
mkdir $rules/applications.d
mount --bind $rules /etc/ufw
mount -t tmpfs none /run
ip link set lo up
ufw --force enable
`
const show = `echo '# show'; ufw show added; iptables -S ufw-user-input; ip6tables -S ufw6-user-input\n`

/** What the firewall shows at each `show` of these shell lines. */
async function firewallAfter(lines: string): Promise<readonly string[]> {
  const namespaces = process.getuid?.() === 0 ? '-nm' : '-rnm'
  const { stdout } = await run('unshare', [namespaces, 'sh', '-c', setUp + lines])
  return stdout.split('# show\n').slice(1)
}

/** Whether the first rule of the kernel for this source and port accepts. Undefined where no rule speaks of it. */
function accepts(shown: string, ip: string, port: number): boolean | undefined {
  const address = readAddress(ip)
  const chain = address.family === 4 ? 'ufw-user-input' : 'ufw6-user-input'
  const rule = shown.split('\n').find(line => {
    if (!line.startsWith(`-A ${chain} `)) return false
    const source = / -s (\S+)/.exec(line)?.[1]
    const ports = / --dports? (\S+)/.exec(line)?.[1]?.split(',')
    const fromHere = source === undefined || contains(readNetwork(source), address)
    return fromHere && (ports === undefined || ports.includes(String(port)))
  })
  return rule === undefined ? undefined : rule.endsWith('-j ACCEPT')
}

const script = (name: string, networks: readonly string[], ports: readonly number[]) =>
  write(
    name,
    ufw.render(
      listOf(
        networks,
        ports.map(port => ({ protocol: 'ftp', port })),
      ),
    ),
  )

describe('the firewall of a machine whose admin had opened port 21 to everybody', {
  concurrency: true,
}, () => {
  test('lets in exactly whom the list names, through one list after another', async t => {
    if (needs(t, 'ufw', 'ufw') === undefined) return
    const rows = visits.filter(([networks]) => networks.length !== 1 || networks[0]?.match(/\/(?:0|26)$/))
    const steps = rows.map(([networks], at) => `sh ${script(`${at}.ufw`, networks, [21, 990])} >&2\n${show}`)
    const shown = await firewallAfter(`ufw allow 21/tcp\nufw allow 22/tcp comment admin\n${steps.join('')}`)
    assert.equal(shown.length, rows.length)
    for (const [at, [networks, visitors]] of rows.entries()) {
      for (const [ip, letsIn] of Object.entries(visitors)) {
        for (const port of [21, 990]) {
          assert.equal(
            accepts(shown[at] ?? '', ip, port),
            letsIn,
            `${ip} to ${port}, list ${networks.join()}`,
          )
        }
        assert.equal(accepts(shown[at] ?? '', ip, 22), true, 'the rules of others stay as they were')
      }
    }
  })

  test('is the same after a second run, and after a dry one of another list', async t => {
    if (needs(t, 'ufw', 'ufw') === undefined) return
    const first = script('first.ufw', ['192.0.2.0/26', '192.0.2.200', '2001:db8::10', '::/1'], [21])
    const other = script('other.ufw', ['203.0.113.0/24'], [21, 990])
    const [once, twice, dry] = await firewallAfter(
      `sh ${first} >&2\n${show}sh ${first} >&2\n${show}sh ${other} --dry-run >&2\n${show}`,
    )
    assert.match(once ?? '', /192\.0\.2\.200/)
    assert.equal(twice, once)
    assert.equal(dry, once)
  })

  test('keeps no port of an older list, and guards every port where none is declared', async t => {
    if (needs(t, 'ufw', 'ufw') === undefined) return
    const many = Array.from({ length: 17 }, (_, at) => 2100 + at)
    const [before = '', after = ''] = await firewallAfter(
      `sh ${script('many.ufw', ['192.0.2.0/26'], many)} >&2\n${show}sh ${script('all.ufw', ['192.0.2.0/26'], [])} >&2\n${show}`,
    )
    for (const port of many) {
      assert.equal(accepts(before, '192.0.2.1', port), true, String(port))
      assert.equal(accepts(before, '192.0.2.64', port), false, String(port))
    }
    assert.equal(accepts(before, '192.0.2.64', 8420), undefined)
    assert.doesNotMatch(after, /21\d\d/)
    assert.deepEqual([accepts(after, '192.0.2.1', 8420), accepts(after, '192.0.2.64', 8420)], [true, false])
  })
})
