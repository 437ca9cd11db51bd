import type { doctor as english } from './doctor.en.ts'

/** The same in Japanese. */
export const doctor: Readonly<Record<keyof typeof english, string>> = {
  'doctor-head-verdict': '判定',
  'doctor-head-from': '接続元',
  'doctor-head-found': '結果',
  'doctor-verdict-good': '良好',
  'doctor-verdict-bad': '問題あり',
  'doctor-verdict-unknown': '不明',
  'doctor-no-answer': 'サーバーが応答しません ({trouble})。',
  'doctor-no-answer.hint': '--url と、--from のアドレスがこのマシンにあるかを確認してください。',
  'doctor-other-family': 'このアドレスとサーバーのアドレスは、種類 (IPv4 と IPv6) が異なります。',
  'doctor-other-family.hint': 'サーバーと同じ種類のアドレスを --from で指定してください。',
  'doctor-server-fault': 'Kagimori は判定しましたが、サーバーの応答は {status} です。',
  'doctor-server-fault.hint': '問題はゲートの先にあります。サーバーのエラーログを確認してください。',
  'doctor-kept-out': 'Kagimori は許可していますが、サーバーの応答は 403 です。',
  'doctor-kept-out.hint': 'サーバーの別の規則が拒否しています。deny、Require、return 403 を探してください。',
  'doctor-let-in': 'Kagimori は拒否していますが、サーバーの応答は {status} です。',
  'doctor-let-in.hint':
    'サーバーは問い合わせても従っていません。行が足りないか、"satisfy any" により別の規則だけで通ります。',
  'doctor-other-page':
    'Kagimori は拒否しています。サーバーの応答は {status} で、許可された人とは別のページです。',
  'doctor-other-page.hint':
    '拒否のページであれば 403 で返すようにしてください (nginx では error_page 403 から "=200" を外します)。そうでなければ、サーバーは従っていません。',
  'doctor-out': '許可リストどおり拒否されます。',
  'doctor-in': '許可リストどおり接続できます ({status})。',
  'doctor-reports-only': '記録のみの設定なので接続できます。強制すれば拒否されます。',
  'doctor-reports-only.hint': '"mode": "enforce" にしてから、もう一度確認してください。',
  'doctor-no-address': 'サーバーは問い合わせますが、アドレスを伝えていません。',
  'doctor-no-address.hint': '訪問者のアドレスを伝える行が足りません。',
  'doctor-other-address': 'サーバーは代わりに {seen} について問い合わせました。',
  'doctor-other-address.hint':
    'プロキシのアドレスを伝えているか、途中でアドレスが変換されているか、別の訪問者です。',
  'doctor-cannot-ask': 'サーバーは問い合わせずに {status} を返しました。Kagimori に接続できていません。',
  'doctor-cannot-ask.hint': '設定にある Kagimori のアドレスと、途中のファイアウォールを確認してください。',
  'doctor-token': 'サーバーの応答は 403 ですが、Kagimori は判定していません。トークンがないか誤っています。',
  'doctor-token.hint':
    'スコープ decide のトークンを、サーバーの接続元アドレスに限定して発行してください。またはサーバー自身が拒否しています。',
  'doctor-not-asked': 'サーバーは問い合わせずに {status} を返しました。問い合わせる行がありません。',
  'doctor-not-asked.hint':
    'このページに応答する場所そのものに書いてください。return と rewrite は素通りします。その後、再読み込みしてください。',
  'doctor-password-first':
    'サーバーは先にパスワードを求めます (401)。パスワードなしでは、Kagimori に問い合わせるかどうか分かりません。',
  'doctor-password-first.hint':
    'ブラウザーでログインしてから GET /api/v1/decisions を確認してください。訪問の記録がなければ、問い合わせる行がありません。',
  'doctor-spoofed': '{header}: {claimed} を送れば、{claimed} からの接続として扱われます。',
  'doctor-spoofed.hint': '接続元のアドレスでヘッダーを上書きし、実在するプロキシだけを信頼してください。',
  'doctor-spoof-unknown': '問い合わせがないため、{header} で騙せるかどうか分かりません。',
  'doctor-not-spoofed': '{claimed} と名乗っても通りません。',
  'doctor-none-inside': '許可されたアドレスからの確認がありません。',
  'doctor-none-inside.hint': '--from で指定するか、このマシンを1時間だけ許可リストに加えてください。',
  'doctor-none-outside': '拒否されるアドレスからの確認がありません。',
  'doctor-none-outside.hint': '--from でこのマシンの別のアドレスを指定するか、別のマシンで実行してください。',
  'doctor-no-gate': 'ここからは Kagimori のゲートが応答しません。',
  'doctor-closed-gate': 'Kagimori のゲートは、トークンなしでは応じません。',
  'doctor-open-gate': 'Kagimori のゲートは、トークンのない問い合わせに {status} を返します。',
  'doctor-open-gate.hint': 'Kagimori の前にあるプロキシがトークンを付けていないか確認してください。',
  'doctor-login-in': 'このアドレスについて問い合わせ、許可リストどおりログインできます。',
  'doctor-login-asked': 'このアドレスについて問い合わせ、許可リストどおりログインを試みることができます。',
  'doctor-login-kept-out': 'Kagimori はこのアドレスを許可していますが、サーバーは追い返します: {words}',
  'doctor-login-kept-out.hint':
    'サーバーの別の規則が拒否しています。hosts.deny、AllowUsers、接続数の上限を確認してください。',
  'doctor-login-wrong': 'Kagimori はこのアドレスを許可していますが、サーバーはログインを拒否します: {words}',
  'doctor-login-wrong.hint':
    '--login とそのパスワードまたは鍵を確認してください。正しければ、サーバーの別の規則が拒否しています。',
  'doctor-login-let-in': 'Kagimori はこのアドレスを拒否していますが、サーバーは先へ進みます: {words}',
  'doctor-login-let-in.hint':
    'サーバーは問い合わせても従っていません。行が足りないか、別のログイン方法だけで通ります。',
  'doctor-login-unseen':
    'Kagimori はこのアドレスを拒否し、架空のログインも拒否されました。正しいログインが拒否されるかは確認できません。',
  'doctor-login-unseen.hint':
    '確認専用のログインを --login 名前 --password-file ファイル(SSHでは --key ファイル)で指定してください。',
  'doctor-login-unasked': 'サーバーは Kagimori に問い合わせずにログインまで進みました: {words}',
  'doctor-login-unasked.hint':
    '問い合わせる行がないか、Kagimori に接続できずパスワードだけで判断しています。',
  'doctor-login-unasked-in': 'サーバーは Kagimori に問い合わせずにこのログインを通しました。',
  'doctor-login-unasked-in.hint': '問い合わせる行がないか、Kagimori に接続できないときに全員を通す設定です。',
  'doctor-login-unheard': 'サーバーは誰でも追い返し、Kagimori は何も判定していません: {words}',
  'doctor-login-unheard.hint':
    'Kagimori に接続できないか、トークンがないか誤っているか、サーバーの別の規則が先に働いています。',
  'doctor-login-otherwise':
    'Kagimori はこのアドレスを許可していますが、このログインは許可していません: {reason}',
  'doctor-login-otherwise.hint':
    'アドレスの判定を見るには、許可されるログインを --login で指定してください。',
  'doctor-login-needed':
    'サーバーは応答します。正しい鍵かパスワードの後でしか問い合わせないため、これ以上は確認できません。',
  'doctor-login-needed.hint':
    '確認専用のログインを --login 名前 と --key ファイル または --password-file ファイル で指定してください。',
  'doctor-login-too-early': 'Kagimori に問い合わせる前にログインが終わりました: {words}',
  'doctor-login-too-early.hint':
    '鍵またはパスワードは正しいですか。正しければ、問い合わせる行がないか、Kagimori に接続できていません。',
  'doctor-login-alone': '--password-file と --key には --login が必要です。',
  'doctor-login-alone.hint':
    '例えば --login doctor --password-file /etc/kagimori/doctor.password と指定してください。',
  'doctor-login-nobody':
    '架空のログインは拒否され、問い合わせはありません。ProFTPD などは、知っているログインしか問い合わせません。',
  'doctor-login-nobody.hint':
    '実在するログインを --login で指定するか(パスワードは不要)、--server でサーバーを指定してください。',
  'doctor-url': '"{text}" は確認できるアドレスではありません。',
  'doctor-url.hint':
    '例えば https://shop.aoba.example/admin/、ftp://192.0.2.20、imaps://mail.aoba.example と指定してください。使えるのは {known} です。',
  'doctor-server': '"{server}" のページはありません。',
  'doctor-server.hint': '次のいずれかを指定してください: {known}。',
}
