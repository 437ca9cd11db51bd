import type { Role } from './account.ts'

interface Words {
  readonly yes: readonly string[]
  readonly no: readonly string[]
}

/** Words between blanks; compared after NFKC and lower case. */
function words(yes: string, no: string): Words {
  return { yes: yes.trim().split(/\s+/), no: no.trim().split(/\s+/) }
}

function joined(...sets: readonly Words[]): Words {
  return { yes: sets.flatMap(set => set.yes), no: sets.flatMap(set => set.no) }
}

/** A yes or no whatever is asked. */
const flag = words(
  '1 yes y true t on ○ ◯ 〇 ● ✓ ✔ はい 有 有り あり する 済 済み 該当',
  '0 no n false f off × ✕ ✗ いいえ 無 無し なし しない 未 非該当',
)
/** What may be set up or not. */
const setting = words(
  '有効 設定済 設定済み 登録済 登録済み enabled active',
  '無効 未設定 未登録 disabled inactive',
)
/** How an account, or whoever holds it, stands. */
const standing = words(
  '利用中 使用中 利用可 使用可 在籍 在籍中 在職 在職中 稼働 稼働中 現役 通常 正常 enable activated valid ok open',
  `停止 停止中 停止済 利用停止 使用停止 利用不可 使用不可 休止 休止中 ロック ロック中 ロック済 凍結 退職 退職済 退職済み
  退会 退会済 退会済み 廃止 削除 削除済 削除済み 期限切れ 失効 disable locked lock suspended deleted terminated retired
  expired closed invalid blocked left`,
)

/** What the cells of a yes-or-no field may say. In `disabled` a word such as 停止 means yes. */
const booleanWords = {
  enabled: joined(flag, setting, standing),
  disabled: joined(flag, { yes: standing.no, no: standing.yes }),
  shared: joined(flag, words('共有 共用 shared', '個人 個別 専用 personal individual')),
  mfa: joined(flag, setting, words('必須 required', '任意 不要')),
  vendor: joined(flag, words('委託 委託先 外部 社外 external vendor', '社内 自社 社員 internal employee')),
  initial: joined(flag, words('初期 初期のまま 未変更 initial', '変更済 変更済み changed')),
  dailyUse: flag,
} as const satisfies Readonly<Record<string, Words>>

export type BooleanField = keyof typeof booleanWords

const roleWords: Readonly<Record<Role, string>> = {
  admin: `管理者 管理 管理者権限 システム管理者 システム管理 全体管理者 特権 特権管理者 スーパーユーザー admin admins
    administrator administrators root superuser super_admin sysadmin system_administrator`,
  user: `一般 一般ユーザー 一般ユーザ 一般利用者 利用者 ユーザー ユーザ 社員 会員 担当者 閲覧 閲覧者 閲覧のみ 参照 参照のみ 編集者
    user users general member viewer editor guest readonly read-only standard customer subscriber`,
  service:
    'サービス サービスアカウント システム システム連携 連携 連携用 バッチ service service_account system batch daemon bot api',
}
const roles = new Map(
  Object.entries(roleWords).flatMap(([role, text]) =>
    text.split(/\s+/).map(word => [fold(word), role as Role]),
  ),
)

const truths = new Map(
  Object.entries(booleanWords).map(([field, { yes, no }]) => [
    field,
    new Map([
      ...yes.map(word => [fold(word), true] as const),
      ...no.map(word => [fold(word), false] as const),
    ]),
  ]),
)

/** What a yes-or-no cell says; undefined for a word it has none of, which is never taken for either. */
export function readWrittenBoolean(field: BooleanField, text: string): boolean | undefined {
  const words = truths.get(field)
  // Most lists write the words as they stand here, and folding takes ten times as long as looking.
  return words?.get(text) ?? words?.get(fold(text))
}

/** A role by its usual names; undefined for any other text, of which nothing is known. */
export function readWrittenRole(text: string): Role | undefined {
  return roles.get(text) ?? roles.get(fold(text))
}

/** Words a refusal may offer for the field, the plainest first. */
export function wordsFor(field: BooleanField): string {
  const { yes, no } = booleanWords[field]
  const own = (all: readonly string[], common: readonly string[]) =>
    all.filter(word => !common.includes(word)).slice(0, 4)
  const pairs = ['1/0', 'yes/no', 'true/false', '○/×', 'あり/なし']
  return [...pairs, ...own(yes, flag.yes), ...own(no, flag.no)].join(', ')
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
