import type { Declare } from './command.ts'

const records = () => import('./records.ts')

/** Systems, lists, leavers and the log of the running service. */
export const declareRecords: Declare = (program, config, finish) => {
  declareImport(program, config, finish)
  const system = program.verb('system', {
    en: 'systems of the running service',
    ja: '動作中のサービスに登録されたシステム',
  })
  system
    .verb('list', { en: 'list the systems', ja: 'システムを一覧する' })
    .action(async () => finish(await (await records()).show(config(), '/systems?limit=200')))
  system
    .verb('show <id>', { en: 'print a system', ja: 'システムを表示する' })
    .action(async id => finish(await (await records()).show(config(), `/systems/${id}`)))
  system
    .verb('put <id> <file>', {
      en: 'declare a system from a JSON file (- for standard input)',
      ja: 'JSON ファイルの内容でシステムを登録する(- は標準入力)',
    })
    .action(async (id, file) => finish(await (await records()).put(config(), `/systems/${id}`, file)))
  system
    .verb('remove <id>', { en: 'remove a system', ja: 'システムを削除する' })
    .action(async id => finish(await (await records()).remove(config(), `/systems/${id}`)))
  program
    .verb('leaver <name>', {
      en: 'open tasks for every account somebody owned or held, and list allowlist entries in that name',
      ja: '退職者が担当または使用していた全アカウントの変更タスクを開き、その名前の許可リストの項目を示す',
    })
    .action(async person => finish(await (await records()).post(config(), '/leavers', { person })))
  const log = program.verb('log', {
    en: 'the chained log of the running service',
    ja: '動作中のサービスの連鎖ログ',
  })
  log
    .verb('list', { en: 'print the log', ja: 'ログを表示する' }, { isDefault: true })
    .action(async () => finish(await (await records()).show(config(), '/log?limit=200')))
  log
    .verb('verify', {
      en: 'recompute the chain: is it whole and unchanged?',
      ja: '鎖を計算し直し、欠けや改変がないかを確かめる',
    })
    .action(async () => finish(await (await records()).verifyLog(config())))
}

const declareImport: Declare = (program, config, finish) => {
  program
    .verb('import <file>', {
      en: 'send an account list to the running service',
      ja: '動作中のサービスにアカウント一覧を送る',
    })
    .required('--system <id>', { en: 'the system it belongs to', ja: '一覧が属するシステム' })
    .flag('--format <name>', { en: 'format of the file', ja: 'ファイルの形式' }, 'auto')
    .flag('--encoding <name>', { en: 'encoding of the file', ja: 'ファイルの文字コード' }, 'auto')
    .flag('--columns <mapping>', {
      en: 'field:header pairs, comma separated; saved for the system',
      ja: '項目と見出しの組(field:header)。コンマ区切り。システムの設定として残る',
    })
    .flag('--partial', {
      en: 'keep the readable lines of a list with bad ones',
      ja: '読めない行があっても、読める行を取り込む',
    })
    .flag('--confirm-empty', {
      en: 'mean it, even if the list shows nobody and all accounts would go',
      ja: '一覧に誰もおらず、全アカウントが消える場合でも取り込む',
    })
    .flag('--dry-run', {
      en: 'say what would change and keep nothing',
      ja: '何が変わるかを示すだけで、何も残さない',
    })
    .action(async (file, options) =>
      finish(await (await import('./import.ts')).runImport(config(), file, options)),
    )
}
