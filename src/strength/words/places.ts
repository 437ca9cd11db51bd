import { wordList } from './word-list.ts'

/** Prefectures, cities, Tokyo wards and quarters, stations, mountains and sights: own writing. */
export const places = wordList(
  'places',
  'own, prefectures, cities, wards, stations, sights',
  `
toukyou oosaka kyouto yokohama nagoya sapporo fukuoka koube hiroshima sendai okinawa hokkaidou nihon nippon fujisan
shinjuku shibuya ginza ueno akihabara ikebukuro roppongi asakusa shinagawa harajuku namba umeda tennouji shinsaibashi
aomori iwate miyagi akita yamagata fukushima ibaraki tochigi gunma saitama chiba kanagawa niigata toyama ishikawa
fukui yamanashi nagano gifu shizuoka aichi mie shiga hyougo nara wakayama tottori shimane okayama yamaguchi tokushima
kagawa ehime kouchi saga nagasaki kumamoto ooita miyazaki kagoshima touhoku kantou kansai chuubu kinki chuugoku
shikoku kyuushuu hokuriku toukai koushinetsu setouchi sanin sanyou kawasaki sagamihara hamamatsu sakai kitakyuushuu
chiyoda chuuou minato bunkyou taitou sumida koutou meguro oota setagaya nakano suginami toshima kita arakawa itabashi
nerima adachi katsushika edogawa hachiouji tachikawa musashino mitaka oume fuchuu akishima choufu machida koganei
kodaira hino higashimurayama kokubunji kunitachi fussa komae higashiyamato kiyose tama inagi
hakodate asahikawa otaru kushiro obihiro kitami tomakomai muroran hirosaki hachinohe morioka ichinoseki ishinomaki
kesennuma noshiro yonezawa sakata tsuruoka koriyama kooriyama iwaki aizu aizuwakamatsu mito hitachi tsukuba utsunomiya
nikkou oyama takasaki maebashi ota kiryuu kawagoe kawaguchi omiya oomiya urawa koshigaya tokorozawa kumagaya soka
souka kasukabe funabashi matsudo ichikawa kashiwa ichihara narita urayasu kamakura fujisawa yokosuka odawara hiratsuka
atsugi yamato chigasaki zushi hakone atami itou numazu mishima fuji fujinomiya fujieda yaizu kakegawa iwata
nagaoka jouetsu sanjou kashiwazaki sado takaoka kanazawa komatsu sabae tsuruga koufu matsumoto ueda iida suwa
karuizawa ogaki oogaki takayama toyota okazaki toyohashi ichinomiya kasugai anjou kariya toyokawa seto handa tsu
yokkaichi suzuka ise matsusaka kuwana ootsu hikone nagahama kusatsu uji kameoka maizuru fukuchiyama sakai higashioosaka
hirakata toyonaka takatsuki suita ibaraki yao neyagawa kishiwada izumi moriguchi kadoma matsubara himeji nishinomiya
amagasaki akashi kakogawa takarazuka itami kawanishi sanda awaji ikoma kashihara yamatokoriyama tenri tanabe shingu
yonago kurashiki tsuyama fukuyama kure onomichi higashihiroshima hatsukaichi shimonoseki iwakuni ube hagi houfu
naruto anan takamatsu marugame matsuyama imabari niihama uwajima nankoku shimanto kurume omuta dazaifu iizuka
karatsu imari sasebo isahaya unzen yatsushiro beppu nakatsu usuki nobeoka miyakonojou kirishima ibusuki amami naha
urasoe ginowan ishigaki miyakojima iriomote shuri
shimbashi shinbashi yuurakuchou hamamatsuchou tamachi takanawa gotanda oosaki ebisu yoyogi takadanobaba mejiro
ootsuka sugamo komagome tabata nippori uguisudani okachimachi kanda ochanomizu suidoubashi iidabashi ichigaya yotsuya
kichijouji ogikubo kouenji shimokitazawa jiyuugaoka futakotamagawa daikanyama nakameguro omotesandou aoyama akasaka
azabu hiroo kasumigaseki nagatachou ootemachi marunouchi nihonbashi kayabachou tsukiji toyosu odaiba ariake
kachidoki tsukishima monzennakachou kinshichou ryougoku kameido kitasenju kawasaki tsurumi shinyokohama sakuragichou
kannai motomachi yokosuka shinoosaka yodoyabashi honmachi kyoubashi tenma tengachaya shinsekai doutonbori tennoji
sannomiya motomachi sakae kanayama fushimi tenjin hakata nakasu susukino oodoori
fuji biwako asama aso sakurajima fujigoko kawaguchiko towadako akan shiretoko rishiri oze kamikouchi kurobe shirakawagou
miyajima itsukushima kinkakuji ginkakuji kiyomizu kiyomizudera gion arashiyama fushimiinari toudaiji houryuuji
meijijinguu sensouji toukyoutawaa sukaitsurii skytree haneda narita itami kankuu chubu chitose
edo musashi sagami owari mikawa yamashiro settsu kawachi izumo satsuma choushuu tosa mutsu dewa echigo shinano kai
suruga toutoumi oumi tanba harima bizen bingo aki iyo awa sanuki chikuzen buzen higo hizen hyuuga oosumi ryuukyuu
japan tokyo osaka kyoto kobe america amerika chuugoku kankoku taiwan honkon hawai hawaii paris pari london rondon
nyuuyooku yooroppa igirisu furansu doitsu itaria supein roshia indo tai betonamu shingapooru oosutoraria
`,
)
