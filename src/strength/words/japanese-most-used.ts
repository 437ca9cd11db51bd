import { wordList } from './word-list.ts'

/** Passwords much used in Japan, as typed on a keyboard; each is also the stem of many (`Sakura2025!`). Own writing. */
export const mostUsedInJapan = wordList(
  'japanese-most-used',
  'own, after what published Japanese rankings have in common',
  `
sakura 1qaz2wsx arigatou himawari nihon nippon toukyou doraemon adgjmptw 12345678 arigato 123456789 password
aishiteru daisuki pokemon pikachu totoro makoto takeshi hiroshi samurai ninja neko nekoneko inuinu usagi
oosaka osaka kyouto yokohama nagoya sapporo fukuoka koube okinawa hokkaidou hiroshima sendai fujisan shinjuku
konnichiwa ohayou sayonara yoroshiku onegai suki tomodachi shiawase kazoku hikari ichigo momiji tsubaki sumire
ayame asagao botan kiku reiwa heisei shouwa taishou kanrisha kanri pasuwado pasuwaado himitsu jimusho kaisha
eigyou keiri soumu jinji souko zaiko juchuu hacchuu shain shachou buchou tenpo honsha keiryou nyuuko shukko
uriage denpyou anpanman naruto gundam onepiece kitty sushi ramen tanuki kuma penguin baseball yakyuu soccer
hanshin tigers kyojin giants hayabusa shinkansen 1q2w3e4r qawsedrf zaq12wsx asdfghjk qwertyui 1qazxsw2 11111111
00000000 88888888 77777777 11223344 12341234 tanaka suzuki satou takahashi yamamoto watanabe
`,
)

/** The same words alone, as they are tried on a hash. */
export const japaneseMostUsed: readonly string[] = mostUsedInJapan.words
