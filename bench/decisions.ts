import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runLoad } from './load.ts'
import { startService } from './service.ts'

const milliseconds = 4_000
const connections = 32

/** Decisions a second over HTTP, records on, against a bare `node:http` server that answers 204, in one run. */
export async function benchDecisions(): Promise<void> {
  const bare = createServer((_request, response) => response.writeHead(204).end())
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve))
  const { port } = bare.address() as AddressInfo
  const service = await startService()
  try {
    await service.call('PUT', '/systems/shop', {
      name: 'shop',
      kind: 'shop',
      exposure: 'internet',
      endpoints: [],
      mode: 'enforce',
    })
    await service.call('PUT', '/systems/shop/allowlist', { entries: someNetworks(1_000) })
    const body = JSON.stringify({ system: 'shop', ip: '10.0.3.7' })
    const head = `Host: 127.0.0.1\r\nAuthorization: Bearer ${service.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n`
    const request = `POST /api/v1/decisions HTTP/1.1\r\n${head}\r\n${body}`
    const load = { connections, milliseconds, request }
    await runLoad({ ...load, port: service.port, expected: 'HTTP/1.1 200', milliseconds: 1_000 })
    const ratios: number[] = []
    for (let round = 1; round <= 3; round++) {
      const peer = await runLoad({ ...load, port, expected: 'HTTP/1.1 204' })
      const ours = await runLoad({ ...load, port: service.port, expected: 'HTTP/1.1 200' })
      ratios.push(ours.perSecond / peer.perSecond)
      process.stdout.write(
        `decisions, round ${round}: kagimori ${ours.perSecond.toFixed(0)}/s (p99 ${ours.p99.toFixed(1)} ms), ` +
          `bare node:http ${peer.perSecond.toFixed(0)}/s (p99 ${peer.p99.toFixed(1)} ms), ratio ${(ours.perSecond / peer.perSecond).toFixed(2)}\n`,
      )
    }
    process.stdout.write(`decisions: middle ratio ${middle(ratios).toFixed(2)}, 1,000 networks, records on\n`)
  } finally {
    bare.close()
    await service.stop()
  }
}

function someNetworks(count: number): readonly { readonly network: string }[] {
  return Array.from({ length: count }, (_, index) => ({ network: `10.${index >> 8}.${index & 255}.0/24` }))
}

export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
