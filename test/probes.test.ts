import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, test } from 'node:test'
import type { ProbeExample, ProbeTarget } from '../src/core/probe.ts'
import { Secret } from '../src/core/secret.ts'
import { readShelf } from '../src/shelf.ts'

const probes = await readShelf('probes')
const limits = { milliseconds: 2_000, bytes: 65_536 }
const password = new Secret('autumn-of-2026')

/** A server that says its lines and waits for the client's in turn, over as many connections as the client makes. */
async function openScript(script: ProbeExample['script'], thinking = 0) {
  const sockets = new Set<Socket>()
  const left = [...script]
  const unexpected: string[] = []
  const server = createServer(socket => {
    sockets.add(socket)
    let text = ''
    const play = () => {
      for (;;) {
        const [step] = left
        if (step?.say !== undefined) {
          const wait = left.length === 1 ? thinking : 0
          setTimeout(() => socket.write(`${step.say}\r\n`), wait)
        } else if (step?.expect === undefined) return
        else {
          const end = text.indexOf('\n')
          if (end < 0) return
          const line = text.slice(0, end)
          text = text.slice(end + 1)
          // HTTP's further header lines, and what else a client says besides.
          if (!step.expect.test(line)) {
            unexpected.push(line)
            continue
          }
        }
        left.shift()
      }
    }
    socket
      .on('error', () => undefined)
      .on('data', bytes => {
        text += bytes.toString()
        play()
      })
    play()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  }
  return { port: (server.address() as AddressInfo).port, left, close, unexpected }
}

function targetOn(protocol: string, port: number, tls: ProbeTarget['tls'] = 'none'): ProbeTarget {
  return { protocol, host: '127.0.0.1', address: '127.0.0.1', port, tls }
}

for (const [name, probe] of probes) {
  const [protocol = ''] = probe.protocols
  describe(`the probe ${name}`, () => {
    test('says in two languages what it does', () => {
      assert.ok(probe.protocols.length > 0 && probe.about.en.length > 0)
      assert.match(probe.about.ja, /[ぁ-ん]/)
    })

    for (const { about, script, protocol, answer } of probe.examples) {
      test(about, async () => {
        const { port, left, close } = await openScript(script)
        const { tls: _tls, ...said } = await probe.tryLogin(
          targetOn(protocol, port),
          'tanaka',
          password,
          limits,
        )
        await close()
        assert.deepEqual(said, answer)
        assert.deepEqual(left, [], 'the conversation went as written')
      })
    }

    test('does not know when nobody answers there', async () => {
      const { port, close } = await openScript([])
      await close()
      const said = await probe.tryLogin(targetOn(protocol, port), 'tanaka', password, limits)
      assert.deepEqual(said, {
        answer: 'unknown',
        reason: name === 'http-form' ? 'not-offered' : 'unreachable',
      })
    })

    test('does not wait for a server that is silent, and leaves it', async () => {
      const { port, close } = await openScript([])
      const form = { path: '/', loginField: 'l', passwordField: 'p', successMark: 'in' }
      const asked = { ...targetOn(protocol, port), ...(name === 'http-form' ? { form } : {}) }
      const said = await probe.tryLogin(asked, 'tanaka', password, { ...limits, milliseconds: 150 })
      await close()
      assert.deepEqual(said, { answer: 'unknown', reason: 'timed-out' })
    })

    const refusing = probe.examples.find(({ answer }) => answer.answer === 'refused')
    if (refusing !== undefined) {
      test('waits longer for the answer to a password than for the server', async () => {
        const { port, close } = await openScript(refusing.script, 900)
        const asked = targetOn(refusing.protocol, port)
        const patient = { ...limits, milliseconds: 600, judgingMilliseconds: 5_000 }
        const { answer } = await probe.tryLogin(asked, 'tanaka', password, patient)
        await close()
        assert.equal(answer, 'refused')
      })
    }

    if (name !== 'ssh') {
      test('sends no password to a server that has no TLS, unless it is declared so', async () => {
        const greeting = probe.examples[0]?.script[0]?.say
        const { port, close, unexpected } = await openScript([
          ...(greeting === undefined ? [] : [{ say: greeting }]),
          { expect: /^never$/ },
        ])
        const said = await probe.tryLogin(targetOn(protocol, port, 'upgrade'), 'tanaka', password, {
          ...limits,
          milliseconds: 300,
        })
        await close()
        assert.equal(said.answer, 'unknown')
        assert.doesNotMatch(unexpected.join('\n'), /tanaka|autumn|dGFuYWth|YXV0dW1u/)
      })
    }
  })
}

test('no two probes speak the same protocol', () => {
  const protocols = [...probes.values()].flatMap(probe => probe.protocols)
  assert.deepEqual(protocols, [...new Set(protocols)])
})
