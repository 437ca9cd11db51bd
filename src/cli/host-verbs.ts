import { renderConfig } from '../config.ts'
import type { Declare } from './command.ts'
import { terminal } from './terminal.ts'

/** The service itself, and what is done to its database on its host. */
export const declareHost: Declare = (program, config, finish) => {
  program
    .command('serve')
    .description('start the service')
    .action(async () => finish(await (await import('../server.ts')).serveUntilStopped(config())))
  program
    .command('demo')
    .description('audit the example company in a throw-away folder, then serve it')
    .option('--once', 'print the audit and stop')
    .action(async options =>
      finish(await (await import('./demo.ts')).runDemo(config({ KAGIMORI_LISTEN: '127.0.0.1:0' }), options)),
    )
  program
    .command('config')
    .description('print the configuration in force, without secrets')
    .action(() => void terminal.out.write(`${JSON.stringify(renderConfig(config()), null, 2)}\n`))
  program
    .command('backup <file>')
    .description('write a consistent copy of the database; the fingerprint key is left out')
    .action(async file => finish(await (await import('./backup.ts')).runBackup(config(), file)))
  program
    .command('unlock')
    .description(
      'take away the allowlist of the service itself, which locks you out; the service must be stopped',
    )
    .action(async () => finish(await (await import('./unlock.ts')).runUnlock(config())))
  program
    .command('restore <file>')
    .description('put a backup in place of the database; the service must be stopped')
    .option('--force', 'replace a database that exists')
    .action(async (file, options) =>
      finish(await (await import('./backup.ts')).runRestore(config(), file, options)),
    )
}
