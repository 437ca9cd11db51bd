import type { WeakList } from './weak-training.ts'

/** Weak passwords kept for measuring alone: nothing was tuned on them. Invented, with other words and endings, 30 a family. */
export const weakTest: WeakList = {
  'office words':
    listed(`nyuukin2024 Shiharai1 keiyaku2023! ryoushuu7 tanaoroshi12 hinban99 haisou2022 koubai1! kessan0331
    yosan2025 kintai123 Meibo2021 shorui55 jimuin1 kachou2024 senmu! torishimariyaku1 unsou88 butsuryuu2023 sekkei01
    kaihatsu2024! gijutsu3 keihi777 furikomi2020 tokuisaki1 Shiiresaki9 kakaku100 syukkin2024 tyouhyou1 oroshi2023`),
  names:
    listed(`Mori2024! ishikawa1982 maeda0512 fujita88 Okada123 hasegawa2023 murakami7 kondou99! ishii1977 endoh1
    aokiaoki fukuda2025 miura123! harada0909 Nishimura1 tsuchiya66 kazuhiko1965 sachiko1122 tomomi88 Ryouta2003
    shingo1! nanami0722 yuuta2010 harumi55 Junko1958 m.kobayashi kyoko_1234 h-matsuda1 wataru2024 ayaka!1`),
  places:
    listed(`akita2024 Morioka019 yamagata! gunma2023 utsunomiya1 kawasaki044 Hamamatsu2024! gifu058 wakayama7 nara2025
    tottori1 shimane0852 okayama86 tokusima2 takamatsu2024 Matsuyama1! kochi088 oita97 miyazaki2022 nagasaki95
    ikebukuro1 roppongi2024 shinagawa! meguro123 setagaya99 hachioji42 tachikawa7 Himeji2023 kurashiki1 beppu2024`),
  'company and era':
    listed(`midorishouji2023 hikarikougyou1 minatobussan! asukasangyou99 daiwashokuhin2024 aobadenki-R7
    toyokensetsu12 heisei28 H29keiri reiwa3nen R4eigyou shouwa63 suzukishoten2022 kitanihon1! nishinippon24
    chuuouunsou7 kibouhousou aobagroup2025 juuzendou55 kurenaiya2023 reiwa-7 aoba_heisei31 sannoukougyou R07aoba
    showa50! takedayakuhin1 miraisystem24 hokurikugas88 fujimotogumi2020 shinonome-R5`),
  'look-alikes':
    listed(`y0k0hama n@goya1 s@pporo! k0kyaku2024 j1nji99 ky0uto24 m0riok@ h@cchuu1 5hachou ts0uko12
    0hayou! ar1gatou1 t0modachi k@wasaki d@isuke1 tak4hashi w@tanabe 1chigo2023 h4nako99 m1suzu n@ruto1 gund@m
    @kiko123 s0ft2024 m4ster1 r00t2024 b@ckup1 ma1l2023 w3bdav t3st1234 `),
  'kana and kanji':
    listed(`すずき1985 おおさか! よこはま045 こんばんは1 ねこねこ いちご2024 鈴木2023 大阪支店1 倉庫2024 人事部!
    佐藤花子 札幌011 福岡2024 ﾀﾅｶ1234 ﾊﾟｽﾜｰﾄﾞ1 ピカチュウ25 ラーメン! 請求書1 受注2023 発注2024! 平成31年 昭和50年
    管理123 本社2025 東京都港区1 桃太郎 友達100 有難う！ ＴＯＫＹＯ２０２４ ｋａｎｒｉ１`),
  keyboards:
    listed(`2wsx3edc 3edc4rfv qwertyui1 asdfqwer zxcvasdf 1q2w3e q2w3e4r5 poiuyt lkjhgfdsa mnbvcxz1 QWEasd123
    wsxedc1 !qaz@wsx 1qaz"WSX zse4rfv azsxdcfv1 qazxswedc 7ujm8ik, 9876qwer qwe123!@# asdfzxcv1 aqswdefr 1a2s3d4f
    yuiohjkl vbnm2024 @[p0o9i8 ;lkjhgf tgbyhn12 0p9o8i7u qwertyqwerty`),
  dates:
    listed(`20230815 19790622 2022/11/03 2021-07-07 230115 R5.8.15 r051103 H12.3.31 s450707 heisei12.3.31 令和5年8月15日
    平成元年 shouwa45 H250401 S63.12.31 20220707! 1991.1.1 r03 20001231 0815 1103 19881225b 2023nen8gatsu R050815
    昭和63年12月 198804 2025年 heisei20 h28.6 19720229`),
  'phones and postcodes':
    listed(`03-5555-1234 0355551234 080-9876-5432 08098765432 0120-777-888 0120987654 06-6789-0123
    0667890123 075-123-4567 07012349876 160-0022 1600022 〒220-0012 600-8216 6008216 tel0455678901 011-271-2345
    0112712345 090-8888-7777 0800-123-4567 zip1050011 730-0011 9800811 0258-35-1234 03(5555)6666 fax0661234567
    0263-33-4444 260-0013 0432271234 050-3333-2222`),
  'two words':
    listed(`kyotonara momosakura suzukiichiro kumausagi uriagekanri jinjisoumu Natsu_Umi himitsukey rootadmin
    keiribu2024 morikawa99 hana-tsuki akaneko12 kagisouko maguroebi yamatoasahi hikarikaze1 inunekotori sushisoba!
    densha_eki sekaiheiwa tenpo-shop kaiinmeibo aoisora2023 mizuiro7 sakanaya123 haruyuki MikanRingo kazokuegao honyakagi`),
  servers:
    listed(`administrator1 ftpftp123 webmaster2023 root!23 server2024! filesv01 Mail2025 netshop1 ftppass99 dbadmin12
    Testtest1 support2024 letmein! Password!1 passw0rd2024 user2023! guestguest system01 Manager1! admin#2024
    hello123 sftp2024 nas-admin router12 zabbix2023! redmine1 oracle99 magento1! samba2022 webdavuser`),
  'greetings and figures':
    listed(`ohayo2024 oyasumi1! tadaima55 sugoi123 kawaii99 yatta2023 omedetou1 Sonic1991 mario64 kirby123!
    luigi2020 rilakkuma7 snoopy88 mickey1! kumamon2024 goku9000 sasuke11 nezuko2020 tanjirou1! conan47 ultraman7
    godzilla54 carp2016! hawks89 dragons1 sumikko3 egao2525 kizuna2011 shiawase! mikasa104`),
}

function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
