import { wordList } from './word-list.ts'

/** Dishes, drinks, fruit and sweets: own writing. */
export const foods = wordList(
  'foods',
  'own, dishes, drinks, fruit, sweets',
  `
ichigo sushi raamen ringo mikan momo udon soba karee gohan onigiri takoyaki okonomiyaki yakiniku tonkatsu tenpura
katsudon gyuudon oyakodon tendon unagi sashimi maguro sake saamon ikura uni ebi kani tako ika hotate kaki awabi
tai hirame saba sanma iwashi aji katsuo buri fugu nabe sukiyaki shabushabu oden gyouza shuumai chaahan yakisoba
yakitori karaage hanbaagu omuraisu supagetti pasuta piza pan sandoicchi toosuto hottodoggu hanbaga poteto sarada
misoshiru miso shouyu satou shio su abura wasabi karashi shouga ninniku negi tamanegi ninjin jagaimo daikon
kyabetsu retasu hakusai hourensou kyuuri tomato nasu piiman kabocha satsumaimo sato imo mame daizu edamame natto
nattou toufu konnyaku nori wakame konbu kinoko shiitake matsutake takenoko okome kome mochi dango daifuku manjuu
youkan anko zenzai oshiruko dorayaki taiyaki imagawayaki senbei okaki arare kasutera purin keeki kukkii chokoreeto
choko aisu aisukuriimu sofutokuriimu kakigoori parufe kureepu doonatsu wafuuru hottokeeki ame gamu guminiyu gumi
banana budou suika meron nashi kaki biwa sakuranbo remon yuzu mango painappuru kiui kiwi ichijiku zakuro kuri kurumi
ocha maccha ryokucha houjicha mugicha uuroncha koucha koohii gyuunyuu miruku juusu koora saidaa ramune mizu sake
nihonshu shouchuu biiru wain uisukii umeshu chuuhai highball haiboru tamago niku gyuuniku butaniku toriniku
sakana bentou obentou tsukemono umeboshi furikake chazuke zousui okayu curry ramen coffee beer wine pizza cake
chocolate cookie butter cheese chiizu bataa jamu hachimitsu kurimu pudding mochimochi monja motsunabe chanpon
kishimen houtou jingisukan kiritanpo hiyashichuuka tantanmen mapo maabou maabodoufu subuta hoikoro
`,
)
