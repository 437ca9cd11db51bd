import type { rotate as english } from './rotate.en.ts'

/** The same in Japanese. */
export const rotate: Readonly<Record<keyof typeof english, string>> = {
  'sync-in-force': '{file}: 新しいリストが有効になりました。',
  'sync-written':
    '{file}: リストを書き込みました。--reload で読み込ませていないため、サーバーに反映されたかは分かりません。',
  'sync-unchanged': '{file}: リストは有効で、変更はありません。',
  'sync-edited': '{file} は手作業で変更されているため、そのままにします:',
  'sync-edited.hint':
    '変更は許可リスト側で行ってください。その後 --overwrite を付けると、元のファイルを残して書き換えます。',
  'sync-missing': '{file} がなくなっていたため、元に戻しました。',
  'sync-overwritten': '{file} は手作業で変更されていたため、書き換えました:',
  'sync-copy': '元の内容は {copy} に残しました',
  'sync-check-failed': '{file}: 検査が新しいリストを受け付けなかったため、前の内容に戻しました。',
  'sync-reload-failed':
    '{file}: サーバーが新しいリストを読み込めなかったため、前の内容に戻して再読み込みしました。',
  'sync-trouble': '{file} はそのままにして、繰り返し試みます: {message}',
  'sync-recovered': '{file}: 再び正常に動作しています。',
  'sync-not-whole': 'リストが完全に届かなかったため({bytes}バイト)、何も書き込んでいません。',
  'sync-not-whole.hint': '途中で応答を切断・変更するプロキシがないか確認してください。',
  'sync-no-file': '"{file}" は通常のファイルではありません。',
  'sync-no-file.hint': 'サーバーがリストを読み込むファイルを指定してください。',
  'sync-no-folder': 'フォルダー "{folder}" がありません。',
  'sync-no-folder.hint': '先に作成するか、--to を直してください。',
  'sync-cannot-write': '"{file}" に書き込めません ({cause})。',
  'sync-cannot-write.hint': 'そのフォルダーに書き込めるユーザーで実行してください。',
  'sync-owner':
    '"{file}" の所有者はユーザー {uid}、グループ {gid} ですが、このユーザーでは同じ所有者にできません。',
  'sync-owner.hint': 'root またはそのユーザーで実行してください。',
  'sync-held': '"{file}" は別の kagimori が管理しています。',
  'sync-held.hint': '1つのファイルは1つの sync だけで管理してください。',
  'sync-no-lock': '"{file}" をロックできません。',
  'sync-no-lock.hint': 'flock (Debian の util-linux) と、フォルダーへの書き込み権限が必要です。',
  'sync-place-unknown': '{target} の "{place}" についての報告はありません。',
  'sync-place-unknown.hint': 'GET /api/v1/systems/{id}/sync-reports で確認できます。',
  'sync-too-many': '{system} にはすでに {most} 個のファイルの報告があります。',
  'sync-too-many.hint':
    '使わなくなったものを DELETE /api/v1/systems/{system}/sync-reports で削除してください。',
  'rotate-plan':
    'まだ何も変更していません。{at}: "{login}" のパスワードは現在 {now} で、変更後は {next} で保存されます。実行するには --apply を付けてください。',
  'rotate-cut-short':
    '"{file}" のパスワード変更が以前に途中で止まっています。元の内容は "{copy}" に残っています。',
  'rotate-cut-short.hint':
    'リストが正しければ控えを削除してください。そうでなければ元に戻し(cp "{copy}" "{file}")、サーバーに再読み込みさせ、控えを削除してから、もう一度実行してください。',
  'rotate-cut-short-plan':
    'このタスクの変更が以前に途中で止まっています。--apply はまず {copy} の内容を元に戻し、そのリンクを取り消します。',
  'rotate-cut-short-there':
    '{at} の "{login}" の以前の変更が完了していません。変更前の値は "{copy}" に封印されています。',
  'rotate-cut-short-there.hint':
    'その後に別の人が設定したか、別の作業が始めた変更です。ログインできるならそのファイルを削除し、できなければ先に手作業でパスワードを設定してください。その後、もう一度実行してください。',
  'rotate-changed-there':
    '{at} の "{login}" のパスワードはその間に別の人が変更したため、そのままにしました。',
  'rotate-changed-there.hint': 'どのパスワードが有効か確認してから、もう一度実行してください。',
  'rotate-journal': '{folder} に何も保存できません({cause})。途中で止まると元に戻せなくなります。',
  'rotate-journal.hint': '書き込めるデータフォルダーを --data または KAGIMORI_DATA で指定してください。',
  'rotate-journal-key': '{file} は別の指紋鍵で封印されています。',
  'rotate-journal-key.hint':
    '正しい鍵を KAGIMORI_FINGERPRINT_KEY_FILE で指定してください。鍵がない場合は手作業でパスワードを設定し、そのファイルを削除してください。',
  'rotate-put-back': '途中で止まった変更を {copy} から元に戻し、そのリンクを取り消しました。',
  'rotate-changed': '{at}: "{login}" のパスワードを変更しました。新旧両方をシステムに確かめています。',
  'rotate-proved':
    'システム "{system}" は "{login}" の新しいパスワードを受け入れ、古いものを拒否しました。タスクは閉じました。',
  'rotate-hand-over': '新しいパスワードは次のリンクから{expiresAt}まで一度だけ読めます: {link}',
  'rotate-restored': '{at}: 証明できなかったため、元に戻しました。{reason}',
  'rotate-not-restored': '{at}: 証明できず、元に戻すこともできませんでした: {cause}',
  'rotate-not-restored.hint':
    'ただちに "{login}" のアカウントを確認してください。新しいパスワードは {link} にあります。',
  'rotate-argument': 'パスワードは引数では受け取りません。この機械のほかの利用者に見えてしまいます。',
  'rotate-argument.hint':
    'タスクは1つだけ指定し、パスワードはプロンプト、標準入力、--old-password-file、--admin-password-file で渡してください。',
  'rotate-closed': 'タスク "{id}" は {status} のため、変更するものがありません。',
  'rotate-closed.hint': '待っているタスクは kagimori tasks list --status open で確認できます。',
  'rotate-old-missing':
    '"{login}" の古いパスワードがありません。それがないと、拒否されることを確かめられません。',
  'rotate-old-missing.hint': '--old-password-file FILE を指定するか、標準入力で渡してください。',
  'rotate-unreachable':
    'システム "{system}" のパスワードを変更する手段がありません(接続先のプロトコル: {protocols})。',
  'rotate-unreachable.hint':
    '--file でパスワードのファイルを指定するか、次のいずれかの接続先を登録してください: {known}',
  'rotate-file-kind': '"{file}" は {format} 形式で、この形式のパスワードは変更できません。',
  'rotate-file-kind.hint': '変更できる形式: {known}',
  'rotate-executor': '実行役 "{name}" はありません。',
  'rotate-executor.hint': '次のいずれかを指定してください: {known}',
  'rotate-needs': '{name} には {option} が必要です。',
  'rotate-needs.hint':
    'リストには --file FILE を、サーバーには --as LOGIN とその管理者のパスワードを指定してください。',
  'rotate-no-line': '"{file}" に "{login}" の行がありません。',
  'rotate-no-line.hint': 'サーバーが実際に読み込むファイルを指定してください。',
  'rotate-two-lines': '"{file}" に "{login}" の行が複数あります。',
  'rotate-two-lines.hint': 'サーバーが使っていない行を削除してください。',
  'rotate-shut':
    '"{file}" の "{login}" は無効にされています。新しいパスワードを設定すると使えるようになってしまいます。',
  'rotate-shut.hint': 'リストを取り込んでください。無効なアカウントに新しいパスワードは要りません。',
  'rotate-changed-meanwhile':
    '"{file}" の "{login}" の行はその間に別の人が変更したため、そのままにしました。',
  'rotate-changed-meanwhile.hint': 'その行を確認してから、もう一度実行してください。',
  'rotate-no-libcrypt': 'この機械では {scheme} のハッシュを作れません。libcryptがないか、古すぎます。',
  'rotate-no-libcrypt.hint': 'インストールするか(Debianのlibcrypt1)、サーバー上で実行してください。',
  'rotate-no-database': 'pure-pwで "{file}" から "{database}" を作れませんでした。',
  'rotate-no-database.hint':
    'この機械にpure-pwをインストールし(Debianのpure-ftpd-common)、書き込めるユーザーで実行してください。',
  'rotate-no-role': '{at} に、元に戻せるパスワードを持つ "{login}" がありません。',
  'rotate-no-role.hint':
    'ログイン名をシステムと見比べ、保存されたパスワードの値を読める管理者を使ってください。',
  'rotate-plugin':
    '{at} は "{login}"@"{host}" のパスワードを {plugin} で保存しており、パスワードそのものを文に入れずには変更できません。',
  'rotate-plugin.hint': 'サーバー上で手作業で変更し、kagimori tasks verify で証明してください。',
  'rotate-server': '{at} は "{as}" としての操作に応じませんでした({step}: {cause})。',
  'rotate-server.hint': '接続先、証明書、管理者のパスワードと権限を確認してください。',
  'rotate-reload': '変更後に "{command}" が失敗しました: {said}',
  'rotate-reload.hint': '--reload を直してください。元の内容は戻されます。',
  'handover-title': 'パスワードのお渡し',
  'handover-about': 'システム: {system} / ログイン名: {login}',
  'handover-waits':
    '{expiresAt}まで、一度だけ表示できます。周りに人がいない、保存できる場所で開いてください。',
  'handover-button': 'パスワードを表示',
  'handover-shown':
    '表示はこの一度だけです。リンクは使用済みで、控えは残っていません。パスワード管理ソフトに保存してから、このページを閉じてください。',
  'handover-gone':
    'このリンクには何もありません。すでに読まれたか、期限が過ぎたか、サービスが再起動されました。',
  'handover-gone.hint': '読んだ覚えがない場合は、すぐに管理者に知らせ、新しいリンクを頼んでください。',
  'handover-address': 'このリンクは {ip} からは読めません。',
  'handover-address.hint': '社内など、許可されたネットワークから開いてください。',
  'handover-unknown': '未読の受け渡し "{id}" はありません。',
  'handover-unknown.hint': '読まれたか、取り消されたか、期限切れです。ログで確認できます。',
  'handover-unread': 'タスク "{task}" には、まだ読まれていない受け渡し "{id}" があります。',
  'handover-unread.hint':
    '別の変更が進行中かもしれません。そうでなければ、読んでもらうか取り消してください: DELETE /api/v1/handovers/{id}',
  'handover-many': 'すでに{most}件の受け渡しが読まれるのを待っています。',
  'handover-many.hint': '読んでもらうか、取り消してください: DELETE /api/v1/handovers/{id}',
}
