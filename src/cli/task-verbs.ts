import { Refusal } from '../core/refusal.ts'
import { taskStatuses } from '../core/rotation.ts'
import type { Declare } from './command.ts'
import type { Verb } from './verb.ts'

const records = () => import('./records.ts')

const oldPasswordFile = {
  en: 'file whose only line is the old password',
  ja: '元のパスワードだけを1行に書いたファイル',
}
const why = { en: 'why', ja: '理由' }

/** Rotation tasks of the running service. */
export const declareTasks: Declare = (program, config, finish) => {
  const tasks = program.verb('tasks', {
    en: 'rotation tasks of the running service',
    ja: '動作中のサービスのパスワード変更タスク',
  })
  tasks
    .verb('list', { en: 'list the tasks', ja: 'タスクを一覧する' }, { isDefault: true })
    .choice('--status <status>', { en: 'only those that are', ja: 'この状態のものだけ' }, taskStatuses)
    .flag('--system <id>', { en: 'only those of this system', ja: 'このシステムのものだけ' })
    .flag('--owner <owner>', { en: 'only those of this owner', ja: 'この担当者のものだけ' })
    .choice(
      '--output <form>',
      { en: 'form of the list', ja: '一覧の形式' },
      ['table', 'json', 'csv', 'ics'],
      'table',
    )
    .action(async options => finish(await (await import('./task-list.ts')).listTasks(config(), options)))
  tasks
    .verb('show <id>', { en: 'print a task with its history', ja: 'タスクを経緯とともに表示する' })
    .action(async id => finish(await (await records()).show(config(), `/rotation-tasks/${id}`)))
  declareProof(tasks, config, finish)
  declareCourse(tasks, config, finish)
}

/** What proves a change. */
const declareProof: Declare = (tasks, config, finish) => {
  tasks
    .verb('verify <id>', {
      en: 'ask the system itself; old and new password by prompt, or one a line on standard input',
      ja: '新旧のパスワードをシステム自身に確かめる。入力待ちで入力するか、標準入力に元、新の順で1行ずつ送る',
    })
    .flag('--old-file <file>', oldPasswordFile)
    .flag('--new-file <file>', {
      en: 'file whose only line is the new password',
      ja: '新しいパスワードだけを1行に書いたファイル',
    })
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (id, options, { args }: Verb) => {
      if (args.length > 1) throw new Refusal('invalid', 'cli-verify-argument')
      finish(await (await import('./proof.ts')).runVerify(config(), id, options))
    })
  tasks
    .verb('recheck <id>', {
      en: 'try the old password of a proved task again; by prompt, or on standard input',
      ja: '証明されたタスクの元のパスワードを試し直す。入力待ちで入力するか、標準入力に送る',
    })
    .flag('--old-file <file>', oldPasswordFile)
    .allowExcessArguments()
    .action(async (id, options, { args }: Verb) => {
      if (args.length > 1) throw new Refusal('invalid', 'cli-verify-argument')
      finish(await (await import('./proof.ts')).runRecheck(config(), id, options))
    })
}

/** What else may become of a task. */
const declareCourse: Declare = (tasks, config, finish) => {
  const post = (act: string) => async (id: string, body: unknown) =>
    finish(await (await records()).post(config(), `/rotation-tasks/${id}/${act}`, body))
  tasks
    .verb('claim <id>', {
      en: 'say who is at a task; it stays open',
      ja: 'タスクに対応中の人を知らせる。タスクは閉じない',
    })
    .flag('--by <name>', { en: 'who is at it', ja: '対応する人' }, 'command line')
    .action(post('claim'))
  tasks
    .verb('remind <id>', {
      en: 'tell the owner now, beside the ladder',
      ja: '予定を待たずに、担当者へ知らせる',
    })
    .action(async id => finish(await (await import('./remind.ts')).runRemind(config(), id)))
  tasks
    .verb('cancel <id>', { en: 'end a task without proof', ja: '証明のないままタスクを取り消す' })
    .required('--reason <text>', why)
    .action(post('cancel'))
  tasks
    .verb('waive <id>', { en: 'let a task rest for a time', ja: '期限を決めて、変更しないことを許容する' })
    .required('--reason <text>', why)
    .required('--approver <name>', { en: 'who allows it', ja: '承認者' })
    .required('--expires-at <time>', { en: 'until when, a year at most', ja: '期限(1年以内)' })
    .action(post('waive'))
}

/** The change of a password itself. */
export const declareRotation: Declare = (program, config, finish) => {
  program
    .verb('rotate <task>', {
      en: 'change the password of a task where it is kept, prove it, hand it over by a link',
      ja: 'タスクのパスワードを保管場所で変更し、証明し、リンクで渡す',
    })
    .flag('--file <file>', {
      en: 'the list the server reads: htpasswd, pureftpd.passwd, passwd-file, AuthUserFile',
      ja: 'サーバーが読む一覧: htpasswd、pureftpd.passwd、passwd-file、AuthUserFile',
    })
    .flag('--as <login>', {
      en: 'an administrator of the database or directory',
      ja: 'データベースまたはディレクトリーの管理者',
    })
    .flag('--admin-password-file <file>', {
      en: 'whose only line is his password; - for standard input',
      ja: '管理者のパスワードだけを1行に書いたファイル(- は標準入力)',
    })
    .flag('--old-password-file <file>', {
      en: 'whose only line is the old password; - for standard input',
      ja: '元のパスワードだけを1行に書いたファイル(- は標準入力)',
    })
    .flag('--executor <name>', {
      en: 'how it is changed (default: from the file, or from the endpoints)',
      ja: '変更の方法(既定: ファイルまたはエンドポイントから)',
    })
    .flag('--reload <command>', {
      en: 'makes the server take the change up',
      ja: '変更をサーバーに読み込ませるコマンド',
    })
    .flag('--networks <networks>', {
      en: 'from where the link can be read (default: the allowlist)',
      ja: 'リンクを読める接続元(既定: 許可リスト)',
    })
    .flag('--public-url <url>', {
      en: 'where its reader reaches this service',
      ja: 'リンクを読む人から見た、このサービスの場所',
    })
    .flag('--apply', {
      en: 'do it; without this, only say what would be done',
      ja: '実行する。なければ、何をするかを示すだけ',
    })
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (task, options, { args }: Verb) => {
      if (args.length > 1) throw new Refusal('invalid', 'rotate-argument')
      finish(await (await import('./rotate.ts')).runRotate(config(), task, options))
    })
}
