import type { Probe } from '../core/probe.ts'
import { attempt, ProbeStop, refusedUnless, unknownFor } from '../probe-library/attempt.ts'
import { LineConversation } from '../probe-library/line-conversation.ts'
import { type Dialect, inspectLines } from '../probe-library/line-inspection.ts'

const isReply = () => true
const greeted = [{ say: '+OK ready' }, { expect: /^USER tanaka/ }]

const dialect: Dialect = {
  isLast: isReply,
  begin: async conversation => (await conversation.ask('STLS', isReply)).join().startsWith('+OK'),
  takesPlain: async conversation => {
    const isEnd = (line: string) => line === '.' || line.startsWith('-ERR')
    const told = await conversation.ask('CAPA', isEnd)
    return told[0]?.startsWith('+OK')
      ? told.some(line => /^(?:USER|SASL .*\b(?:PLAIN|LOGIN)\b)/i.test(line))
      : undefined
  },
}

/** POP3 (RFC 1939, 2595): STLS before USER; in clear only where the system is declared so. */
export default {
  name: 'pop3',
  protocols: ['pop3', 'pop3s'],
  about: {
    en: 'Logs in to a POP3 mailbox, by STLS unless the system is declared plain. Reads and deletes nothing.',
    ja: 'POP3のメールボックスにログインして確かめます。平文と申告されていない限りSTLSを使い、メールは読まず消しません。',
  },
  tryLogin: (target, login, password, limits) =>
    attempt(limits, async ({ onEnd, onSent }) => {
      const conversation = await LineConversation.open(target, limits)
      onEnd(() => conversation.close())
      const ask = async (line?: string) => (await conversation.ask(line, isReply)).join()
      if (!(await ask()).startsWith('+OK')) return unknownFor('try-later')
      if (target.tls === 'upgrade') {
        if (!(await ask('STLS')).startsWith('+OK')) throw new ProbeStop('plain-not-allowed')
        await conversation.upgrade()
      }
      const { tls } = conversation
      const named = await ask(`USER ${login}`)
      if (!named.startsWith('+OK')) return { ...unknownFor(readCode(named) ?? 'not-offered'), ...tls }
      onSent()
      const answer = await ask(`PASS ${password.reveal()}`)
      if (answer.startsWith('+OK')) return { answer: 'accepted', ...tls }
      if (!answer.startsWith('-ERR')) return { ...unknownFor('unreadable'), ...tls }
      const reason = readCode(answer)
      return { ...(reason === undefined ? refusedUnless(answer) : unknownFor(reason)), ...tls }
    }),
  inspect: (target, limits) => inspectLines(target, limits, dialect),
  examples: [
    {
      about: 'takes +OK after PASS for accepted',
      protocol: 'pop3',
      script: [...greeted, { say: '+OK' }, { expect: /^PASS/ }, { say: '+OK in' }],
      answer: { answer: 'accepted' },
    },
    {
      about: 'takes [AUTH] for refused',
      protocol: 'pop3',
      script: [
        ...greeted,
        { say: '+OK' },
        { expect: /^PASS/ },
        { say: '-ERR [AUTH] Authentication failed.' },
      ],
      answer: { answer: 'refused' },
    },
    {
      about: 'does not take the words of our own gate for a refusal',
      protocol: 'pop3',
      script: [
        ...greeted,
        { say: '+OK' },
        { expect: /^PASS/ },
        { say: '-ERR [AUTH] Access from this address is not permitted' },
      ],
      answer: { answer: 'unknown', reason: 'denied-by-own-gate' },
    },
    {
      about: 'does not take a mailbox in use for a refusal',
      protocol: 'pop3',
      script: [...greeted, { say: '+OK' }, { expect: /^PASS/ }, { say: '-ERR [IN-USE] Mailbox busy' }],
      answer: { answer: 'unknown', reason: 'try-later' },
    },
    {
      about: 'does not take a plain login that is not allowed for a refusal',
      protocol: 'pop3',
      script: [...greeted, { say: '-ERR Plaintext authentication disallowed' }],
      answer: { answer: 'unknown', reason: 'not-offered' },
    },
  ],
} satisfies Probe

/** Response codes of RFC 2449 and RFC 3206. */
function readCode(answer: string) {
  const code = /^-ERR \[([A-Z/-]+)\]/i.exec(answer)?.[1]?.toUpperCase()
  if (code === 'IN-USE' || code === 'LOGIN-DELAY' || code === 'SYS/TEMP') return 'try-later'
  return code === 'SYS/PERM' ? 'locked' : undefined
}
