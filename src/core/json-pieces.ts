const indent = '  '

/**
 * The text of `JSON.stringify(value, undefined, 2)` piece by piece. Beside what JSON knows, `value` may hold iterables
 * as members of objects or elements of arrays: they are written as arrays, one plain value at a time, and never held.
 */
export function* jsonPieces(value: unknown, margin = ''): Generator<string> {
  if (Array.isArray(value)) yield* listPieces(value, margin, element => jsonPieces(element, margin + indent))
  else if (isIterable(value)) yield* listPieces(value, margin, element => [plain(element, margin + indent)])
  else if (isObject(value)) yield* objectPieces(value, margin)
  else yield plain(value, margin)
}

function* listPieces(
  elements: Iterable<unknown>,
  margin: string,
  piecesOf: (element: unknown) => Iterable<string>,
): Generator<string> {
  let isEmpty = true
  for (const element of elements) {
    yield `${isEmpty ? '[' : ','}\n${margin}${indent}`
    yield* piecesOf(element)
    isEmpty = false
  }
  yield isEmpty ? '[]' : `\n${margin}]`
}

function* objectPieces(object: object, margin: string): Generator<string> {
  let isEmpty = true
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${isEmpty ? '{' : ','}\n${margin}${indent}${JSON.stringify(name)}: `
    yield* jsonPieces(value, margin + indent)
    isEmpty = false
  }
  yield isEmpty ? '{}' : `\n${margin}}`
}

function plain(value: unknown, margin: string): string {
  const text = JSON.stringify(value ?? null, undefined, indent.length)
  return margin === '' ? text : text.replaceAll('\n', `\n${margin}`)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isObject(value) && Symbol.iterator in value
}
