import { wordList } from './word-list.ts'

/** Eras, seasons, months, weather and the flowers and trees that stand for them: own writing. */
export const seasons = wordList(
  'seasons',
  'own, eras, seasons, months, weather, flowers',
  `
sakura reiwa heisei shouwa haru natsu aki fuyu taishou meiji himawari momiji ajisai hanabi yuki ume kiku ayame
tsubaki sumire asagao botan tanpopo kosumosu suisen yuri bara ran hasu fuji tsutsuji satsuki kaede matsu take
sugi hinoki ichou kinmokusei nanohana susuki higanbana rabendaa mimosa kaaneeshon chuurippu hyakunichisou nadeshiko
kikyou hagi renge kuroobaa yomogi wakaba aoba midori shinryoku kouyou hanami tsukimi yukimi hanafubuki
ichigatsu nigatsu sangatsu shigatsu gogatsu rokugatsu shichigatsu hachigatsu kugatsu juugatsu juuichigatsu juunigatsu
mutsuki kisaragi yayoi uzuki satsuki minazuki fumizuki fuzuki hazuki nagatsuki kannazuki shimotsuki shiwasu
ame kaze kumo hare kumori arashi taifuu kaminari niji kiri shimo koori tsurara fubuki ooyuki konayuki hatsuyuki
harukaze akikaze kogarashi tsuyu yuudachi niwakaame hizashi kagerou oboro asahi yuuhi asayake yuuyake hoshizora
amanogawa tsuki mangetsu mikazuki shingetsu taiyou hidamari komorebi
risshun shunbun rikka geshi risshuu shuubun rittou touji setsubun higan doyou
keiou ansei tenpou bunka bunsei genroku kyouhou eiroku tenshou keichou kanei
haruyasumi natsuyasumi fuyuyasumi natsumatsuri akimatsuri shiki kisetsu shinshun shoshun shoka banka shoshuu banshuu
haruichiban natsuzora akizora fuyuzora
harunatsu akifuyu harunatsuakifuyu shunkashuutou nichiyou getsuyou kayou suiyou mokuyou kinyou doyoubi nichiyoubi getsuyoubi
kayoubi suiyoubi mokuyoubi kinyoubi getsukasui mokukin mokukindo getsukasuimoku getsukasuimokukin getsukasuimokukindo
getsukasuimokukindonichi nichigetsuka nichigetsukasui nichigetsukasuimokukindo
`,
)
