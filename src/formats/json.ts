import { headsAccountList } from '../core/column-names.ts'
import { defineDialect, type Format } from '../core/format.ts'
import { openWrittenObjects } from '../core/written-object.ts'

/** How the first array begins: the whole text, or one field of an object that stands before any other array. */
const arrayStart = /^\s*(?:\{[^[\]]*?:\s*)?\[\s*(?=\{)/
const token = /"(?<name>(?:[^"\\]|\\.)*)"(?<colon>\s*:)?|(?<open>[[{])|(?<close>[\]}])/gs

/** Names of the first object of the array, as far as the text goes; empty where it begins otherwise. */
function namesOfFirstObject(text: string): readonly string[] {
  const start = arrayStart.exec(text)?.[0].length
  if (start === undefined) return []
  const names: string[] = []
  let depth = 0
  for (const { groups = {} } of text.slice(start).matchAll(token)) {
    if (groups.open !== undefined) depth += 1
    if (groups.close !== undefined) depth -= 1
    if (depth === 0) break
    if (depth === 1 && groups.colon !== undefined) names.push(groups.name ?? '')
  }
  return names
}

/** One array of objects, or an object that holds one (`{"accounts": […]}`). */
const json: Format = {
  name: 'json',
  expects: {
    en: 'an array of objects, alone or as the first array in an object: [{"login": "tanaka", "role": "admin"}]',
    ja: 'オブジェクトの配列。それだけか、オブジェクト内の最初の配列: [{"login": "tanaka", "role": "admin"}]',
  },
  dialects: [
    defineDialect({
      syntax: 'json',
      // Django's dumpdata keeps the login a level deeper, under "fields", and so is not taken for this.
      recognises: head => headsAccountList(namesOfFirstObject(head.text)),
      open: ({ columns }) => openWrittenObjects(columns),
    }),
  ],
  examples: {
    good: [
      {
        about: 'a points system, one array',
        text: `[
  {"login": "tanaka", "password": "Point2024", "role": "admin", "last_login": "2026-11-20T09:05:00+09:00"},
  {"login": "sato", "password": null, "role": "user", "enabled": false, "shared": true, "memo": {"shop": 3}}
]
`,
        logins: ['tanaka', 'sato'],
      },
      {
        about: 'an array inside an object, with Japanese names',
        text: '{"exportedAt": "2026-11-20", "accounts": [{"ログインID": "tanaka", "パスワード": "", "電話番号": 312345678}]}',
        logins: ['tanaka'],
      },
    ],
    bad: [
      { about: 'things that are no accounts', text: '[{"sku": "A-1", "name": "pencil", "price": 80}]' },
      { about: 'logins without their fields', text: '["tanaka", "sato"]' },
      {
        about: 'a nested password, a number in place of an object, a login twice',
        text: `[
{"login": "tanaka", "password": "Point2024"},
{"login": "sato", "password": {"clear": "Point2024"}},
7,
{"login": "tanaka", "password": "Point2025"}
]
`,
        rejectedLines: [3, 4, 5],
      },
    ],
  },
}

export default json
