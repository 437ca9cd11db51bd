import type { Declare } from './command.ts'

/** Policy files. */
export const declarePolicy: Declare = (program, config, finish) => {
  const verbs = () => import('./policy.ts')
  const policy = program.verb('policy', { en: 'policy files', ja: 'ポリシーのファイル' })
  policy
    .verb('check', {
      en: 'read all policies strictly, and the people file where one is set',
      ja: 'すべてのポリシーと、設定があれば人の一覧を、厳密に読む',
    })
    .action(async () => finish(await (await verbs()).check(config())))
  policy
    .verb('test <files...>', {
      en: 'hold invented passwords to policies and compare with what the file expects',
      ja: '架空のパスワードをポリシーに照らし、ファイルに書かれた期待と比べる',
    })
    .action(async files => finish(await (await verbs()).test(config(), files)))
  policy
    .verb('explain <name>', {
      en: 'say what a policy asks for, where each value comes from, and how risk is weighed',
      ja: 'ポリシーが求めること、各値の出どころ、リスクの重み付けを示す',
    })
    .action(async name => finish(await (await verbs()).explain(config(), name)))
  policy
    .verb('what-if <file>', {
      en: 'list whom a changed policy file would newly catch',
      ja: '変更したポリシーで新たに該当するアカウントを一覧する',
    })
    .action(async file => finish(await (await verbs()).whatIf(config(), file)))
  policy
    .verb('schema', {
      en: 'print the JSON Schema of policy files, for editors',
      ja: 'ポリシーのファイルの JSON Schema を、エディター用に出力する',
    })
    .action(async () => finish(await (await verbs()).schema()))
}
