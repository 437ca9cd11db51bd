import { wordList } from './word-list.ts'

/** Greetings, feelings, family, body, colours and other everyday words people type as passwords: own writing. */
export const everyday = wordList(
  'everyday',
  'own, greetings and everyday words',
  `
sakura arigatou daisuki aishiteru konnichiwa ohayou yoroshiku sayonara tomodachi shiawase egao kazoku hikari
kibou yume mirai ai koi suki kokoro inochi ganbare ganbaru ganbarou ganbatte onegai onegaishimasu gomen gomennasai
sumimasen itadakimasu gochisousama itterasshai ittekimasu okaeri okaerinasai tadaima oyasumi oyasuminasai konbanwa
hajimemashite arigatougozaimasu ohayougozaimasu yoroshikuonegaishimasu otsukare otsukaresama otsukaresamadesu
gokurousama omedetou omedetougozaimasu akemashite akemashiteomedetou banzai yatta sugoi kawaii kakkoii kirei oishii
tanoshii ureshii kanashii samishii sabishii urusai hayai osoi takai yasui ookii chiisai nagai mijikai tsuyoi yowai
genki yuuki kiseki kizuna egao nakayoshi nakama heiwa jiyuu ningen otona kodomo akachan okaasan otousan oniisan
oneesan ojiisan obaasan obaachan ojiichan okaachan otouchan mama papa chichi haha ani ane otouto imouto musuko
musume mago itoko oji oba tsuma otto okusan danna koibito kareshi kanojo boku ore watashi watasi anata kimi minna
dare nani doko itsu naze hai iie daijoubu muri dame yoshi majide honto hontou uso himitsu naisho kotoba namae
jikan jinsei sekai chikyuu uchuu sora umi yama kawa mori hana ki kusa ishi tsuchi mizu hi kaze kumo ame yuki
tsuki taiyou hoshi ginga niji kaminari umibe hama shima minato machi mura michi hashi eki ie uchi niwa heya mado
doa tobira kagi tsukue isu beddo futon terebi rajio denwa keitai sumaho pasokon kamera tokei saifu okane kuruma
jitensha baiku densha basu hikouki fune shinkansen hon manga anime eiga ongaku uta gitaa piano dansu geemu supootsu
yakyuu sakkaa tenisu juudou kendou karate sumou aikidou kyuudou suiei marason gorufu bare baree basuke takkyuu
dai chuu shou aka ao kiiro midori shiro kuro murasaki orenji pinku chairo haiiro kin gin momoiro mizuiro
ichi ni san yon go roku nana hachi kyuu juu hyaku sen man ichiban niban sanban saikou saikyou saitei saisho saigo
atama kao me mimi hana kuchi te ashi karada kami koe senaka onaka kubi yubi
asa hiru yoru yuugata kyou ashita kinou mainichi getsuyoubi kayoubi suiyoubi mokuyoubi kinyoubi doyoubi nichiyoubi
shuumatsu yasumi natsuyasumi fuyuyasumi tanjoubi kurisumasu oshougatsu shougatsu omatsuri matsuri hanabi hanami
momijigari tsukimi bon obon setsubun hinamatsuri tanabata nyuugaku sotsugyou kekkon kekkonkinenbi kinenbi
gakkou sensei seito benkyou shukudai tesuto shiken goukaku juken daigaku koukou chuugaku shougaku kyoushitsu
nihongo eigo suugaku kokugo rekishi kagaku taiiku bijutsu shigoto kaisha zangyou kyuuryou boonasu
baka aho unko unchi bakayarou kuso yabai warota
samurai ninja shougun geisha bushi bushidou katana kimono yukata sushi sashimi tenpura fujisan jinja otera tera
hotoke kamisama kami akuma tenshi oni youkai yuurei doragon ryuu tora shishi houou kirin
onsen ryokan hoteru ryokou tabi bouken densetsu eiyuu yuusha mahou majo hime oujisama ouji oujo ou joou teiou
shinjitsu shinri seigi ai yuujou doryoku konjou nintai keizoku kansha magokoro omotenashi ikigai kaizen
tokimeki kirakira pikapika fuwafuwa mokomoko nikoniko wakuwaku dokidoki gorogoro pachipachi wanwan nyannyan
momo sakuranbo ringo mikan ichigo banana budou suika nashi
naiyo shiranai wasureta wasurenai wasuremashita wasurena oboete oboeteru pasuwaado angou kagi hirakegoma abrakadabra
sesami aikotoba tsukau tsukaeru hairu hairitai akete aketekudasai dareka darekasan
`,
)
