import type { ServerResponse } from 'node:http'

const due: (readonly [ServerResponse, string])[] = []

/**
 * Sends an answer at the end of this turn, with all others of the turn: written one by one, each wakes the asker anew,
 * and that alone takes as long as deciding.
 */
export function endSoon(response: ServerResponse, text: string): void {
  if (due.push([response, text]) === 1) setImmediate(sendDue)
}

function sendDue(): void {
  for (const [response, text] of due.splice(0)) response.end(text)
}
