import type { Declare } from './command.ts'
import { choiceOption, numberOption } from './option.ts'

/** What stands between the service and the servers that ask it. */
export const declareGates: Declare = (program, config, finish) => {
  program
    .command('sync')
    .description('keep a file that a server reads in step with an allowlist')
    .requiredOption('--system <id>')
    .requiredOption('--export <target>', 'the form the server reads: nginx, haproxy, sshd …')
    .requiredOption('--to <file>', 'the file the server reads')
    .option('--check <command>', 'asks the server whether it takes the new file')
    .option('--reload <command>', 'makes the server take it up')
    .option('--watch', 'go on until SIGTERM')
    .addOption(numberOption('--every <seconds>', 'how often to look, with --watch', [1, 86_400]).default(10))
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
    .addOption(choiceOption('--output <form>', 'form of the result', ['table', 'json']).default('table'))
    .action(async (system, options) =>
      finish(await (await import('./doctor.ts')).runDoctor(config(), system, options)),
    )
  program
    .command('inspect <system>')
    .description('ask its endpoints what they say to anybody, and audit it with the answers')
    .action(async system =>
      finish(await (await import('./records.ts')).post(config(), `/systems/${system}/inspection`, {})),
    )
}
