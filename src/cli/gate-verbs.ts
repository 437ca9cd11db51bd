import type { Declare } from './command.ts'

/** What stands between the service and the servers that ask it. */
export const declareGates: Declare = (program, config, finish) => {
  declareSync(program, config, finish)
  program
    .verb('doctor <system>', {
      en: 'look at a gate from outside: who comes in, who does not, and which line is missing',
      ja: 'ゲートを外から調べ、誰が通り、誰が通らず、どの行が足りないかを示す',
    })
    .required('--url <url>', {
      en: 'what the gate guards: a page, or ftp://, imap://, smtp://, ssh:// …',
      ja: 'ゲートが守るもの: ページ、または ftp://、imap://、smtp://、ssh:// など',
    })
    .flag(
      '--from <address...>',
      {
        en: "this machine's addresses to come from: one listed, one not",
        ja: '接続元にするこのマシンのアドレス。許可リストにあるものとないもの',
      },
      [],
    )
    .flag('--server <name>', {
      en: 'whose lines to name: nginx, dovecot, proftpd, sshd …',
      ja: 'どのサーバーの行を示すか: nginx、dovecot、proftpd、sshd など',
    })
    .flag('--login <login>', {
      en: 'a login the server knows; without it one that nobody has',
      ja: 'サーバーが知っているログイン名。なければ、誰のものでもないもので試す',
    })
    .flag('--password-file <file>', {
      en: 'file whose only line is its password',
      ja: 'そのパスワードだけを1行に書いたファイル',
    })
    .flag('--key <file>', { en: 'its private key, for SSH', ja: 'その秘密鍵(SSH)' })
    .choice('--output <form>', { en: 'form of the result', ja: '結果の形式' }, ['table', 'json'], 'table')
    .action(async (system, options) =>
      finish(await (await import('./doctor.ts')).runDoctor(config(), system, options)),
    )
  program
    .verb('inspect <system>', {
      en: 'ask its endpoints what they say to anybody, and audit it with the answers',
      ja: 'エンドポイントが誰にでも見せる応答を調べ、それも含めて監査する',
    })
    .action(async system => finish(await (await import('./inspect.ts')).runInspect(config(), system)))
}

const declareSync: Declare = (program, config, finish) => {
  program
    .verb('sync', {
      en: 'keep a file that a server reads in step with an allowlist',
      ja: 'サーバーが読むファイルを許可リストに合わせ続ける',
    })
    .required('--system <id>', { en: 'whose allowlist it is', ja: '許可リストのシステム' })
    .required('--export <target>', {
      en: 'the form the server reads: nginx, haproxy, sshd …',
      ja: 'サーバーが読む形: nginx、haproxy、sshd など',
    })
    .required('--to <file>', { en: 'the file the server reads', ja: 'サーバーが読むファイル' })
    .flag('--check <command>', {
      en: 'asks the server whether it takes the new file',
      ja: '新しいファイルをサーバーが受け付けるかを確かめるコマンド',
    })
    .flag('--reload <command>', { en: 'makes the server take it up', ja: 'サーバーに読み込ませるコマンド' })
    .flag('--watch', { en: 'go on until SIGTERM', ja: 'SIGTERM を受けるまで続ける' })
    .number(
      '--every <seconds>',
      { en: 'how often to look, with --watch', ja: '--watch で確かめる間隔(秒)' },
      [1, 86_400],
      10,
    )
    .flag('--overwrite', {
      en: 'replace a file that was changed by hand; a copy is kept',
      ja: '手作業で変更されたファイルも、元のものを残して書き換える',
    })
    .action(async options => finish(await (await import('./sync.ts')).runSync(config(), options)))
}
