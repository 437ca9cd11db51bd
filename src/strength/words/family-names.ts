import { wordList } from './word-list.ts'

/** Japanese family names, the frequent ones first: own writing, order after public surname statistics. */
export const familyNames = wordList(
  'family-names',
  'own, order after public surname statistics',
  `
satou suzuki takahashi tanaka itou watanabe yamamoto nakamura kobayashi katou yoshida yamada sasaki yamaguchi
matsumoto inoue kimura hayashi saitou shimizu yamazaki yamasaki mori abe ikeda hashimoto yamashita ishikawa nakajima
maeda fujita ogawa gotou okada hasegawa murakami kondou ishii sakamoto endou aoki fujii nishimura fukuda oota miura
fujiwara okamoto matsuda nakagawa nakano harada ono tamura takeuchi kaneko wada nakayama ishida ueda morita kojima
shibata hara miyazaki sakai kudou yokoyama miyamoto uchida takagi andou shimada taniguchi oono takada maruyama imai
kawano fujimoto murata takeda ueno sugiyama masuda koyama ootsuka hirano sugawara kubo matsui chiba iwasaki sakurai
kinoshita noguchi matsuo kikuchi nomura arai sano sugimoto oonishi furukawa hamada ichikawa komatsu kouno mizuno
yamauchi nishida nishikawa kitamura igarashi fukushima yasuda nakata hirata kawaguchi kawasaki iida higashi honda
sawada kubota yoshimura nakanishi iwata hattori tsuji seki tomita kawakami higuchi nagai matsuoka yamanaka taguchi
morimoto yano akiyama ooshima ozawa hirose tsuchiya ishihara matsushita baba oohashi matsuura yoshioka araki koike
ookubo asano kumagai noda kawamura tanabe hoshino ootani kuroda ozaki nagata matsumura mochizuki naitou kanno
nishiyama hori iwamoto hirai katayama kawashima honma okazaki yokota hayakawa kamata oda narita miyata ooishi
ishibashi shinohara takayama sudou hagiwara oosawa konishi kurihara matsubara miyake oomori fukui minami okumura
katagiri matsuzaki kuwahara kataoka tsukamoto yagi kawai uchiyama kodama eguchi adachi tabata okuda hirayama
kishimoto iwai yuasa shirai nakashima mizutani oka ishizuka horiuchi hosokawa tsuda nagano kurata tokunaga
miyashita koizumi suda segawa sakata aizawa shiraishi kitagawa komiya sekiguchi amano hamaguchi inagaki
sugita kasahara mita mitani murai doi tsutsumi toda yabe kaji matsunaga nishino matsukawa yokoi ebihara makino
sasamoto morikawa morishita nagashima nagao nakahara nakai nakaya niimi nishio noma numata ochi ochiai ogata ogino
oguri ohira ohno oikawa okabe okano okawa oki okubo okuno okuyama omori onishi onodera osada ota otani
saeki saiki sakaguchi sakakibara sakuma sakuragi sanada sasahara sawa shibuya shiga shimamura shimoda shinoda
shinozaki shiozaki soga sonoda suga sugihara sunada tachibana tada tajima takano takashima takemoto takemura
takenaka takizawa tamaki tani tashiro tatsumi terada terashima tokuda tominaga toyama toyoda tsuboi tsuchida
tsukada tsunoda uehara uemura umeda umezawa usui wakabayashi washizu yamakawa yamamura yamane yamaoka yanagi
yanagida yanagisawa yasui yatabe yokoo yonezawa yoneda yoshihara yoshikawa yoshino yoshizawa yuki
higa kinjou miyagi shimabukuro arakaki tamashiro oshiro chinen nakasone
imamura imanishi inaba inada inoguchi iriguchi isobe isoda isozaki iwase izawa izumi kagawa kageyama kajiwara
kakizaki kamei kamiya kanai kanda kaneda kanemoto kasai kashiwagi kasuga katsumata kawabata kawada kawahara kawamoto
kawanishi kawata kawauchi kazama kido kihara kikuta kirishima kirihara kita kitahara kitajima kitano kitazawa kobori
koga kohara komori konno kouda kouyama koyanagi kozuka kumada kunitomo kurokawa kurosawa kurosaki kusakabe kusano
machida maekawa makita maki matsumiya matsushima matsuyama mikami miki minagawa misawa miwa miyahara miyaji miyoshi
mizoguchi mizushima momose moriguchi moriya morioka mukai muraoka murase murayama muto mutou nagase nagasawa
nagayama nakaoka nakazawa namiki nara negishi nemoto nitta nishi nishihara nishioka nishizawa nogami nozaki nozawa
ooba ooe oogaki oogushi ooi ookawa ooki oomura oota ootaki oouchi ooyama oozeki
`,
)

const fronts = `naka yama ishi matsu kita nishi higashi minami oo ko taka fuji kawa mori hayashi take sugi ume
sakura miya tera saka no ta mura shima oka ike hashi iwa kuro shiro aka ao hira naga fuka asa iwa ki hoshi mizu
shimo kami uchi soto hara tani ue yoshi waka furu ara ima kiyo toku tomi masu katsu yasu hama shio kane suga seki
tsuka fuku kuma tori tsuru kame yana iwa numa haya kishi ono`.split(/\s+/)
const backs =
  `da ta mura moto yama kawa gawa no hara wara shima jima saki zaki saka zaka oka i uchi shita guchi
hashi bashi se zawa sawa mori nishi naka be uchi mizu numa ishi gaki ya mi o e tani dani zuka tsuka buchi hata
bayashi nagi zono saki miya naga kubo taka ki tsu`.split(/\s+/)

/** Family names put together from the parts most of them are made of; own writing, in no order. */
export const composedNames = wordList(
  'composed-names',
  'own, front and back parts of family names',
  fronts.flatMap(front => backs.map(back => front + back)).join(' '),
)
