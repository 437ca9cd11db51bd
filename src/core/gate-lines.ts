import type { Fields, LineDoor } from './gate.ts'

/** The `name<separator>value` lines of one question. Undefined for a line of another form, or a name that comes twice. */
export function readLines(text: string, { separator }: LineDoor): Fields | undefined {
  const fields: Record<string, string> = {}
  for (const line of text.split('\n').filter(Boolean)) {
    const at = line.indexOf(separator)
    const name = line.slice(0, Math.max(at, 0))
    if (!/^[a-z][a-z0-9_-]*$/.test(name) || Object.hasOwn(fields, name)) return undefined
    fields[name] = line.slice(at + 1)
  }
  return fields
}
