import { wordList } from './word-list.ts'

/** Given names of all ages, the ones met most first: own writing. */
export const givenNames = wordList(
  'given-names',
  'own, given names of four generations',
  `
takashi hiroshi kenji yuki tarou ichirou makoto yuuki satoshi kazuya tatsuya takuya daisuke kenta shouta haruto
yuuto souta riku ren yuuma minato hinata aoi yui yuina hina rin sakura mei mio haruka misaki nanami ayaka rina
miyu yuka yumi yuko yuuko akiko kazuko sachiko michiko naoko tomoko kumiko keiko youko hanako jirou saburou
kouji shinji yuuji manabu minoru mamoru masaru tsuyoshi takeshi kiyoshi hitoshi tadashi atsushi katsumi kazumi
hideki hideo hiroki hiroyuki hiroto naoki naoto tomoya tomohiro yoshio yukio kazuo norio toshio akio haruo masao
fumio tetsuo mitsuo nobuo isao isamu osamu susumu noboru mitsuru shigeru wataru kaoru hikaru akira yutaka kei
keita kouta ryouta ryou shou jun ken dai gou jin kou taku tetsu nao masa hide yasu aki haru natsu fuyu
junichi shinichi kenichi kouichi ryuuichi yuuichi eiji seiji reiji kouhei shouhei ryouhei youhei kyouhei junpei
teppei yuuhei shuuhei kousuke yuusuke keisuke ryousuke shunsuke shinsuke kensuke yousuke daiki yuuya shinya tetsuya
kazuki motoki naoya masaya masato masaki masahiro masayuki masashi masanori hironori hirofumi hirokazu yoshihiro
yoshiki yoshinori yoshiyuki toshiyuki toshihiro toshiki nobuyuki noriyuki takayuki takahiro takanori takafumi
takumi tsubasa shun shunya sho ryuu ryuuji ryuuta ryouma souma sousuke kaito asahi itsuki haruki yamato tsukasa
ibuki aoto yuusei taiga taichi taiki kouki kouya genki kenshin hayato reo rui nagi akito rikuto ritsu iori
hinako himari akari ichika tsumugi rio riko kokoro koharu kanon sara saki yuzuki honoka miku momoka mana moe
aya ayano ayumi ayu asuka emi eri erika chika chie chieko chiharu chihiro chinatsu etsuko fumiko fumie hanae
haruko haruna harumi hideko hiroko hiromi hisako hitomi ikuko izumi junko kana kanako kaori kaoruko katsuko kayo
kayoko kazue kazuyo kikuko kimiko kiyoko kouko kyouko mai maiko maki makiko mami mari mariko marina masako masami
masumi mayu mayumi megumi mie mieko mika miki miho mihoko minako minami mitsuko miwa miyako miyuki mizuki momoko
motoko mutsumi nana nanako naomi narumi natsuki natsuko natsumi noriko nozomi nobuko rei reiko reina rie rieko
rika risa ritsuko rumi rumiko ryouko sanae saori satoko satomi sayaka sayuri setsuko shigeko shiho shinobu shizuka
shizuko shouko sumiko suzuko suzume tae taeko takako tamaki tamiko toshiko tokiko tomoe tomomi toyoko tsuneko
tsuyako umeko yayoi yasuko yoshie yoshiko yoshimi youichi yuina yukari yukie yukiko yuria yuriko yurika yuu yuuka
yuuna yuna kurumi konomi kotone kohana rikako mone sena serina seina hiyori hikari hinano miyabi miu mirei mitsuki
sumire kaho kahori karin kanna nene noa noe runa rara ema eru anna ann arisa asami azusa
kentarou shintarou ryuutarou yuutarou koutarou soutarou keitarou juntarou sakutarou momotarou kintarou eitarou
shinnosuke ryuunosuke kinnosuke konosuke shougo shingo daigo keigo eigo hugo kengo ryougo yuugo sougo
masahiko kazuhiko akihiko yoshihiko toshihiko haruhiko katsuhiko nobuhiko tomohiko yasuhiko
kazuyuki hideyuki tomoyuki akiyuki yasuyuki motoyuki shigeyuki katsuyuki
akihiro kazuhiro yasuhiro mitsuhiro nobuhiro motohiro
tsutomu hajime mikio teruo sadao tadao kunio kazunori hidenori akinori shigenori tomonori
gorou shirou rokurou goro kichirou eiichi teiichi seiichi keiichi genichi kiichi ryoichi
`,
)
