import { wordList } from './word-list.ts'

/** Figures of stories and games, idols, sports and the words of teams, as fans type them: own writing. */
export const characters = wordList(
  'characters',
  'own, figures, games, idols, sports teams',
  `
doraemon pikachu pokemon anpanman naruto totoro gundam onepiece kitty hellokitty luffy goku dragonball conan sailormoon
evangelion eva ghibli nobita shizuka suneo gian dorami baikinman shokupanman luigi mario zelda kirby yoshi sonic
pikachuu raichu eevee iibui fushigidane hitokage zenigame nyasu nyaasu satoshi kasumi takeshi mewtwo gengar rizardon
rurouni inuyasha bleach ichigo luffi zoro nami usopp sanji chopper robin franky shanks ruffy sasuke sakura kakashi
itachi hinata boruto gokuu vegeta bejita bejiita gohan torankusu piccolo furiza freeza kamehameha kurilin
kimetsu kimetsunoyaiba tanjirou nezuko zenitsu inosuke rengoku giyuu shinobu jujutsu jujutsukaisen gojou gojo itadori
shingeki eren mikasa levi rivai armin spyfamily anya yor loid frieren furiren chainsaw denji pochita makima
haikyuu hinata kageyama slamdunk sakuragi rukawa jojo dio joutarou giorno gintama gintoki lupin rupan fujiko
hattori detective meitantei shinchan kureyon sazae sazaesan katsuo wakame tarachan chibimaruko maruko
atom tetsuwanatomu blackjack ultraman urutoraman kamenrider kamenraidaa raidaa gojira godzilla gamera mothra
macross zaku char shaa amuro asuka ayanami rei shinji lain akira nausicaa naushika laputa rapyuta kiki mononoke
sen chihiro ponyo howl hauru kaonashi jiji moomin muumin snoopy snupi mickey mikkii minnie disney dizunii
stitch pooh puusan rilakkuma rirakkuma sumikko sumikkogurashi gudetama mymelody melody mymelo kuromi cinnamoroll
pompompurin keroppi kerokero pochacco funassyi funasshii kumamon hikonyan barisan hatsunemiku hatsune miku rin len
kagamine luka vocaloid lovelive idolmaster bandori touhou reimu marisa fate saber genshin uma umamusume monsterhunter
monhan finalfantasy dragonquest doraque dorakue slime suraimu loto cloud sephiroth tifa aerith chocobo moguri
splatoon minecraft maikura fortnite apex pazudora monst animal doubutsunomori doumori tamagotchi digimon yokai
youkaiwatch jibanyan precure purikyua puricure
arashi smap kinki tokio news kattun heysayjump sixtones snowman nogizaka nogizaka46 akb48 akb sakurazaka keyaki
keyakizaka hinatazaka momoclo perfume exile xjapan glay larc larcenciel bz mrchildren misuchiru spitz southern
sazan bump radwimps yoasobi ado yonezu higedan officialhige aiko utada hikaru namie amuro ayumi hamasaki
hanshintigers hanshin tigers kyojin giants yomiuri chunichi doragonzu dragons carp kaapu hirosima swallows yakult
yakuruto baystars dena hawks hookusu softbank lions seibu raionzu eagles rakuten marines lotte fighters nichiham
buffaloes orix nankai kintetsu antlers reds urawa gamba cerezo frontale marinos grampus vissel sanfrecce consadole
albirex sagan avispa jubilo shimizu espulse ichiro ichirou matsui nagashima ou oosugi ootani ohtani shohei darvish
nadeshiko samuraijapan samuraiblue yakyuu sakkaa sumou yokozuna hakuhou hakuho kisenosato takanohana
takarazuka kabuki noh rakugo manzai downtown nainai sanma tamori takeshi shimura kato drif
`,
)
