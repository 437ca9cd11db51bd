import type { Command } from 'commander'
import { Refusal } from '../core/refusal.ts'
import { taskStatuses } from '../core/rotation.ts'
import type { Declare } from './command.ts'
import { choiceOption } from './option.ts'

/** Rotation tasks of the running service. */
export const declareTasks: Declare = (program, config, finish) => {
  const records = () => import('./records.ts')
  const tasks = program.command('tasks').description('rotation tasks of the running service')
  tasks
    .command('list', { isDefault: true })
    .addOption(choiceOption('--status <status>', 'only those that are', taskStatuses))
    .option('--system <id>')
    .option('--owner <owner>')
    .addOption(
      choiceOption('--output <form>', 'form of the list', ['table', 'json', 'csv', 'ics']).default('table'),
    )
    .action(async options => finish(await (await import('./task-list.ts')).listTasks(config(), options)))
  tasks
    .command('show <id>')
    .action(async id => finish(await (await records()).show(config(), `/rotation-tasks/${id}`)))
  tasks
    .command('claim <id>')
    .option('--by <name>', 'who is at it', 'command line')
    .action(async (id, body) =>
      finish(await (await records()).post(config(), `/rotation-tasks/${id}/claim`, body)),
    )
  tasks
    .command('verify <id>')
    .description('ask the system itself; old and new password by prompt, or one a line on standard input')
    .option('--old-file <file>', 'file whose only line is the old password')
    .option('--new-file <file>', 'file whose only line is the new password')
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (id, options, { args }: Command) => {
      if (args.length > 1) throw new Refusal('invalid', 'cli-verify-argument')
      finish(await (await import('./proof.ts')).runVerify(config(), id, options))
    })
  tasks
    .command('recheck <id>')
    .description('try the old password of a proved task again; by prompt, or on standard input')
    .option('--old-file <file>', 'file whose only line is the old password')
    .allowExcessArguments()
    .action(async (id, options, { args }: Command) => {
      if (args.length > 1) throw new Refusal('invalid', 'cli-verify-argument')
      finish(await (await import('./proof.ts')).runRecheck(config(), id, options))
    })
  tasks
    .command('remind <id>')
    .description('tell the owner now, beside the ladder')
    .action(async id =>
      finish(await (await records()).post(config(), `/rotation-tasks/${id}/remind`, undefined)),
    )
  tasks
    .command('cancel <id>')
    .requiredOption('--reason <text>')
    .action(async (id, body) =>
      finish(await (await records()).post(config(), `/rotation-tasks/${id}/cancel`, body)),
    )
  tasks
    .command('waive <id>')
    .requiredOption('--reason <text>')
    .requiredOption('--approver <name>')
    .requiredOption('--expires-at <time>')
    .action(async (id, body) =>
      finish(await (await records()).post(config(), `/rotation-tasks/${id}/waive`, body)),
    )
}

/** The change of a password itself. */
export const declareRotation: Declare = (program, config, finish) => {
  program
    .command('rotate <task>')
    .description('change the password of a task where it is kept, prove it, hand it over by a link')
    .option(
      '--file <file>',
      'the list the server reads: htpasswd, pureftpd.passwd, passwd-file, AuthUserFile',
    )
    .option('--as <login>', 'an administrator of the database or directory')
    .option('--admin-password-file <file>', 'whose only line is his password; - for standard input')
    .option('--old-password-file <file>', 'whose only line is the old password; - for standard input')
    .option('--executor <name>', 'how it is changed (default: from the file, or from the endpoints)')
    .option('--reload <command>', 'makes the server take the change up')
    .option('--networks <networks>', 'from where the link can be read (default: the allowlist)')
    .option('--public-url <url>', 'where its reader reaches this service')
    .option('--apply', 'do it; without this, only say what would be done')
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (task, options, { args }: Command) => {
      if (args.length > 1) throw new Refusal('invalid', 'rotate-argument')
      finish(await (await import('./rotate.ts')).runRotate(config(), task, options))
    })
}
