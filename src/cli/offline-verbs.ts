import type { Command } from 'commander'
import { Refusal } from '../core/refusal.ts'
import { severities } from '../core/severity.ts'
import { systemKinds } from '../core/system.ts'
import { passwordKinds } from '../strength/recipe.ts'
import type { Declare } from './command.ts'
import { choiceOption, numberOption, percentOption } from './option.ts'

/** What needs no service. */
export const declareOffline: Declare = (program, config, finish) => {
  program
    .command('audit <files...>')
    .description('audit account lists with no server and no database')
    .option('--format <name>', 'format of the files', 'auto')
    .option('--encoding <name>', 'encoding of the files', 'auto')
    .option('--columns <mapping>', 'field:header pairs, comma separated')
    .option('--system <id>', 'the system the files belong to (default: from each file name)')
    .addOption(choiceOption('--kind <kind>', 'kind of the system (default: from its id)', systemKinds))
    .option('--policy <name>', 'policy to hold the accounts to')
    .addOption(
      choiceOption('--output <form>', 'form of the result', [
        'table',
        'json',
        'csv',
        'sarif',
        'html',
      ]).default('table'),
    )
    .addOption(
      choiceOption('--fail-on <severity>', 'exit 1 from this severity on', severities).default('high'),
    )
    .addOption(
      percentOption('--min-coverage <percent>', 'exit 3 when a smaller share of accounts could be assessed'),
    )
    .action(async (files, options) =>
      finish(await (await import('./audit.ts')).runAuditCommand(config(), files, options)),
    )
  program
    .command('rate')
    .description('rate passwords, one a line on standard input')
    .addOption(
      choiceOption('--estimator <name>', 'whose estimate', ['kagimori', 'zxcvbn']).default('kagimori'),
    )
    .addOption(
      choiceOption('--output <form>', 'form of the result', ['table', 'tsv', 'json']).default('table'),
    )
    // Taken only to be refused: the parser's own words would quote it.
    .allowExcessArguments()
    .action(async (options, { args }: Command) => {
      if (args.length > 0) throw new Refusal('invalid', 'cli-rate-argument')
      finish(await (await import('./rate.ts')).runRate(options))
    })
  program
    .command('generate')
    .description('make passwords that a policy accepts, one a line')
    .addOption(
      choiceOption(
        '--kind <kind>',
        'what to make (default: a passphrase where there is room for one)',
        passwordKinds,
      ),
    )
    .addOption(numberOption('--bits <number>', 'how many bits at least (default: 60)', [20, 256]))
    .addOption(numberOption('--max-length <number>', 'how many characters the system takes', [1, 256]))
    .option('--symbols <characters>', 'signs it takes beside letters and digits, or all characters it takes')
    .addOption(numberOption('--count <number>', 'how many to make', [1, 20]).default(1))
    .option('--policy <name>', 'policy that has to accept them', 'base')
    .addOption(
      choiceOption('--output <form>', 'form of the result', ['plain', 'table', 'json']).default('plain'),
    )
    .action(async options => finish(await (await import('./generate.ts')).runGenerate(config(), options)))
}
