import { Command, CommanderError, Option } from 'commander'
import { type Config, readConfig, renderConfig } from '../config.ts'
import { render } from '../core/message.ts'
import { hintOf, Refusal, type RefusalKind } from '../core/refusal.ts'
import { severities } from '../core/severity.ts'
import { passwordKinds } from '../strength/recipe.ts'
import { Answered } from './rest.ts'
import { paint, terminal } from './terminal.ts'

/** Exit codes scripts rely on: 0 yes or clean, 1 no or findings, 2 the caller's mistake, 3 not assessed enough, 70 our fault. */
export const exitCodes = { yes: 0, no: 1, mistake: 2, notAssessed: 3, fault: 70 } as const

const kindExit: Readonly<Partial<Record<RefusalKind, number>>> = {
  unavailable: exitCodes.fault,
  'storage-full': exitCodes.fault,
}

/** Runs one command line and answers its exit code; says on stderr what was wrong and what to write instead. */
export async function runCommand(argv: readonly string[]): Promise<number> {
  let config: Config | undefined
  try {
    const read = () => {
      config ??= readConfig(process.env, process.cwd())
      return config
    }
    let exit = 0
    const program = declareProgram(read, code => {
      exit = code
    })
    await program.parseAsync(argv, { from: 'user' })
    return exit
  } catch (error) {
    return tellError(error, config?.language ?? (process.env.KAGIMORI_LANGUAGE === 'ja' ? 'ja' : 'en'))
  }
}

async function tellError(error: unknown, language: 'en' | 'ja'): Promise<number> {
  const { err } = terminal
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.yes : exitCodes.mistake
  if (error instanceof Refusal) {
    const lines = error.faults.map(({ at, key, values }) => {
      const hint = hintOf(language, key, values)
      return `  ${at}: ${render(language, key, values)}${hint === undefined ? '' : ` ${hint}`}`
    })
    const hint = error.hint(language) ?? hintOf(language, error.key, error.values)
    err.write(`${paint(err, 'red', 'kagimori:')} ${render(language, error.key, error.values)}\n`)
    for (const line of lines.slice(0, 20)) err.write(`${line}\n`)
    if (hint !== undefined) err.write(`  ${hint}\n`)
    return kindExit[error.kind] ?? exitCodes.mistake
  }
  if (error instanceof Answered) {
    err.write(`${paint(err, 'red', 'kagimori:')} ${error.message}\n`)
    for (const { at, detail } of error.problem.errors?.slice(0, 20) ?? []) err.write(`  ${at}: ${detail}\n`)
    if (error.problem.hint !== undefined) err.write(`  ${error.problem.hint}\n`)
    return error.status >= 500 ? exitCodes.fault : exitCodes.mistake
  }
  err.write(`kagimori: ${render(language, 'internal-error')}\n`)
  if (process.env.KAGIMORI_DEBUG) {
    const { describeFault } = await import('../log.ts')
    const { fault, message = '', stack = '' } = describeFault(error)
    err.write(`${fault}: ${message}\n${stack}\n`)
  }
  return exitCodes.fault
}

type Finish = (code: number) => void

function declareProgram(config: () => Config, finish: Finish): Command {
  const program = new Command('kagimori')
    .description('Audits account lists, rates passwords, keeps IP allowlists and rotation tasks.')
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.out.write(text),
      writeErr: text => terminal.err.write(text),
    })
  declareService(program, config, finish)
  declareOffline(program, config, finish)
  declareRecords(program, config, finish)
  declareAccess(program, config, finish)
  declarePolicy(program, config, finish)
  return program
}

function declareService(program: Command, config: () => Config, finish: Finish): void {
  program
    .command('serve')
    .description('start the service')
    .action(async () => finish(await (await import('../server.ts')).serveUntilStopped(config())))
  program
    .command('demo')
    .description('audit the example company in a throw-away folder, then serve it')
    .option('--once', 'print the audit and stop')
    .action(async options => finish(await (await import('./demo.ts')).runDemo(config(), options)))
  program
    .command('config')
    .description('print the configuration in force, without secrets')
    .action(() => void terminal.out.write(`${JSON.stringify(renderConfig(config()), null, 2)}\n`))
  program
    .command('backup <file>')
    .description('write a consistent copy of the database; the fingerprint key is left out')
    .action(async file => finish(await (await import('./backup.ts')).runBackup(config(), file)))
  program
    .command('restore <file>')
    .description('put a backup in place of the database; the service must be stopped')
    .option('--force', 'replace a database that exists')
    .action(async (file, options) =>
      finish(await (await import('./backup.ts')).runRestore(config(), file, options)),
    )
}

