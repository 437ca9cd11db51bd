import { wordList } from './word-list.ts'

/** Words of stock, orders, shops and money: own writing, from what inventory and sales systems call things. */
export const goods = wordList(
  'goods',
  'own, words of stock, orders, shops and money',
  `
zaiko uriage juchuu hacchuu seikyuu denpyou shukka nyuuka nyuuko shukko shiire mitsumori nouhin souko tenpo
shouhin kanri torihiki kokyaku kaikei kyuuyo haisou butsuryuu ryuutsuu hinban kosuu suuryou tanka kingaku nebiki
zeikin shouhizei genka genkin kakaku teika waribiki riyaku rieki uketori uketsuke shiharai nyuukin shukkin furikomi
kouza ginkou tegata kogitte ryoushuu ryoushuusho seikyuusho mitsumorisho nouhinsho hacchuusho chuumon chuumonsho
chuumonbango shouhinbangou shouhinmei tanaoroshi tanaban rotto roketto baakoodo hinmei kataban katamei buhin zairyou
genryou seihin shikakari sagyou kakou kumitate kensa hinshitsu hinkan seizou seisan kouhan koutei kouteihyou
hannyuu hanshutsu tsumikomi unsou unten haisha toraku kontena paretto danbooru konpou housou rappingu shiwake
hensou henpin koukan kyanseru yoyaku yotei nouki kigen saisoku kakunin shounin shinsei kessai ringi keiyaku
keiyakusho anken mikomi eigyousho shiten honten honsha kojou koujou kenkyuusho sentaa depo noujou bokujou gyojou
reji rejisutaa kassha kaunta tanmatsu keitai handii sukyana purinta shohin posu pointo kaado kaiin kaiinbangou
hyoujun tokubai seeru kyanpeen chirashi koukoku senden hansoku kikaku kaihatsu shijou chousa bunseki toukei
shuukei nippou shuuhou geppou nenpou getsuji nenji nichiji kessan zandaka zandate chouboshi suitou genkinsuitou
motochou soukanjou shisan fusai shihon junshisan urikake kaikake urikakekin kaikakekin mishuu miharai karibarai
kariuke azukari tatekae keihi kotsuuhi settaihi koutsuuhi zeimu shinkoku nenmatsuchousei gensen gensenchoushuu
hoken kenkou koyou nenkin roudou kinmu kintai shukkin taikin zangyou kyuuka yuukyuu shift shifuto
toiawase kureemu hoshu hoshou shuuri kouji setchi tenken seibi rentaru riisu chintai fudousan tatemono tochi
kagu kaden denki denshi kikai kikou bouki kinzoku tekko tekkou hagane arumi gomu purasuchikku jushi kagaku
yakuhin keshou keshouhin shokuhin inryou saka sakaya komeya panya okashi wagashi yougashi seika aoka senka hanaya
honya bunbougu omocha fuku youfuku gofuku kimono kutsu kaban tokei megane houseki akusesarii zakka nichiyouhin
oroshi oroshiuri kouri hanbai hanbaiten hyakkaten shouten shoutengai ichiba konbini suupaa tsuuhan netto nettoshop
jigyou gyoumu gyousha shiiresaki tokuisaki nouhinsaki torihikisaki kyakusaki buyaa meekaa dairiten kaisha
yunyuu yushutsu boueki tsuukan kanzei gaika kawase doru yuuro en hyakuen senen manen zaikokanri hanbaikanri
kokyakukanri uriagekanri juchuukanri seisankanri kyuuyokeisan keirisofuto shukkakanri nyuukakanri soukokanri
`,
)
