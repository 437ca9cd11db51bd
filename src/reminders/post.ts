import { createHmac } from 'node:crypto'
import type { Envelope } from '../core/channel.ts'
import type { Reminder } from '../core/reminder.ts'

type Failure = NonNullable<Reminder['failure']>

/** What became of a message. `uncertain`: it may have arrived, and must not be sent again. */
export type Outcome =
  | { readonly status: 'sent' }
  | { readonly status: 'retry' | 'failed' | 'uncertain'; readonly failure: Failure }

type Posted<By extends Envelope['by']> = Extract<Envelope, { readonly by: By }>

const answerMilliseconds = 10_000
const tooBusy = [408, 425, 429]

/**
 * Posts a message over HTTP to exactly that address (no redirects), with its key as `Idempotency-Key`, and signed where
 * the envelope asks for it. What gets no answer is uncertain, but for signed ones: their receiver knows repetitions.
 */
export async function postOverHttp(
  channel: string,
  { url, headers, body, signWith }: Posted<'http'>,
  key: string,
  now: string,
): Promise<Outcome> {
  const signed = signWith === undefined ? {} : signature(key, now, body, signWith)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'user-agent': 'Kagimori', 'idempotency-key': key, ...signed },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(answerMilliseconds),
    })
    await response.body?.cancel()
    if (response.ok) return { status: 'sent' }
    const { status } = response
    const failure = { key: 'reminder-http-status', values: { channel, status } }
    return { status: status >= 500 || tooBusy.includes(status) ? 'retry' : 'failed', failure }
  } catch (error) {
    const code = codeOf(error)
    if (signWith !== undefined || neverConnected.test(code)) return unreached(channel, code)
    return { status: 'uncertain', failure: { key: 'reminder-no-end', values: { channel, code } } }
  }
}

/** The headers of Standard Webhooks 1.0: HMAC-SHA256 over `id.seconds.body`. */
export function signature(
  key: string,
  now: string,
  body: string,
  secret: string,
): Readonly<Record<string, string>> {
  const seconds = String(Math.floor(Date.parse(now) / 1000))
  const mac = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
  const signed = mac.update(`${key}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': key, 'webhook-timestamp': seconds, 'webhook-signature': `v1,${signed}` }
}

/** Nothing was sent yet when these happen. */
const neverConnected =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS.*|CERT_.*|DEPTH_.*|SELF_SIGNED.*|UNABLE_TO.*)$/

/** Steps of a conversation after which the server has not taken the message yet. */
const beforeData = ['CONN', 'EHLO', 'HELO', 'STARTTLS', 'AUTH', 'MAIL FROM', 'RCPT TO', 'API']

/**
 * Sends a mail. TLS from the first byte (`smtps`), by STARTTLS or not at all (`smtp`), or none (`smtp-plain`). What
 * breaks off after the message was handed over is uncertain.
 */
export async function postOverSmtp(
  { server, login, from, to, subject, text, html }: Posted<'smtp'>,
  key: string,
): Promise<Outcome> {
  const [scheme = '', host = '', port] = /^([a-z-]+):\/\/(.+?)(?::(\d+))?$/.exec(server)?.slice(1) ?? []
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port ?? usualPorts[scheme]),
    secure: scheme === 'smtps',
    requireTLS: scheme === 'smtp',
    ignoreTLS: scheme === 'smtp-plain',
    connectionTimeout: answerMilliseconds,
    greetingTimeout: answerMilliseconds,
    socketTimeout: answerMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(login === undefined ? {} : { auth: { user: login.user, pass: login.password } }),
  })
  try {
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      html,
      messageId: `<${key}@${from.replace(/^.*@|>$/g, '')}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Kagimori-Reminder': key },
      textEncoding: 'base64',
    })
    return { status: 'sent' }
  } catch (error) {
    return mailFailure(error as { code?: string; command?: string; responseCode?: number })
  } finally {
    transport.close()
  }
}

const usualPorts: Readonly<Record<string, number>> = { smtps: 465, smtp: 587, 'smtp-plain': 25 }

function mailFailure(error: { code?: string; command?: string; responseCode?: number }): Outcome {
  const { responseCode, command = 'CONN' } = error
  const code = codeOf(error)
  if (responseCode !== undefined && responseCode >= 400) {
    const failure = { key: 'reminder-refused', values: { code: responseCode } }
    // A login that is refused is mended in the settings, and then what waits goes out.
    const isFinal = responseCode >= 500 && !command.startsWith('AUTH')
    return { status: isFinal ? 'failed' : 'retry', failure }
  }
  if (beforeData.some(step => command.startsWith(step))) return unreached('mail', code)
  return { status: 'uncertain', failure: { key: 'reminder-no-end', values: { channel: 'mail', code } } }
}

function unreached(channel: string, code: string): Outcome {
  return { status: 'retry', failure: { key: 'reminder-no-answer', values: { channel, code } } }
}

/** The system's or the library's code alone: messages quote addresses, and addresses may be secrets. */
function codeOf(error: unknown): string {
  const { cause, code, name } = error as { cause?: { code?: unknown }; code?: unknown; name?: unknown }
  return String(cause?.code ?? code ?? name ?? 'unknown').slice(0, 60)
}
