import { Refusal } from '../core/refusal.ts'
import { severities } from '../core/severity.ts'
import { systemKinds } from '../core/system.ts'
import { passwordKinds } from '../strength/recipe.ts'
import type { Declare } from './command.ts'
import type { Verb } from './verb.ts'

const formOfResult = { en: 'form of the result', ja: '結果の形式' }

/** What needs no service. */
export const declareOffline: Declare = (program, config, finish) => {
  declareAudit(program, config, finish)
  program
    .verb('rate', {
      en: 'rate passwords, one a line on standard input',
      ja: '標準入力から1行に1つずつ読んだパスワードを評価する',
    })
    .choice(
      '--estimator <name>',
      { en: 'whose estimate', ja: 'どの見積もりか' },
      ['kagimori', 'zxcvbn'],
      'kagimori',
    )
    .choice('--output <form>', formOfResult, ['table', 'tsv', 'json'], 'table')
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (options, { args }: Verb) => {
      if (args.length > 0) throw new Refusal('invalid', 'cli-rate-argument')
      finish(await (await import('./rate.ts')).runRate(config(), options))
    })
  declareGenerate(program, config, finish)
}

const declareAudit: Declare = (program, config, finish) => {
  program
    .verb('audit <files...>', {
      en: 'audit account lists with no server and no database',
      ja: 'サーバーもデータベースも使わずに、アカウント一覧を監査する',
    })
    .flag('--format <name>', { en: 'format of the files', ja: 'ファイルの形式' }, 'auto')
    .flag('--encoding <name>', { en: 'encoding of the files', ja: 'ファイルの文字コード' }, 'auto')
    .flag('--columns <mapping>', {
      en: 'field:header pairs, comma separated',
      ja: '項目と見出しの組(field:header)。コンマ区切り',
    })
    .flag('--system <id>', {
      en: 'the system the files belong to (default: from each file name)',
      ja: 'ファイルが属するシステム(既定: 各ファイル名から)',
    })
    .choice(
      '--kind <kind>',
      { en: 'kind of the system (default: from its name)', ja: 'システムの種類(既定: 名前から)' },
      systemKinds,
    )
    .flag('--policy <name>', { en: 'policy to hold the accounts to', ja: 'アカウントに当てはめるポリシー' })
    .choice('--output <form>', formOfResult, ['table', 'json', 'csv', 'sarif', 'html'], 'table')
    .choice(
      '--fail-on <severity>',
      { en: 'exit 1 from this severity on', ja: 'この重大度以上の指摘があれば終了コード 1' },
      severities,
      'high',
    )
    .percent('--min-coverage <percent>', {
      en: 'exit 3 when a smaller share of accounts could be assessed',
      ja: '評価できたアカウントの割合がこれより小さければ終了コード 3',
    })
    .action(async (files, options) =>
      finish(await (await import('./audit.ts')).runAuditCommand(config(), files, options)),
    )
}

const declareGenerate: Declare = (program, config, finish) => {
  program
    .verb('generate', {
      en: 'make passwords that a policy accepts, one a line',
      ja: 'ポリシーが認めるパスワードを、1行に1つ作る',
    })
    .choice(
      '--kind <kind>',
      {
        en: 'what to make (default: a passphrase where there is room for one)',
        ja: '何を作るか(既定: 長さが足りればパスフレーズ)',
      },
      passwordKinds,
    )
    .number(
      '--bits <number>',
      { en: 'how many bits at least (default: 60)', ja: '強さの下限、ビット数(既定: 60)' },
      [20, 256],
    )
    .number(
      '--max-length <number>',
      { en: 'how many characters the system takes', ja: 'システムが受け付ける文字数の上限' },
      [1, 256],
    )
    .flag('--symbols <characters>', {
      en: 'signs it takes beside letters and digits, or all characters it takes',
      ja: '英数字のほかに受け付ける記号、または受け付ける文字すべて',
    })
    .number('--count <number>', { en: 'how many to make', ja: '作る数' }, [1, 20], 1)
    .flag('--policy <name>', { en: 'policy that has to accept them', ja: 'それを認めるべきポリシー' }, 'base')
    .choice('--output <form>', formOfResult, ['plain', 'table', 'json'], 'plain')
    .action(async options => finish(await (await import('./generate.ts')).runGenerate(config(), options)))
}
