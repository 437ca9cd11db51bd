import type { Declare } from './command.ts'

/** Policy files. */
export const declarePolicy: Declare = (program, config, finish) => {
  const verbs = () => import('./policy.ts')
  const policy = program.command('policy').description('policy files')
  policy
    .command('check')
    .description('read all policies strictly, and the people file where one is set')
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
