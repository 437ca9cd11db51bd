import { renderConfig } from '../config.ts'
import type { Declare } from './command.ts'
import { terminal } from './terminal.ts'

/** The service itself, and what is done to its database on its host. */
export const declareHost: Declare = (program, config, finish) => {
  program
    .verb('serve', { en: 'start the service', ja: 'サービスを起動する' })
    .action(async () => finish(await (await import('../server.ts')).serveUntilStopped(config())))
  program
    .verb('demo', {
      en: 'audit the example company in a throw-away folder, then serve it',
      ja: '架空の会社を使い捨てのフォルダーで監査し、続けてサービスを起動する',
    })
    .flag('--once', { en: 'print the audit and stop', ja: '監査の結果を表示して終わる' })
    .action(async options =>
      finish(await (await import('./demo.ts')).runDemo(config({ KAGIMORI_LISTEN: '127.0.0.1:0' }), options)),
    )
  program
    .verb('config', {
      en: 'print the configuration in force, without secrets',
      ja: '有効な設定を、秘密を除いて表示する',
    })
    .action(() => void terminal.out.write(`${JSON.stringify(renderConfig(config()), null, 2)}\n`))
  program
    .verb('backup <file>', {
      en: 'write a consistent copy of the database; the fingerprint key is left out',
      ja: 'データベースの整合した写しを書き出す。指紋の鍵は含まない',
    })
    .action(async file => finish(await (await import('./backup.ts')).runBackup(config(), file)))
  program
    .verb('unlock', {
      en: 'take away the allowlist of the service itself, which locks you out; the service must be stopped',
      ja: '自分を締め出した、サービス自身の許可リストを取り除く。サービスは止めておく',
    })
    .action(async () => finish(await (await import('./unlock.ts')).runUnlock(config())))
  program
    .verb('restore <file>', {
      en: 'put a backup in place of the database; the service must be stopped',
      ja: 'データベースをバックアップで置き換える。サービスは止めておく',
    })
    .flag('--force', { en: 'replace a database that exists', ja: '既にあるデータベースも置き換える' })
    .action(async (file, options) =>
      finish(await (await import('./backup.ts')).runRestore(config(), file, options)),
    )
}
