import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Command } from 'commander'
import { openProgram } from '../../src/cli/command.ts'
import { displayWidth } from '../../src/cli/wrapping.ts'
import { kagimori } from './kagimori.ts'

const japanese = /[ぁ-んァ-ヶ一-龠]/
/** What the parser of command lines would write in English by itself. */
const parsersOwn =
  /Usage|Arguments:|Options:|Commands:|\[options\]|\[command\]|display help|default:|choices:/

/** A command and all below it, each by its whole name. */
function everyVerb(verb: Command, name = 'kagimori'): readonly (readonly [name: string, verb: Command])[] {
  return [[name, verb], ...verb.commands.flatMap(each => everyVerb(each, `${name} ${each.name()}`))]
}

/** What is said of each command and each flag, by its name. */
function saidIn(program: Command): ReadonlyMap<string, string> {
  const said = everyVerb(program).flatMap(([name, verb]) => [
    [name, verb.description()] as const,
    ...verb.options.map(({ flags, description }) => [`${name} ${flags}`, description] as const),
  ])
  return new Map(said)
}

describe('the help', () => {
  let english: Command
  let inJapanese: Command
  before(async () => {
    const open = (language: 'en' | 'ja') => openProgram([], language, () => undefined)
    ;[english, inJapanese] = await Promise.all([open('en'), open('ja')])
  })

  test('says of every command and every flag what it is for, in English and in Japanese', () => {
    const [en, ja] = [saidIn(english), saidIn(inJapanese)]
    assert.ok(en.has('kagimori tasks verify --old-file <file>') && en.size > 120, `${en.size}`)
    assert.deepEqual([...ja.keys()], [...en.keys()])
    for (const [name, said] of en) {
      assert.match(said, /[a-z]/, name)
      assert.doesNotMatch(said, japanese, name)
      assert.match(ja.get(name) ?? '', japanese, name)
    }
  })

  test('names the same flags, placeholders, choices, defaults and numbers in both languages', () => {
    const ja = new Map(everyVerb(inJapanese))
    for (const [name, verb] of everyVerb(english)) {
      const other = ja.get(name)?.helpInformation() ?? ''
      for (const [value] of verb.helpInformation().matchAll(/"\S+"|--[a-z-]+|<[a-z:.]+>|\d+/g)) {
        assert.ok(other.includes(value), `${name}: ${value}`)
      }
    }
  })

  test('is in one language: a Japanese page holds no word of the parser’s own', () => {
    for (const [name, verb] of everyVerb(inJapanese)) {
      assert.match(verb.helpInformation(), /^使い方: kagimori/, name)
      assert.doesNotMatch(verb.helpInformation(), parsersOwn, name)
    }
    for (const [name, verb] of everyVerb(english)) {
      assert.match(verb.helpInformation(), /^Usage: kagimori/, name)
      assert.doesNotMatch(verb.helpInformation(), japanese, name)
    }
  })

  test('fits a terminal of 80 columns, and what is said begins in one column, where characters are wide too', () => {
    for (const [name, verb] of [...everyVerb(english), ...everyVerb(inJapanese)]) {
      const lines = verb.helpInformation().split('\n')
      for (const line of lines) assert.ok(displayWidth(line) <= 80, `${name}: ${line}`)
      const said = lines.flatMap(line => /^ {2}\S+(?: \S+)* {2,}(?=\S)/.exec(line)?.[0] ?? [])
      assert.equal(new Set(said.map(displayWidth)).size, 1, `${name}:\n${lines.join('\n')}`)
    }
  })
})

const ratePage = {
  en: `Usage: kagimori rate [options]

rate passwords, one a line on standard input

Options:
  --estimator <name>  whose estimate (choices: "kagimori", "zxcvbn", default:
                      "kagimori")
  --output <form>     form of the result (choices: "table", "tsv", "json",
                      default: "table")
  -h, --help          display help for command

kagimori --help lists the flags of the configuration.
`,
  ja: `使い方: kagimori rate [オプション]

標準入力から1行に1つずつ読んだパスワードを評価する

オプション:
  --estimator <name>  どの見積もりか(選択肢: "kagimori", "zxcvbn"、既定:
                      "kagimori")
  --output <form>     結果の形式(選択肢: "table", "tsv", "json"、既定: "table")
  -h, --help          説明を表示する

設定のオプションは kagimori --help で確認できます。
`,
}

describe('the language of the help', () => {
  for (const [how, args, variable, language] of [
    ['is English where nothing is said', [], undefined, 'en'],
    ['is that of the variable', [], 'ja', 'ja'],
    ['is that of the flag', ['--language', 'ja'], undefined, 'ja'],
    ['is that of the flag with its sign', ['--language=ja'], undefined, 'ja'],
    ['is that of the flag where the variable says another', ['--language', 'en'], 'ja', 'en'],
    ['is English where there is no such language', ['--language', 'fr'], undefined, 'en'],
  ] as const) {
    test(how, async () => {
      const environment = variable === undefined ? {} : { KAGIMORI_LANGUAGE: variable }
      const pages = await Promise.all(
        [
          [...args, 'rate', '--help'],
          ['rate', ...args, '--help'],
          ['help', 'rate', ...args],
        ].map(line => kagimori(line, '', environment)),
      )
      for (const { out, err, exit } of pages) {
        assert.equal(out, ratePage[language])
        assert.deepEqual([err, exit], ['', 0])
      }
    })
  }

  test('is also that of the page for whoever writes no command, which is a mistake', async () => {
    const { out, err, exit } = await kagimori(['--language', 'ja'])
    assert.match(err, /^使い方: kagimori \[オプション\] \[コマンド\]\n/)
    assert.deepEqual([out, exit], ['', 2])
  })

  test('that is named without a language is a mistake, told in the language of the variable', async () => {
    const { err, exit } = await kagimori(['config', '--language'], '', { KAGIMORI_LANGUAGE: 'ja' })
    assert.match(err, /オプション --language <language> に値がありません。/)
    assert.equal(exit, 2)
  })
})
