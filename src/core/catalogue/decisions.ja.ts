import type { decisions as english } from './decisions.en.ts'

/** The same in Japanese. */
export const decisions: Readonly<Record<keyof typeof english, string>> = {
  'radius-file': 'ファイル {file} を読めません。',
  'radius-file.hint': 'ファイルの有無と読み取り権限を確認してください。',
  'radius-clients-form': '{file} は YAML として読めません({line} 行目)。',
  'radius-clients-form.hint':
    'クライアントごとにリストの項目を1つ書いてください。例は docs/gates/radius.ja.md にあります。',
  'radius-clients-none': '{file} はクライアントのリストではありません。',
  'radius-clients-none.hint':
    'クライアントごとにリストの項目を1つ書いてください。例は docs/gates/radius.ja.md にあります。',
  'radius-client-key': '{file} の {number} 番目のクライアントに未知のキー "{key}" があります。',
  'radius-client-key.hint': '使えるキー: {known}',
  'radius-client-value': '{file} の {number} 番目のクライアント: {key} の値 "{text}" は使えません。',
  'radius-client-value.hint': '例: {key}: {wanted}',
  'radius-client-way':
    '{file} の {number} 番目のクライアントには upstream か decides のどちらか一方だけを書いてください。',
  'radius-client-way.hint':
    'パスワードを確認する RADIUS サーバーを upstream: host:port で指定します。クライアント自身が確認する場合だけ decides: address-only とします(ここではどのパスワードも通るためです)。',
  'radius-client-unsigned':
    '{file} の {number} 番目のクライアントは Message-Authenticator を省けることになっていますが、{network} はこのマシンだけではありません。',
  'radius-client-unsigned.hint':
    'クライアントに送らせ、この行を消してください。ないと、通信経路にいる者が拒否を許可に変えられます(CVE-2024-3596)。',
  'radius-client-twice':
    '{file} の {number} 番目のクライアントのネットワーク {network} は、ほかのクライアントと重複しています。',
  'radius-client-twice.hint': 'ネットワークごとにクライアントを1つだけ書いてください。',
  'radius-secret-short':
    '{file} の共有秘密は {length} バイトです。RADIUS では {shortest} バイト以上が必要です。',
  'radius-secret-short.hint': '両側に乱数を設定してください。例: openssl rand -hex 24',
  'listener-place': 'ゲート {gate} は {place} で待ち受けできません({code})。',
  'listener-place.hint':
    'ほかのプログラムが使っていないこと、このユーザーで待ち受けできることを確認してください。',
  'decision-listed': 'アドレスは登録 {network} に含まれます。',
  'decision-not-listed': 'アドレスは許可リストのどの登録にも含まれません。',
  'decision-no-allowlist': 'このシステムには、誰かを許可する許可リストがありません。',
  'decision-expired': '登録 {network} は {expiresAt} に終わりました。',
  'decision-unknown-system': 'このシステムは登録されていません。',
  'decision-not-an-address': '与えられたものは IP アドレスではありません。',
  'decision-no-address': 'ゲートから接続元アドレスが届いていません。',
  'decision-name-for-address':
    'アドレスの代わりに名前が届きました。名前はアドレスの持ち主が自由に決められます。',
  'decision-addresses-differ':
    'X-Real-IP と X-Forwarded-For が別のアドレスを示しています。Web サーバーが両方を設定していません。',
  'decision-malformed': 'ゲートから届いた内容を問い合わせとして、またはログインとして読み取れません。',
  'decision-internal-error': 'こちらの不具合で判定できませんでした。ログに記録しました。',
  'decision-default-password': '初期パスワードのままで、変更の猶予期間が過ぎています。',
  'decision-leaked-password': '漏えい済みのパスワードで、変更の猶予期間が過ぎています。',
  'decision-rotation-overdue': 'パスワードの変更期限と猶予期間が過ぎています。',
  'decision-not-compared':
    '時間内にパスワードを比較できませんでした。少し待ってから、もう一度試してください。',
  'decision-outside-hours': '利用が許可された時間帯ではありません。',
  'decision-unknown-login': 'システムの最新の一覧に、このログインのアカウントはありません。',
  'decision-account-closed': 'アカウントは停止・期限切れ・削除済みか、所有者が退職しています。',
  'decision-throttled': 'このアカウントまたはこのアドレスでログインの失敗が続いています。',
  'decision-report': '記録だけのシステムなので、それでも通しました。',
  'gate-denied': 'このアドレスからは利用できません',
  'gate-denied-advice': '利用できるはずの場合は、この番号を添えて管理者に連絡してください: {request}',
  'unlock-done':
    'kagimori 自身の許可リストを取り除きました(項目: {count})。トークンがあればどのアドレスからも呼び出せます。',
  'unlock-elsewhere': 'このデータベースで動いているサービスには1分以内に伝わります。',
  'unlock-none': 'kagimori 自身の許可リストはありません。何も変更していません。',
}
