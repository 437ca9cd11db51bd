/** Kinds of weak passwords met in Japanese companies. */
export const families = [
  'office words',
  'names',
  'places',
  'company and era',
  'look-alikes',
  'kana and kanji',
  'keyboards',
  'dates',
  'phones and postcodes',
  'two words',
  'servers',
  'greetings and figures',
] as const
export type Family = (typeof families)[number]
export type WeakList = Readonly<Record<Family, readonly string[]>>

/** Weak passwords the Japanese layer was tuned on; invented, 30 a family. */
export const weakTraining: WeakList = {
  'office words':
    listed(`zaiko123 keiri2024 Kanri01 juchuu1 hacchuu99 Seikyuu2023 souko7 eigyou! Jinji2022! soumu0401
    shachou1 tenpo05 uriage2025! nouhin12 denpyou777 shukka10 Nyuuka2024 siire123 mitsumori1 torihiki88 kokyaku2020
    kaikei!! kyuuyo25 tyuumon2024 shouhin1234 buchou55 kaigi2023 hinsitsu1 koujyou3 jimusyo2024!`),
  names:
    listed(`tanaka2024 Suzuki1985 satou123 takahashi0401 Yamamoto! kobayashi77 Ito2023! nakamura1990 saitoh12
    Katoh2024 yoshida8 sasaki1234 matumoto1 Hayashi2025! simizu99 hiroshi1970 yuuko0815 Takuya1988 misaki0303
    kenta2001! akiko55 Daisuke2020 youko1960 naoki0707 tarou123 t.tanaka2024 ysuzuki1 sato-hanako kimura_1975 inoue!23`),
  places:
    listed(`toukyou2024 Osaka2025! kyoto123 yokohama045 nagoya052 sapporo! Fukuoka1 koube78 sendai2020 hirosima1
    okinawa98 Hokkaido! sinjuku3 shibuya109 Ginza2024! ueno1234 akihabara1 asakusa7 umeda06 namba2024 chiba043
    saitama048 kanagawa1! shizuoka2 niigata25 Kanazawa2024 kumamoto096 kagosima1 naha2023! fujisan3776`),
  'company and era': listed(`aobashoji2024 aoba-R6 aobashouji! nihonbussan2023 yamadashouten1 satoukougyou99
    fujidenki2022! toukaiunyu55 maruichi2024 asahishokuhin12 daiichikensetsu1 kabushiki2024 sakurashoukai7 reiwa6
    heisei30 Shouwa64 reiwa2024! aobaH31 R5aoba kyouwasangyou01 yamamotogumi1 taiheiyou2020 hokuto-R4 midori.reiwa5
    taiyou2025! shouwa55nen keiri-R6 s60yamada midoridenki88 nipponkikai1`),
  'look-alikes':
    listed(`s@kura2024 t0ky0 k@nri123 T@naka! z@iko01 ke1ri2024 s0umu! 3igyou1 h1roshi p@ssw0rd k4nrisha
    n1hon2024 0saka! f@x1234 sh@ch0 uri@ge2023 den9you1 t3npo12 5uzuki 5atou99 y@m@da m0m1ji h1mawari1 nek0neko
    d0raemon p1kachu1 g4nbare r3iwa6 @oba2024! adm1n2024`),
  'kana and kanji':
    listed(`さくら123 たなか2024 とうきょう1 ありがとう! 在庫管理1 経理2024 管理者 東京2025 田中1234 サクラ2024
    パスワード ｻｸﾗ2023 営業部1 総務2024! 日本123 令和6年 青葉商事 ｔａｎａｋａ２０２４ こんにちは1 大阪！ 山田太郎 富士山3776 ねこ222
    ドラえもん 桜2024 社長1 秘密123 給与2023 会社2024 名古屋052`),
  keyboards:
    listed(`1qaz2wsx qwerty123 asdfghjkl 1q2w3e4r zaq12wsx qazwsxedc adgjmptw zxcvbnm1 !QAZ2wsx qwertyuiop@[
    asdf;:]  1qaz!QAZ poiuytrewq qweasdzxc 12qwaszx asdfghjkl;:] zxcvbnm,./ 1qazxsw2 qwer1234 asdf5678 zxcv2024
    rfvtgb  4rfv5tgb 0okm9ijn xho2024 qut1 329329 32229 q1w2e3r4 1234qwer`),
  dates:
    listed(`20240401 19850412 2024/04/01 2023-12-25 240401 R7.4.1 r070401 H30.5.1 s600101 reiwa6.4.1 令和7年4月1日
    昭和64年 heisei31 H310430 S55.8.15 20250101! 1975.3.3 r6 19991231 1122 0401 20201010a 2024nen4gatsu H300401
    平成30年4月 197001 2026年 reiwa7 r7.10 19640101`),
  'phones and postcodes':
    listed(`03-1234-5678 0312345678 090-1234-5678 09012345678 0120-123-456 0120444444 06-6345-1234
    0663451234 045-211-4567 08055556666 150-0001 1500001 〒100-0001 530-0001 5300001 tel0312345678 052-951-3456
    0529513456 070-1111-2222 0570-012-345 zip4500002 460-0008 8120011 092-471-0001 03(1234)5678 fax0368901234
    011-222-3333 980-0021 0222635678 05012345678`),
  'two words':
    listed(`tokyoosaka sakuraneko tanakataro nekoinu zaikokanri keirisoumu Haru-Natsu kanripass adminkanri
    eigyoubu1 yamakawa12 sakura_momiji himitsupass ichigomilk kaisya-pass watashinopasu SushiRamen hosinosora
    akaiao12 souko_kagi uriagedata yukihana2024 nihonjapan umiyama! kanrisha-pass momotarou1 dekirukana tomodachi100
    hanamiSake ohayousekai`),
  servers: listed(`admin123 ftp2024 webdav1 root1234 server01 Backup2024! mail123 shop2023 ftpuser1 webadmin
    test2024! sysadmin01 password1 Pass2024! pass1234 user001 guest123 master99 Admin@123 root@2024 welcome1
    ftp-user nas2022 vpn12345 wifi2024! postgres1 mysql123 eccube2024 wordpress! kanriserver`),
  'greetings and figures':
    listed(`arigatou1 ohayou123 konnichiwa! daisuki2024 aishiteru1 yoroshiku4649 ganbare99 Doraemon1
    pikachu25 totoro2024 pokemon151 anpanman3 naruto77 gundam0079 onepiece123 kitty2020! sayonara1 tomodachi12
    siawase1 nekoneko22 hanshin1985 tigers123 kyojin3 himawari8 sakura39 momo2022 ichigo15 kuma9696 luffy2024! miku39`),
}

function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
