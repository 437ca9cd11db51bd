import type { Declare } from './command.ts'

/** Allowlists, decisions and tokens of the running service. */
export const declareAccess: Declare = (program, config, finish) => {
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
