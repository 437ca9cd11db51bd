import { hash } from 'node:crypto'
import type { KeyboardInteractiveAuthMethod } from 'ssh2'
import type { LoginAnswer, Probe } from '../core/probe.ts'
import { attempt, judgingTime, ProbeStop, reasonOf, unknownFor, within } from '../probe-library/attempt.ts'

/** What ssh2 reads as "no further method"; its types leave it out. */
const noMore = false as never

/** SSH and SFTP by password (RFC 4252, section 8), or its one prompt (RFC 4256). No shell is opened. */
export default {
  name: 'ssh',
  protocols: ['ssh', 'sftp'],
  about: {
    en: 'Logs in by SSH with a password and hangs up; opens no shell and reads no file.',
    ja: 'SSHのパスワード認証で確かめてすぐ切断します。シェルもファイルも開きません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const { default: ssh } = await import('ssh2')
      const client = new ssh.Client()
      onEnd(() => client.destroy())
      const username = login
      let hostKey = ''
      let isSent = false
      let isRight = false
      const prompt: KeyboardInteractiveAuthMethod['prompt'] = (
        _name,
        _instructions,
        _language,
        prompts,
        finish,
      ) => {
        // One question is the password's; a second round would ask for something we do not have.
        const isAsked = prompts.length === 1 && !isSent
        isSent ||= isAsked
        finish(isAsked ? [password.reveal()] : [])
      }
      const answered = new Promise<LoginAnswer>((resolve, reject) => {
        const isIn = () =>
          resolve({ ...(isSent ? { answer: 'accepted' } : unknownFor('no-password-asked')), hostKey })
        client.once('ready', isIn).on('error', reject)
        client.once('close', () => reject(new ProbeStop('unreachable')))
      })
      client.connect({
        host: target.address,
        port: target.port,
        username,
        readyTimeout: limits.milliseconds + judgingTime(limits),
        hostVerifier: (key: Buffer) => {
          hostKey = fingerprintOf(key)
          return target.hostKey === undefined || target.hostKey === hostKey
        },
        authHandler: (left, isPartial, next) => {
          isRight ||= isSent && isPartial === true
          const offered: readonly string[] = left ?? []
          // First `none`, which makes the server tell what it takes; then one try, never a second.
          if (left === null) return next({ type: 'none', username })
          if (isSent || isRight) return next(noMore)
          onSent()
          if (offered.includes('password')) {
            isSent = true
            return next({ type: 'password', username, password: password.reveal() })
          }
          return offered.includes('keyboard-interactive')
            ? next({ type: 'keyboard-interactive', username, prompt })
            : next(noMore)
        },
      })
      return answered.catch((error: unknown): LoginAnswer => {
        // The password was right and the server wants a second factor.
        if (isRight) return { answer: 'accepted', hostKey }
        const said = readFault(error, isSent)
        return said.answer === 'refused' ? { ...said, hostKey } : said
      })
    }),
  inspect: (target, limits) =>
    within(limits, async ({ onEnd }) => {
      const { default: ssh } = await import('ssh2')
      const client = new ssh.Client()
      onEnd(() => client.destroy())
      return new Promise((resolve, reject) => {
        const hostVerifier = (key: Buffer) => {
          resolve({ hostKey: fingerprintOf(key) })
          return false
        }
        client.on('error', reject).once('close', () => reject(new ProbeStop('unreachable')))
        client.connect({ host: target.address, port: target.port, username: 'kagimori', hostVerifier })
      })
    }),
  examples: [
    {
      about: 'does not take a server that speaks no SSH for a refusal',
      protocol: 'ssh',
      script: [{ say: 'SSH-1.5-old' }],
      answer: { answer: 'unknown', reason: 'unreadable' },
    },
  ],
} satisfies Probe

/** As `ssh-keygen -l` writes it. */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${hash('sha256', key, 'base64').replace(/=+$/, '')}`
}

function readFault(error: unknown, isSent: boolean): LoginAnswer {
  const { level, message = '' } = error as { readonly level?: string; readonly message?: string }
  if (level === 'client-authentication') return isSent ? { answer: 'refused' } : unknownFor('not-offered')
  if (level === 'client-timeout') return unknownFor('timed-out')
  if (/too many/i.test(message)) return unknownFor('locked')
  return unknownFor(level === 'handshake' ? 'tls-failed' : reasonOf(error))
}
