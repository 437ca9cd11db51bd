const due: (readonly [(text: string) => void, string])[] = []

/**
 * Sends an answer at the end of this turn, with all others of the turn: written one by one, each wakes the asker anew,
 * and that alone takes as long as deciding.
 */
export function sendSoon(send: (text: string) => void, text = ''): void {
  if (due.push([send, text]) === 1) setImmediate(sendDue)
}

/** Sends what is due now, not at the turn's end. */
export function sendDue(): void {
  for (const [send, text] of due.splice(0)) send(text)
}
