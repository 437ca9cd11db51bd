import type { Declare } from './command.ts'

/** Systems, lists, leavers and the log of the running service. */
export const declareRecords: Declare = (program, config, finish) => {
  program
    .command('import <file>')
    .description('send an account list to the running service')
    .requiredOption('--system <id>', 'the system it belongs to')
    .option('--format <name>', 'format of the file', 'auto')
    .option('--encoding <name>', 'encoding of the file', 'auto')
    .option('--columns <mapping>', 'field:header pairs, comma separated; saved for the system')
    .option('--partial', 'keep the readable lines of a list with bad ones')
    .option('--confirm-empty', 'mean it, even if the list shows nobody and all accounts would go')
    .option('--dry-run', 'say what would change and keep nothing')
    .action(async (file, options) =>
      finish(await (await import('./records.ts')).runImport(config(), file, options)),
    )
  const records = () => import('./records.ts')
  const system = program.command('system').description('systems of the running service')
  system
    .command('list')
    .action(async () => finish(await (await records()).show(config(), '/systems?limit=200')))
  system
    .command('show <id>')
    .action(async id => finish(await (await records()).show(config(), `/systems/${id}`)))
  system
    .command('put <id> <file>')
    .description('declare a system from a JSON file (- for standard input)')
    .action(async (id, file) => finish(await (await records()).put(config(), `/systems/${id}`, file)))
  system
    .command('remove <id>')
    .action(async id => finish(await (await records()).remove(config(), `/systems/${id}`)))
  program
    .command('leaver <name>')
    .description(
      'open tasks for every account somebody owned or held, and list allowlist entries in that name',
    )
    .action(async person => finish(await (await records()).post(config(), '/leavers', { person })))
  const log = program.command('log').description('the chained log of the running service')
  log
    .command('list', { isDefault: true })
    .action(async () => finish(await (await records()).show(config(), '/log?limit=200')))
  log.command('verify').action(async () => finish(await (await records()).verifyLog(config())))
}
