import type { Declare } from './command.ts'

const access = () => import('./access.ts')

/** Allowlists, decisions and tokens of the running service. */
export const declareAccess: Declare = (program, config, finish) => {
  declareAllowlist(program, config, finish)
  program
    .verb('decide', {
      en: 'may this address come in? exit 0 yes, 1 no',
      ja: 'このアドレスを通してよいかを答える。終了コード 0 は「はい」、1 は「いいえ」',
    })
    .required('--system <id>', { en: 'the system it comes to', ja: '接続先のシステム' })
    .required('--ip <address>', { en: 'the address', ja: '接続元のアドレス' })
    .flag('--login <login>', { en: 'as whom it comes', ja: '名乗るログイン名' })
    .action(async options => finish(await (await access()).decide(config(), options)))
  const token = program.verb('token', {
    en: 'API tokens of the running service',
    ja: '動作中のサービスの API トークン',
  })
  token
    .verb(
      'list',
      { en: 'list the tokens; none is shown itself', ja: 'トークンを一覧する。トークンそのものは示さない' },
      { isDefault: true },
    )
    .action(async () => finish(await (await access()).listTokens(config())))
  token
    .verb('issue <name>', {
      en: 'make a token and show it this once',
      ja: 'トークンを発行し、一度だけ表示する',
    })
    .required('--scopes <scopes>', {
      en: 'comma separated: admin, read, import, write, rate, decide',
      ja: '権限。コンマ区切り: admin, read, import, write, rate, decide',
    })
    .flag('--networks <networks>', {
      en: 'comma separated CIDRs it may be used from',
      ja: '使える接続元。CIDR のコンマ区切り',
    })
    .flag('--expires-at <time>', {
      en: 'until when (default: 90 days, or for good where it only decides)',
      ja: '期限(既定: 90日。decide だけなら無期限)',
    })
    .action(async (name, options) => finish(await (await access()).issueToken(config(), name, options)))
  token
    .verb('revoke <id>', { en: 'end a token at once', ja: 'トークンをすぐに失効させる' })
    .action(async id => finish(await (await access()).revokeToken(config(), id)))
}

const declareAllowlist: Declare = (program, config, finish) => {
  const allowlist = program.verb('allowlist', {
    en: 'allowlists of the running service',
    ja: '動作中のサービスの許可リスト',
  })
  allowlist
    .verb('show <system>', { en: 'print the entries of a system', ja: 'システムの許可リストを表示する' })
    .action(async id => finish(await (await access()).showAllowlist(config(), id)))
  allowlist
    .verb('add <system> <network>', { en: 'let a network in', ja: 'ネットワークを許可する' })
    .flag('--label <text>', { en: 'what it is called', ja: '名称' })
    .flag('--owner <name>', { en: 'who answers for it', ja: '担当者' })
    .flag('--expires-at <time>', { en: 'until when (default: for good)', ja: '期限(既定: 無期限)' })
    .action(async (id, network, options) =>
      finish(await (await access()).addEntry(config(), id, network, options)),
    )
  allowlist
    .verb('remove <system> <network>', { en: 'take a network out', ja: 'ネットワークを外す' })
    .action(async (id, network) => finish(await (await access()).removeEntry(config(), id, network)))
  allowlist
    .verb('put <system> <file>', {
      en: 'replace the entries by those of a JSON file (- for standard input)',
      ja: '許可リストを JSON ファイルの内容で置き換える(- は標準入力)',
    })
    .flag('--dry-run', {
      en: 'only say whom it would cut off',
      ja: '誰が締め出されるかを示すだけで、変更しない',
    })
    .flag('--confirm-lockout', {
      en: 'mean it, even if it cuts off this very address',
      ja: 'このアドレス自身が締め出される場合でも行う',
    })
    .action(async (id, file, options) =>
      finish(await (await access()).putAllowlist(config(), id, file, options)),
    )
  allowlist
    .verb('export <system> <target>', {
      en: 'print it in the form a server reads: nginx, haproxy, sshd …',
      ja: 'サーバーが読む形で書き出す: nginx、haproxy、sshd など',
    })
    .action(async (id, target) => finish(await (await access()).exportAllowlist(config(), id, target)))
}
