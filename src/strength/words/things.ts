import { wordList } from './word-list.ts'

/** Household, tools, loanwords, deeds, qualities, people of history and stems of company names: own writing. */
export const things = wordList(
  'things',
  'own, household, loanwords, verbs, adjectives, history',
  `
sakae eiwa eishin eikou kyouei kyouwa shinwa shinsei shinei shinkou taisei taikou taiwa daisei daikou daiichi daito
houei houwa houshou koushin kouei kouwa meisei meikou meishin miyoshi mitsuba yotsuba sanwa sansei sankou sanei
goukou hachiyou kyuuei toukou tousei toushin touei toukyuu nanyou hokuyou seiyou taihei taiyoudou sakuraya wakabaya
fujiya matsuya tsuruya kameya masuya ebisu ebisuya daikoku daikokuya takaraya minatoya hinode hinomaru asahiya yutaka
midoriya marufuku marutaka marukyou maruei yamaki yamato yamasa yamani kanetsu kaneyama kadoya omiya iroha akebono
hakuchou hakusan tateyama tsukuba kirishima unkai nishiki kotobuki chitose tokiwa homare musashi kongou
nobunaga oda hideyoshi toyotomi ieyasu tokugawa masamune date shingen takeda kenshin uesugi ryouma sakamotoryouma
yoshitsune benkei minamoto taira kiyomori saigou takamori shinsengumi hijikata kondouisami okita yoshimune mitsunari
sanada yukimura hanzou musashi kojirou murasakishikibu seishounagon himiko shoutokutaishi natsume souseki akutagawa
dazai mishima kawabata hokusai hiroshige
kotatsu daruma omiyage kendama sakazuki hashi chawan nabe furaipan hocho houchou manaita yakan reizouko sentakuki
soujiki eakon sutoobu senpuuki terebi rimokon denchi kaichuudentou rousoku matchi raitaa haizara hasami nori fude
enpitsu boorupen keshigomu nooto kaban saifu kasa boushi kutsu kutsushita tebukuro mafuraa kooto seetaa shatsu
zubon sukaato wanpiisu yubiwa nekkuresu piasu tokei kagami kushi burashi haburashi sekken shanpuu taoru makura moufu
tansu hondana hikidashi kaaten juutan tatami shouji fusuma furo ofuro senmenjo daidokoro oshiire yane kabe yuka
niwa mon hei soko garasu kugi kanazuchi nokogiri neji doraibaa penchi hashigo baketsu houki chiritori zoukin
kippu teiki jisho shinbun zasshi shousetsu tegami hagaki kitte fuutou okurimono purezento hanataba omamori omikuji
ningyou nuigurumi fuusen shabondama oritatami origami kamihikouki koma tako hagoita karuta shougi igo maajan pachinko
apuri anime animeeshon intaanetto konpyuutaa kompyuuta sofuto dejitaru deeta mausu kiiboodo purintaa memorii
bideo kamera rajio sutereo supiikaa mikisaa maiku raibu konsaato baaten resutoran kafe kissaten depaato suupaa
baiku ootobai torakku takushii basu herikoputaa roketto jetto yotto booto puuru sukii sukeeto sunoobo tenisu
gorufu sakkaa futtobooru badominton boringu bokushingu puroresu marason jogingu yoga dansu baree ballet
gitaa piano baiorin doramu furuuto toranpetto koorasu rokku jazu poppu kurashikku
kurisutaru daiyamondo rubii safaia emerarudo opaaru pearu paaru shirubaa goorudo purachina tiara
enjeru hiiroo hiroin purinsu purinsesu kuin kingu naito majikku dorimu rabu haato sutaa muun san sukai
ooshan buruu reddo guriin howaito burakku pinku paapuru sumairu rakkii happii wandaa mirakuru supesharu
suupaa haipaa urutora mega giga tera neo shin nyuu biggu ritoru beibii gaaru booi redii
taberu nomu miru kiku hanasu yomu kaku hashiru aruku tobu oyogu neru okiru asobu warau naku okoru utau odoru tsukuru
kau uru motsu matsu hairu deru iku kuru kaeru noru oriru akeru shimeru hajimeru owaru wasureru oboeru oshieru narau
hataraku yasumu katsu makeru nageru utsu keru otosu hirou sagasu mitsukeru kakusu mamoru tasukeru ikiru shinu umareru
atarashii furui atsui samui suzushii atatakai akarui kurai omoi karui hiroi semai fukai asai amai karai nigai suppai
mazui isogashii yasashii muzukashii kantan benri fuben shizuka nigiyaka utsukushii subarashii okashii omoshiroi
tsumaranai hidoi kowai abunai anzen daiji taisetsu yuumei rippa shoujiki majime teinei shinsetsu ijiwaru
kossori hisohiso yukkuri sukkiri hakkiri shikkari chotto motto zutto kitto yappari naruhodo mochiron tabun
chippoke panda pandachan ponta ponpon chokochoko noronoro iraira harahara gatagata
ashita asatte ototoi kesa konya raishuu senshuu raigetsu sengetsu rainen kyonen kotoshi kongetsu konshuu
taiikukan toshokan eigakan suizokukan doubutsuen yuuenchi kouen kouban yuubinkyoku kouminkan kokkai
onsenryokou shuugakuryokou ensoku undoukai bunkasai sotsugyoushiki nyuugakushiki seijinshiki kekkonshiki
kyuukyuusha shoubousha patokaa pato shingou oudanhodou chuushajou kousoku kousokudouro tonneru
gyarumoji kotodama ichigoichie isshoukenmei nanakorobiyaoki sennin banri kachoufuugetsu gambare ganbarimasu
`,
)
