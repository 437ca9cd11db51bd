import { wordList } from './word-list.ts'

/** Departments, roles, rooms and papers of an office: own writing, as Japanese companies call them. */
export const office = wordList(
  'office',
  'own, departments, roles, rooms and papers',
  `
kanri keiri eigyou soumu jinji shachou kanrisha honsha jimu jimusho kaisha kaihatsu gijutsu seizou koubai shizai
shomu houmu zaimu kouhou kikaku senryaku jouhou shisutemu joushisu densan dennsan keiei keieikikaku kansa hisho
hishoshitsu uketsuke soudan madoguchi sapooto hoshu hozen kojou koujou souko butsuryuu hinkan hinshitsu
seisan seikan sekkei sekou kouji genba anzen eisei kankyou kenkyuu kenshuu kyouiku saiyou roumu fukuri fukurikousei
kaichou fukushachou senmu joumu torishimari torishimariyaku daihyou yakuin kanbu buchou bucho jichou kachou kakarichou
shunin shitenchou tenchou koujouchou shochou shitsuchou honbuchou riidaa tantou tantousha sekininsha kanrishoku shain
seishain pahto paato arubaito baito haken shokutaku shinjin senpai kouhai jousi joushi buka douryou nakama
honbu shisha shiten eigyousho shucchoujo jigyousho jigyoubu honten honkan bekkan shinkan kyuukan shitsu kaigi
kaigishitsu ousetsu ousetsushitsu shachoushitsu robii genkan deguchi iriguchi kyuukei shokudou kyuutoushitsu toire
kaidan erebeetaa chuushajou kyoku bu ka kakari shitsuchou chiimu guruupu iinkai kumiai roudoukumiai kaikan
shorui bunsho fairu shiryou houkoku houkokusho hokokusho nippou gijiroku kiroku meibo shainmeibo juusho juushoroku
denwa denwachou fakkusu meeru yuubin insatsu kopii kopiiki inkan hanko meishi tegami kaitou kairan keiji keijiban
yotei yoteihyou sukejuuru calender karendaa kyuuyo kyuuryou shouyo boonasu taishoku nyuusha shinnyuushain shuushoku
tenshoku idou tenkin shucchou zangyou kinmu kintai shukkin taikin chikoku soutai kekkin kyuuka yuukyuu nenmatsu
nenshi kaikei kessan yosan jisseki mokuhyou keikaku hyouka moushikomi moushikomisho touroku henkou sakujo tsuika
kakunin shounin kyoka kengen himitsu kimitsu naibu gaibu shanai shagai gokuhi kyokuhi maruhi tokutei kyoutsuu kyouyou
kyouyuu kyouyuufoludaa kyouyuuforuda sagyou sagyouyou gyoumu gyoumuyou shigoto pasokon pasuwaado pasuwado angou
anshou anshoubangou kagi yuuzaa riyousha shiyousha toorokusha kaiin tokubetsu rinji karitouroku kari tesuto test
shoki shokichi shokipasu shinki shinjin sangyou sougou chuuou daiichi daini daisan higashi nishi minami kita chuubu
toubu seibu nanbu hokubu honkyoku shikyoku shisho shibu kyoten kaigai kokunai zenkoku chiiki chihou tokyohonsha
byouin iin shinryou kurinikku yakkyoku kangoshi isha hoikuen youchien gakkou shougakkou chuugakkou koukou daigaku
senmon gakuin juku kyoushitsu sensei seito gakusei kyouju kouchou kyoutou toshokan hakubutsukan bijutsukan
shiyakusho kuyakusho yakuba kenchou kencho shichou chiji keisatsu shoubou jieitai saibansho zeimusho hoomupeeji
hoomupage shamu nakayoshi ganbaru ganbarou shinrai seijitsu wa kyouryoku mirai kibou seichou hatten choukai shuurei
keireki shashin dougu kikai shataku ryou shokuba koujin houjin dantai zaidan shadan kumiaiin jigyou
`,
)