function declareOffline(program: Command, config: () => Config, finish: Finish): void {
  program
    .command('audit <files...>')
    .description('audit account lists with no server and no database')
    .option('--format <name>', 'format of the files', 'auto')
    .option('--encoding <name>', 'encoding of the files', 'auto')
    .option('--columns <mapping>', 'field:header pairs, comma separated')
    .option('--system <id>', 'the system the files belong to (default: from each file name)')
    .option('--kind <kind>', 'kind of the system (default: from its id)')
    .option('--policy <name>', 'policy to hold the accounts to')
    .addOption(
      new Option('--output <form>', 'form of the result')
        .choices(['table', 'json', 'csv', 'sarif', 'html'])
        .default('table'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit 1 from this severity on')
        .choices([...severities])
        .default('high'),
    )
    .option('--min-coverage <percent>', 'exit 3 when a smaller share of accounts could be assessed', Number)
    .action(async (files, options) =>
      finish(await (await import('./audit.ts')).runAuditCommand(config(), files, options)),
    )
  program
    .command('rate')
    .description('rate passwords, one a line on standard input')
    .addOption(
      new Option('--estimator <name>', 'whose estimate').choices(['kagimori', 'zxcvbn']).default('kagimori'),
    )
    .addOption(
      new Option('--output <form>', 'form of the result').choices(['table', 'tsv', 'json']).default('table'),
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
      new Option('--kind <kind>', 'what to make (default: a passphrase where there is room for one)').choices(
        [...passwordKinds],
      ),
    )
    .option('--bits <number>', 'how many bits at least (default: 60)', Number)
    .option('--max-length <number>', 'how many characters the system takes', Number)
    .option('--symbols <characters>', 'signs it takes beside letters and digits, or all characters it takes')
    .option('--count <number>', 'how many to make', Number, 1)
    .option('--policy <name>', 'policy that has to accept them', 'base')
    .addOption(
      new Option('--output <form>', 'form of the result')
        .choices(['plain', 'table', 'json'])
        .default('plain'),
    )
    .action(async options => finish(await (await import('./generate.ts')).runGenerate(config(), options)))
}

function declareRecords(program: Command, config: () => Config, finish: Finish): void {
  program
    .command('import <file>')
    .description('send an account list to the running service')
    .requiredOption('--system <id>', 'the system it belongs to')
    .option('--format <name>', 'format of the file', 'auto')
    .option('--encoding <name>', 'encoding of the file', 'auto')
    .option('--columns <mapping>', 'field:header pairs, comma separated; saved for the system')
    .option('--partial', 'keep the readable lines of a list with bad ones')
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
  const tasks = program.command('tasks').description('rotation tasks of the running service')
  tasks
    .command('list', { isDefault: true })
    .option('--status <status>')
    .option('--system <id>')
    .option('--owner <owner>')
    .addOption(new Option('--output <form>').choices(['table', 'json', 'csv', 'ics']).default('table'))
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
  program
    .command('leaver <name>')
    .description(
      'open tasks for every account somebody owned or held, and list allowlist entries in that name',
    )
    .action(async person => finish(await (await records()).post(config(), '/leavers', { person })))
  declareRotate(program, config, finish)
  const log = program.command('log').description('the chained log of the running service')
  log
    .command('list', { isDefault: true })
    .action(async () => finish(await (await records()).show(config(), '/log?limit=200')))
  log.command('verify').action(async () => finish(await (await records()).verifyLog(config())))
}

function declareRotate(program: Command, config: () => Config, finish: Finish): void {
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

function declareAccess(program: Command, config: () => Config, finish: Finish): void {
  const access = () => import('./access.ts')
  const allowlist = program.command('allowlist').description('allowlists of the running service')
  allowlist
    .command('show <system>')
    .action(async id => finish(await (await access()).showAllowlist(config(), id)))
  allowlist
    .command('add <system> <network>')
    .option('--label <text>')
    .option('--owner <name>')
    .option('--expires-at <time>')
    .action(async (id, network, options) =>
      finish(await (await access()).addEntry(config(), id, network, options)),
    )
  allowlist
    .command('remove <system> <network>')
    .action(async (id, network) => finish(await (await access()).removeEntry(config(), id, network)))
  allowlist
    .command('put <system> <file>')
    .description('replace the entries by those of a JSON file (- for standard input)')
    .option('--dry-run', 'only say whom it would cut off')
    .option('--confirm-lockout', 'mean it, even if it cuts off this very address')
    .action(async (id, file, options) =>
      finish(await (await access()).putAllowlist(config(), id, file, options)),
    )
  allowlist
    .command('export <system> <target>')
    .action(async (id, target) => finish(await (await access()).exportAllowlist(config(), id, target)))
  program
    .command('decide')
    .description('may this address come in? exit 0 yes, 1 no')
    .requiredOption('--system <id>')
    .requiredOption('--ip <address>')
    .option('--login <login>')
    .action(async options => finish(await (await access()).decide(config(), options)))
  program
    .command('sync')
    .description('keep a file that a server reads in step with an allowlist')
    .requiredOption('--system <id>')
    .requiredOption('--export <target>', 'the form the server reads: nginx, haproxy, sshd …')
    .requiredOption('--to <file>', 'the file the server reads')
    .option('--check <command>', 'asks the server whether it takes the new file')
    .option('--reload <command>', 'makes the server take it up')
    .option('--watch', 'go on until SIGTERM')
    .option('--every <seconds>', 'how often to look, with --watch', Number, 10)
    .option('--overwrite', 'replace a file that was changed by hand; a copy is kept')
    .action(async options => finish(await (await import('./sync.ts')).runSync(config(), options)))
  program
    .command('doctor <system>')
    .description('look at a gate from outside: who comes in, who does not, and which line is missing')
    .requiredOption('--url <url>', 'what the gate guards: a page, or ftp://, imap://, smtp://, ssh:// …')
    .option('--from <address...>', "this machine's addresses to come from: one listed, one not", [])
    .option('--server <name>', 'whose lines to name: nginx, dovecot, proftpd, sshd …')
    .option('--login <login>', 'a login the server knows; without it one that nobody has')
    .option('--password-file <file>', 'file whose only line is its password')
    .option('--key <file>', 'its private key, for SSH')
    .addOption(
      new Option('--output <form>', 'form of the result').choices(['table', 'json']).default('table'),
    )
    .action(async (system, options) =>
      finish(await (await import('./doctor.ts')).runDoctor(config(), system, options)),
    )
  program
    .command('inspect <system>')
    .description('ask its endpoints what they say to anybody, and audit it with the answers')
    .action(async system =>
      finish(await (await import('./records.ts')).post(config(), `/systems/${system}/inspection`, {})),
    )
  const token = program.command('token').description('API tokens of the running service')
  token
    .command('list', { isDefault: true })
    .action(async () => finish(await (await access()).listTokens(config())))
  token
    .command('issue <name>')
    .requiredOption('--scopes <scopes>', 'comma separated: admin, read, import, write, rate, decide')
    .option('--networks <networks>', 'comma separated CIDRs it may be used from')
    .option('--expires-at <time>')
    .action(async (name, options) => finish(await (await access()).issueToken(config(), name, options)))
  token.command('revoke <id>').action(async id => finish(await (await access()).revokeToken(config(), id)))
}

function declarePolicy(program: Command, config: () => Config, finish: Finish): void {
  const verbs = () => import('./policy.ts')
  const policy = program.command('policy').description('policy files')
  policy
    .command('check')
    .description('read all policies strictly')
    .action(async () => finish(await (await verbs()).check(config())))
  policy
    .command('test <files...>')
    .description('hold invented passwords to policies and compare with what the file expects')
    .action(async files => finish(await (await verbs()).test(config(), files)))
  policy
    .command('explain <name>')
    .description('say what a policy asks for, where each value comes from, and how risk is weighed')
    .action(async name => finish(await (await verbs()).explain(config(), name)))
  policy
    .command('what-if <file>')
    .description('list whom a changed policy file would newly catch')
    .action(async file => finish(await (await verbs()).whatIf(config(), file)))
  policy
    .command('schema')
    .description('print the JSON Schema of policy files, for editors')
    .action(async () => finish(await (await verbs()).schema()))
}
