/** Where a command writes: data on `out`, everything else on `err`; colour and bars only where a person looks. */
export interface Terminal {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean }
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean }
}

export const terminal: Terminal = { out: process.stdout, err: process.stderr }

const paints = { red: 31, yellow: 33, green: 32, grey: 90, bold: 1 } as const

/** Paints a text where `on` is a terminal, and leaves it plain elsewhere. */
export function paint(on: { readonly isTTY?: boolean }, colour: keyof typeof paints, text: string): string {
  return on.isTTY === true && process.env.NO_COLOR === undefined
    ? `\u001b[${paints[colour]}m${text}\u001b[0m`
    : text
}

/** Shows how far long work is, in one line that is written over; silent where nobody looks. */
export function progressLine(
  err: Terminal['err'],
  label: string,
): { show: (text: string) => void; end: () => void } {
  if (err.isTTY !== true) return { show: () => undefined, end: () => undefined }
  return {
    show: text => err.write(`\r\u001b[K${label} ${text}`),
    end: () => err.write('\r\u001b[K'),
  }
}
