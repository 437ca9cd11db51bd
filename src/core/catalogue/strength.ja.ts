import type { strength as english } from './strength.en.ts'

/** The same in Japanese. */
export const strength: Readonly<Record<keyof typeof english, string>> = {
  'generator-length':
    'ポリシーは{minLength}文字以上を求めていますが、最大{maxLength}文字までしか使えません。',
  'generator-length.hint':
    'maxLength またはシステムの上限(maxPasswordLength、truncatesPasswordAt)を広げるか、多要素認証を必須にするか、minLength のより小さいポリシーを割り当ててください。',
  'generator-bits': '{bits}ビットには届きません。使用できる文字{maxLength}文字では最大{most}ビットです。',
  'generator-bits.hint':
    'bits を小さくするか、システムの制限(maxPasswordLength、truncatesPasswordAt、passwordSymbols)を広げてください。',
  'generator-bits-passphrase':
    '{bits}ビットのパスフレーズは作成できません。使用できる文字{maxLength}文字では最大{most}ビットです。',
  'generator-bits-passphrase.hint':
    'kind に random を指定するか、bits を小さくするか、システムの制限(maxPasswordLength、truncatesPasswordAt、passwordSymbols)を広げてください。',
  'generator-made': 'いずれも{bits}ビットで、ポリシー "{policy}" に適合しています。',
  'generator-refused':
    'この条件で作成した{bits}ビットのパスワードは、ポリシー "{policy}" の {rules} により受け入れられません。',
  'generator-refused.hint':
    'bits を大きくするか、kind を変えるか、使用できる文字を増やすか、該当するルールの設定を見直してください。',
  'strength-straight-row': 'キーの並びそのままのパスワードは推測されやすくなります。',
  'strength-keyboard-pattern': 'キーボード上の短い並びは推測されやすくなります。',
  'strength-repeat': '同じ文字の繰り返しは推測されやすくなります。',
  'strength-repeated-block': '同じ文字列を繰り返しても、推測の難しさはほとんど変わりません。',
  'strength-sequence': 'abc や 6543 のような連続は推測されやすくなります。',
  'strength-year': '最近の年は推測されやすくなります。',
  'strength-date': '日付は推測されやすくなります。',
  'strength-top-10': '最も使われている10個のパスワードの一つです。',
  'strength-top-100': '最も使われている100個のパスワードの一つです。',
  'strength-very-common': '非常によく使われるパスワードです。',
  'strength-similar-to-common': '多くの人が使うパスワードによく似ています。',
  'strength-single-word': '単語一つだけでは推測されやすくなります。',
  'strength-single-name': '名前だけでは推測されやすくなります。',
  'strength-common-name': 'よくある名前は推測されやすくなります。',
  'strength-use-few-words': '互いに関係のない単語をいくつか並べてください。',
  'strength-no-symbols-needed': '十分に長ければ、記号・数字・大文字は不要です。',
  'strength-add-words': 'なるべく珍しい単語を一つか二つ加えてください。',
  'strength-longer-pattern': '並びを使うなら、より長く、曲がりの多いものにしてください。',
  'strength-avoid-repeats': '単語や文字の繰り返しを避けてください。',
  'strength-avoid-sequences': '文字や数字の連続を避けてください。',
  'strength-avoid-years': '最近の年を避けてください。',
  'strength-avoid-own-years': 'ご自身に関わる年を避けてください。',
  'strength-avoid-own-dates': 'ご自身に関わる日付や年を避けてください。',
  'strength-capitals': '先頭を大文字にしても、ほとんど強くなりません。',
  'strength-all-capitals': 'すべて大文字にしても、小文字とほとんど変わりません。',
  'strength-reversed': '単語を逆さに書いても、ほとんど強くなりません。',
  'strength-substitutions': 'a を @ にするような置き換えでは、ほとんど強くなりません。',
  'strength-own-word': 'ログイン名・氏名・会社名・システム名など、このアカウントにまつわる言葉です。',
  'strength-own-word-with-ending': 'アカウント・会社・システムの名前に数字や記号を付けただけのものです。',
  'strength-word-with-ending': 'よく使われる言葉に数字や記号を足しただけのものは、真っ先に試されます。',
  'strength-two-words': 'よく使われる言葉を二つつなげても、推測されやすいままです。',
  'strength-number-with-signs': '数字を記号で区切っただけのものは推測されやすくなります。',
  'strength-place': '地名や駅名は推測されやすくなります。',
  'strength-trade-word': '職場や業務、サーバーの用語は推測されやすくなります。',
  'strength-japanese-word': '日本語の単語は、つづり方を変えても推測されやすくなります。',
  'strength-number-word': '語呂合わせの数字は推測されやすくなります。',
  'strength-kana-keys': 'かな入力の並びを英字キーで打ったものは推測されやすくなります。',
  'strength-phone-keys': '電話のキーで打った言葉は推測されやすくなります。',
  'strength-japanese-keyboard': '日本語キーボードで隣り合うキーの並びは推測されやすくなります。',
  'strength-era-date': '元号の年や日付は推測されやすくなります。',
  'strength-phone': '電話番号は推測されやすくなります。',
  'strength-postcode': '郵便番号は推測されやすくなります。',
  'strength-avoid-own-numbers': '電話番号や郵便番号を避けてください。',
  'strength-rated-head': '長いパスワードのため、先頭部分だけを評価しました。',
  'fingerprint-key-exposed': '鍵ファイル {file} はこのマシンの全利用者が読めます(モード {mode})。',
  'fingerprint-key-exposed.hint': '次を実行してください: chmod 600 {file}',
  'fingerprint-key-file': '鍵ファイル {file} を読むことも作ることもできません ({code})。',
  'fingerprint-key-file.hint':
    'このユーザーが読めるファイルか、作成できるフォルダーの中のファイルを KAGIMORI_FINGERPRINT_KEY_FILE で指定してください。',
  'fingerprint-key-short': '鍵ファイル {file} に、16進数またはbase64で書かれた32バイトの鍵がありません。',
  'fingerprint-key-short.hint':
    '正しい鍵ファイルを復元するか、空のデータフォルダーで始めてください。その場合は新しい鍵が作られます。',
  'fingerprint-key-missing':
    '鍵ファイル {file} がありません。ここに保存されたアカウントは鍵 {kept} で作られています。',
  'fingerprint-key-missing.hint':
    'その鍵ファイルを復元するか、空のデータフォルダーで始めてください。バックアップに鍵は含まれません。',
  'fingerprint-key-other':
    '{file} の鍵は {id} ですが、ここに保存されたアカウントは鍵 {kept} で作られています。',
  'fingerprint-key-other.hint':
    '正しい鍵ファイルを復元するか、空のデータフォルダーで始めてください。バックアップに鍵は含まれません。',
}
