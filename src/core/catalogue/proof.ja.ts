import type { proof as english } from './proof.en.ts'

/** The same in Japanese. */
export const proof: Readonly<Record<keyof typeof english, string>> = {
  'task-unknown': '変更タスク "{id}" はありません。',
  'task-unknown.hint': 'GET /api/v1/rotation-tasks で一覧を確認してください。',
  'task-closed': 'タスク "{id}" は既に {status} です。',
  'task-closed.hint': '再度変更が必要なら POST /api/v1/rotation-tasks で新しく作成してください。',
  'task-live': '"{system}" の "{login}" には既にタスク {id} があります。',
  'task-live.hint': 'そのタスクで進めてください: GET /api/v1/rotation-tasks/{id}',
  'task-not-proved': 'タスク "{id}" はまだ証明されていません。',
  'task-not-proved.hint':
    'パスワードを変更し、newPasswordとoldPasswordを送るか、システムのアカウント一覧を再度取り込んでください。',
  'task-due-past': 'タスクの期限 {dueAt} は現在({now})より前です。',
  'task-due-past.hint': 'これからの日時を書くか、dueAt を省いてください。省くとポリシーが期限を決めます。',
  'task-status-open': '未対応',
  'task-status-claimed': '申告済み',
  'task-status-seen-changed': '変更を検知',
  'task-status-verified': '証明済み',
  'task-status-waived': '許容中',
  'task-status-cancelled': '取り消し',
  'task-status-account-removed': 'アカウント削除',
  'task-status-reverted': '元に戻った',
  'proof-step': '作業「{id}」は{status}のため、{next}にはできません。',
  'proof-step.hint': 'ここから変更できる状態: {steps}。',
  'proof-old-missing': '「{login}」の元のパスワードがないため、拒否されることを確認できません。',
  'proof-old-missing.hint':
    'oldPasswordも送ってください。誰も覚えていない場合は、次のアカウント一覧を取り込むと変更の有無がわかります。',
  'proof-new-missing':
    '"{login}" の元のパスワードはタスクのものと一致しました。新しいパスワードがありません。',
  'proof-new-missing.hint': 'システムで変更してから、newPassword も送ってください。',
  'proof-old-unseen': '「{login}」の元のパスワードは読める形で確認されていないため、照合できません。',
  'proof-old-unseen.hint': '次のアカウント一覧を取り込んでください。ハッシュの変化がわかります。',
  'proof-old-differs': '「{login}」の元のパスワードとして渡されたものは、作業「{id}」の対象ではありません。',
  'proof-old-differs.hint': '作業が開かれた時に使われていたパスワードを渡してください。',
  'proof-not-askable': 'システム「{system}」には問い合わせできる接続先がありません。',
  'proof-not-askable.hint':
    'ログイン用の接続先(protocol、host、port)を登録するか、次のアカウント一覧を取り込んでください。',
  'proof-new-refused': 'システム「{system}」は「{login}」の新しいパスワードを拒否しました。',
  'proof-new-refused.hint': 'システム側で変更してから再度確認してください。元のパスワードは試していません。',
  'proof-new-refused-there':
    'システム「{system}」の {open} は「{login}」の新しいパスワードを受け付けましたが、{endpoint} は拒否しました。',
  'proof-new-refused-there.hint':
    'パスワードの保管先がもう 1 か所あります。そちらも変更してから再度確認してください。元のパスワードは試していません。',
  'proof-old-accepted': 'システム「{system}」は「{login}」の新しいパスワードも元のパスワードも受け付けます。',
  'proof-old-accepted.hint':
    '元のパスワードが残る場所(キャッシュ、複製、アプリ用パスワードなど)を調べてください。',
  'proof-unknown': 'システム「{system}」に「{login}」を問い合わせできませんでした: {endpoint}({reason})。',
  'proof-unknown-there':
    'システム「{system}」の {open} は「{login}」の新しいパスワードを受け付けましたが、{endpoint} には問い合わせできませんでした({reason})。',
  'proof-unknown-there.hint':
    '不明では確認になりません。原因を直して再度確認してください。誰もログインしない接続先は "purpose": "public" と登録します。',
  'proof-unknown.hint':
    '不明では確認になりません。原因を直して再度確認するか、次のアカウント一覧を取り込んでください。',
  'proof-no-password':
    'システム「{system}」の {endpoint} は、パスワードを求めずに「{login}」を開きました。どのパスワードが正しいか確認できません。',
  'proof-no-password.hint':
    'そこでは誰でもパスワードなしで入れます。まずその設定(trust、空のパスワード、全員に公開されたページなど)を改め、パスワードを変更してから再度確認してください。',
  'proof-asked-timed-out':
    '{endpoint} が時間内に応答しませんでした。混雑していないか、ファイアウォールで遮断されていないか確認してください。',
  'proof-asked-unreachable':
    '{endpoint} に応答がありません。サーバーが動いているか、ホストとポートの申告が正しいか確認してください。',
  'proof-asked-tls-failed':
    '{endpoint} が本物か確かめられません。証明書を更新するか、認証局を NODE_EXTRA_CA_CERTS に指定してください。SSH のホスト鍵が変わった場合は、システムの検査を実行してください。',
  'proof-asked-locked':
    '{endpoint} では「{login}」がロック中、無効、または期限切れです。解除してから再度確認してください。',
  'proof-asked-try-later': '{endpoint} は今ログインを受け付けていません。数分後に再度確認してください。',
  'proof-asked-not-offered':
    '{endpoint} はこの方法ではパスワードを受け付けません。パスワードでログインするエンドポイントを申告してください。',
  'proof-asked-denied-by-own-gate':
    '問い合わせ中に {endpoint} の Kagimori 自身のゲートが「{login}」を拒否したため、パスワードは照合されていません。GET /api/v1/decisions でアドレスと理由を確認し、Kagimori のアドレスを許可リストに加えてから再度確認してください。',
  'proof-asked-no-password-asked':
    '{endpoint} はパスワードを求めずに「{login}」を開きました。パスワードを求めるように設定してください。意図して公開している接続先は "purpose": "public" と、その先の保護されたページは "path" で登録します。',
  'proof-asked-plain-not-allowed':
    '{endpoint} の TLS が申告と合いません。TLS がない場合は "tls": "none" と申告してください。',
  'proof-asked-unreadable': '{endpoint} の応答をプロトコルとして読めません。申告が正しいか確認してください。',
  'proof-asked-budget-spent':
    '1 時間あたりの問い合わせの上限に達したか、もう一度拒否されるとアカウントがロックされるおそれがあります。後で再度確認してください。すぐにロックしないシステムでは lockoutAfterFailures を登録してください。',
  'proof-asked-outside-hours':
    'このシステムには今は問い合わせできません。許可された時間内に再度確認してください。',
  'proof-asked-internal-error': 'プローブ自体に障害が起きました。ログに詳細があります。',
  'probe-held': 'システム「{system}」には今「{login}」について問い合わせ中です。',
  'probe-held.hint':
    'その結果を待ってから、もう一度実行してください。異常終了で途切れた問い合わせは 1 分で無効になります。',
  'proof-running': '作業「{id}」は別のパスワードで確認中です。',
  'proof-running.hint': 'その結果を待ってから、もう一度実行してください。',
  'proof-place-unknown': '作業「{id}」に「{place}」という場所はありません。',
  'proof-place-unknown.hint': '登録されている場所: {places}。',
  'proof-place-twice': '場所「{place}」が二度書かれています。',
  'proof-place-twice.hint': '場所は一つずつ書いてください。',
  'proof-person-unknown': '「{person}」のアカウントも許可リストの項目も見つかりません。',
  'proof-person-unknown.hint':
    'アカウント一覧の所有者、ログイン名、メールアドレスのいずれかと同じ名前を書いてください。',
  'proof-leaver': '{person}さんは退職し、このパスワードを知っていました。',
  'proof-why-claim': '{by}さんが対応中です。',
  'proof-why-login': '別のパスワードでログインがありました。',
  'proof-why-old-at-login': '再び元のパスワードでログインがありました。',
  'proof-why-back-at-login': '変更の確認後に、元のパスワードでログインがありました。',
  'proof-why-back-in-list': '完了の後に、アカウント一覧{list}が再び元のパスワードを示しました。',
  'proof-why-old-in-list': 'アカウント一覧{list}は元のパスワードのままです。',
  'proof-why-list': 'アカウント一覧{list}が別の適切なパスワードを示しました。',
  'proof-why-shut': 'アカウント一覧{list}で、退職者のアカウントの停止を確認しました。',
  'proof-why-absent': 'アカウント一覧{list}にアカウントがなくなりました。',
  'proof-why-renamed':
    'アカウント一覧{list}で、なくなった{login}のパスワードがこのログイン名に使われています。',
  'proof-why-not-borne-out': 'アカウント一覧{list}では申告どおりの変更を確認できません。',
  'proof-recheck-open':
    'タスク「{id}」は {status} です。元のパスワードを試し直せるのは、証明されたタスクだけです。',
  'proof-recheck-open.hint': '先に kagimori tasks verify {id} で証明してください。',
  'proof-why-waiver-ended': '許容の期限が終わりました。',
  'proof-why-rechecked': '証明の後に試し直すと、システムが元のパスワードを受け付けました。',
  'proof-why-asked': 'システムが新しいパスワードを受け付け、元のパスワードを拒否しました。',
  'proof-why-half':
    'システムは新しいパスワードを受け付けましたが、元のパスワードの拒否は確認できていません。',
  'rotation-unchanged': '{login} のパスワードは以前のままです。',
  'rotation-unchanged.hint': 'システムで変更してから、アカウント一覧をもう一度取り込んでください。',
  'rotation-swapped-back': '{login} のパスワードは一度変更された後、元に戻されています。',
  'rotation-swapped-back.hint': 'ここで一度も使ったことのないものに変更してください。',
  'rotation-against-policy': '{login} の新しいパスワードはポリシーを満たしていません: {rules}',
  'rotation-against-policy.hint': 'より長く、無作為に作ったものにしてください。',
  'rotation-policy-undecided': '{login} の新しいパスワードがポリシーを満たすか判断できません（{rules}）。',
  'rotation-policy-undecided.hint':
    '文字数は範囲だけを保持しています。ポリシーの最小文字数は8、10、12、14、15、64のいずれかにしてください。',
  'rotation-used-before': '{login} の新しいパスワードは過去四回のどれかと同じです。',
  'rotation-used-before.hint': 'ここで一度も使ったことのないものにしてください。',
  'rotation-shared':
    '{login} の新しいパスワードは他のアカウントで使われているか、使われていたものです（{count}件）。',
  'rotation-shared.hint': '他のどこにも使っていないものにしてください。',
  'rotation-variant': '{login} の新しいパスワードは以前のものを少し変えただけです。',
  'rotation-variant.hint':
    '無関係なものにしてください。年の数字を変えたり一文字足したものは真っ先に試されます。',
  'rotation-not-rated': '{login} のハッシュは変わりましたが、新しいパスワードの強さを判定できません。',
  'rotation-not-rated.hint': '判定できる一覧(平文など)を取り込むか、理由を付けてタスクを取り消してください。',
  'rotation-locked':
    '{login} はロックされていて、どのパスワードでも開きません。以前のパスワードについては何も証明しません。',
  'rotation-locked.hint': '新しいパスワードを設定して取り込み直すか、アカウントを削除してください。',
  'rotation-not-shown': '取り込んだ一覧には {login} のパスワードがどの形でも含まれていません。',
  'rotation-not-shown.hint': 'パスワードかハッシュを含む一覧を取り込んでください。',
  'rotation-incomparable': '{login} のパスワードを以前のものと比べられません。',
  'rotation-incomparable.hint':
    '指紋の鍵か計算量が変わったか、以前のパスワードを見ていません。タスクを取り消して新しく開いてください。',
}
