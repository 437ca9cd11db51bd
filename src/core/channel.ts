import type { z } from 'zod'
import { type Language, render, type Sentence } from './message.ts'

/** One task as a reminder tells of it: never a password, never in what way it is weak. */
export interface ReminderItem {
  readonly system: string
  readonly login: string
  /** `YYYY-MM-DD` where the reader is. */
  readonly dueOn: string
  /** How it stands and why it must go, in the reader's language. */
  readonly standing: string
  readonly isOverdue: boolean
}

/** What one person is told, before a channel gives it a form. Names in it come from account lists: text, not markup. */
export interface ReminderMessage {
  /** By which a receiver knows a repetition. */
  readonly key: string
  /** RFC 3339 in UTC. */
  readonly at: string
  readonly language: Language
  readonly to: { readonly name: string; readonly mail?: string; readonly account?: string }
  readonly subject: string
  readonly opening: string
  readonly items: readonly ReminderItem[]
  /** How many more there are than `items` tells of. */
  readonly hidden?: number
  readonly closing: readonly string[]
  /** Where the tasks can be looked at; never a link that logs in. */
  readonly page?: { readonly label: string; readonly address: string }
}

/** A message as it goes out. */
export type Envelope =
  | {
      readonly by: 'http'
      readonly url: string
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
      /** Signed as Standard Webhooks say, with the secret `whsec_…`. */
      readonly signWith?: string
    }
  | {
      readonly by: 'smtp'
      /** `smtps://host:465`, `smtp://host:587` (STARTTLS required), `smtp-plain://host:25`. */
      readonly server: string
      readonly login?: { readonly user: string; readonly password: string }
      readonly from: string
      readonly to: string
      readonly subject: string
      readonly text: string
      readonly html: string
    }
  | { readonly by: 'log'; readonly detail: Readonly<Record<string, unknown>> }

/** Settings as a channel's schema has read them. */
export type ChannelSettings = Readonly<Record<string, string>>

/** One way to reach people. */
export interface Channel {
  readonly name: string
  readonly about: Sentence
  /** What it needs to be told, every value a text. */
  readonly settings: z.ZodObject
  readonly compose: (message: ReminderMessage, settings: ChannelSettings) => Envelope
  /** What it is told, and exactly what it sends. */
  readonly examples: readonly {
    readonly settings: ChannelSettings
    readonly message: ReminderMessage
    readonly sends: Envelope
  }[]
}

/** The whole message as lines of plain text, without its subject. */
export function textLines(message: ReminderMessage): readonly string[] {
  const { opening, items, page } = message
  return [
    opening,
    '',
    ...items.map(item => `- ${itemLine(item)}`),
    '',
    ...closingLines(message),
    ...(page === undefined ? [] : [`${page.label}: ${page.address}`]),
  ]
}

/** What follows the items: how many more there are, and when it ends. */
export function closingLines({ language, hidden = 0, closing }: ReminderMessage): readonly string[] {
  return [...(hidden === 0 ? [] : [render(language, 'reminder-more', { count: hidden })]), ...closing]
}

/** The message with as many of its items as fit where it goes; those left out are counted. */
export function fitted(
  message: ReminderMessage,
  isFitting: (message: ReminderMessage) => boolean,
): ReminderMessage {
  let shorter = message
  while (shorter.items.length > 0 && !isFitting(shorter)) {
    const { items, hidden = 0 } = shorter
    shorter = { ...shorter, items: items.slice(0, -1), hidden: hidden + 1 }
  }
  return shorter
}

/** One task on one line. */
export function itemLine({ system, login, dueOn, standing }: ReminderItem): string {
  return oneLine(`${system}: ${login} (${dueOn}) ${standing}`)
}

/** A name without line breaks and other signs nobody sees: it must not become a line of its own. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}

/** Whether a channel's messages can go there: a web address without a login in it. */
export function webAddress(text: string): boolean {
  return /^https?:\/\/[^\s/@?#\\]+(?:[/?][^\s\\]*)?$/.test(text)
}
