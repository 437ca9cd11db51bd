/**
 * What a list of accounts may say of each: the field, and the headers that name it in English and Japanese, between
 * blanks. Compared after folding (see `foldHeader`), so width, case, spaces, underscores and hyphens do not matter.
 */
export const aliases = {
  login: `
    ログインID ログイン名 ログインアカウント ログインユーザー ログイン ユーザーID ユーザID 利用者ID
    会員ID アカウントID アカウント名 アカウント ユーザー名 ユーザ名 ユーザー ユーザ login login_id
    login_name logon_name user user_id uid username account account_id account_name sAMAccountName`,
  password: `
    パスワード ログインパスワード パス 暗証番号 暗証 平文パスワード password pass passwd pwd
    passphrase pin plain_password login_password 初期パスワード 仮パスワード initial_password
    temporary_password`,
  passwordHash: `
    パスワードハッシュ ハッシュ ハッシュ値 暗号化パスワード password_hash hashed_password hash
    pass_hash pwd_hash encrypted_password password_digest crypted_password`,
  hashScheme: `
    ハッシュ方式 ハッシュアルゴリズム 暗号化方式 hash_scheme hash_type hash_algorithm algorithm
    password_scheme scheme`,
  salt: 'ソルト ソルト値 salt password_salt pass_salt passwd_salt pwd_salt hash_salt',
  displayName: `
    氏名 名前 表示名 利用者名 使用者名 使用者 利用者 社員名 会員名 お名前 姓名 ユーザー名 ユーザ名
    ユーザー氏名 display_name full_name name real_name`,
  email: `
    メールアドレス メール Eメール 電子メール メアド email e-mail mail email_address mail_address`,
  phone: `
    電話番号 電話 携帯電話 携帯番号 携帯電話番号 連絡先電話番号 TEL phone telephone mobile
    phone_number`,
  owner: '担当者 管理責任者 責任者 所有者 担当 管理担当者 管理者 owner responsible contact',
  role: `
    権限 役割 ロール 権限区分 ユーザー種別 ユーザ種別 アカウント種別 ユーザー区分 権限レベル role
    roles privilege user_type account_type permission`,
  enabled: `
    状態 ステータス 有効 有効/無効 有効・無効 有効フラグ 利用状況 使用状況 利用状態 アカウント状態
    status state enabled active is_active is_enabled account_status`,
  disabled: `
    無効 無効フラグ 停止 停止フラグ 利用停止 ロック ロックフラグ ロック状態 削除フラグ disabled
    is_disabled locked is_locked account_locked suspended deleted is_deleted del_flg del_flag
    delete_flg delete_flag`,
  lastLoginAt: `
    最終ログイン日時 最終ログイン日 最終ログイン 前回ログイン日時 前回ログイン 最終利用日 最終利用日時
    最終アクセス日時 最終使用日 last_login last_login_at last_login_date last_logon last_seen
    last_access last_used login_date`,
  passwordChangedAt: `
    パスワード変更日 パスワード変更日時 パスワード更新日 パスワード更新日時 パスワード設定日
    パスワード最終変更日 最終パスワード変更日 PW変更日 password_changed_at password_changed
    password_updated_at password_last_changed password_last_set pwd_last_set password_date`,
  createdAt: `
    作成日 作成日時 登録日 登録日時 発行日 発行日時 開設日 created_at created creation_date
    date_joined registered_at`,
  expiresAt: `
    有効期限 利用期限 使用期限 アカウント有効期限 期限 失効日 expires_at expires expiry valid_until
    expiration_date expiry_date`,
  leftAt: `
    退職日 退職年月日 退社日 離職日 異動日 退会日 left_at leave_date left termination_date
    terminated_at`,
  shared: '共有 共用 共有アカウント 共用アカウント 共有フラグ 共用フラグ 共有区分 shared is_shared',
  mfa: `
    多要素 多要素認証 二段階 二段階認証 2段階認証 二要素認証 2要素認証 ワンタイムパスワード mfa 2fa
    mfa_enabled two_factor two_factor_enabled totp`,
  vendor: '委託先 委託 外部委託 委託先アカウント 外部 社外 vendor is_vendor external contractor',
  initial: `
    初期 初期パスワードのまま 初期パスワード使用中 パスワード未変更 要変更 初回変更要 initial
    must_change_password force_change`,
  purpose: '用途 利用目的 使用目的 目的 purpose usage',
  reviewedAt: `
    棚卸日 棚卸日時 最終棚卸日 棚卸実施日 確認日 見直し日 reviewed_at review_date last_review`,
  dailyUse: '日常利用 日常使用 普段使い 常用 daily_use daily',
  compromisedAt: '漏えい日 漏洩日 流出日 侵害日 compromised_at compromised leaked_at breached_at',
  networks: `
    接続元 接続元IP 許可IP 許可IPアドレス 接続元IPアドレス 接続許可IP allowed_ips allowed_ip
    allowed_networks networks allow_nets`,
} as const

export type Field = keyof typeof aliases

/** Taken for the login only where nothing better is there, and only beside a password. */
export const lastResortLogins =
  'ID メールアドレス メール Eメール 電子メール email mail email_address mail_address'

/** Texts that only describe: of several such headers the first in the table counts. The other fields decide something. */
export const descriptive: ReadonlySet<Field> = new Set(['displayName', 'email', 'phone', 'owner', 'purpose'])
