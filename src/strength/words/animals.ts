import { wordList } from './word-list.ts'

/** Animals and what pets are called: own writing. */
export const animals = wordList(
  'animals',
  'own, animals and names of pets',
  `
neko inu usagi kuma tora penguin tanuki kitsune nekoneko inuinu koneko koinu wanko nyanko wanchan nekochan momo
koro pochi tama shiro kuro chibi mike hana maron kokoa choko sora reo kotarou mugi riku saru gorira zou kirin
raion hyou chiita panda koara kangaruu shika uma ushi buta hitsuji yagi niwatori hiyoko tori suzume karasu hato
tsubame taka washi hayabusa fukurou tsuru shiratori hakuchou kamo ahiru pengin inko oumu kujira iruka shachi same
azarashi ashika rakko kame hebi tokage wani kaeru kabutomushi kuwagata hotaru chou tonbo semi ari hachi kumo
kingyo koi medaka nezumi hamusutaa risu araiguma itachi mogura koumori ookami inoshishi roba rakuda kaba sai
ryuu tatsu ne mi nezumidoshi ushidoshi toradoshi usagidoshi tatsudoshi hebidoshi umadoshi hitsujidoshi
sarudoshi toridoshi inudoshi idoshi shiba shibainu akita akitaken chihuahua chiwawa puudoru dakkusu dakkusufundo
koogii paguu pagu buru burudoggu harii kuu rin sakura koume azuki kinako daifuku mochi choco coco leo lucky max
hachikou dobutsu doubutsu mushi sakana tako ika kani ebi kurage hitode
`,
)
