import { encoded } from './cut-lists.ts'

/** An account list and what it is found to be: format, encoding, how many lines are rejected. */
interface InventedList {
  readonly name: string
  readonly read: string
  readonly content: Uint8Array
}

const people = ['田中', '佐藤', '鈴木', '高橋', '渡辺', '伊藤', '表', 'ソフィア'] as const
const words = ['Zaiko2024', 'aoba', 'sakura1', 'tR9#kiri!umeVq2', 'password', '田中一郎'] as const
/** Of `tanaka` and of something nobody guesses, in every scheme. */
const hashes = {
  apr1: ['$apr1$aB3dE5fG$gDMj6Hd3jOxWavCYDonG6/', '$apr1$aB3dE5fG$fuL43iB/7FApvj/vB11Yj.'],
  sha1: ['{SHA}yCtrbyBZ3Ns7IHayryyoGQGu06Q=', '{SHA}2JlJy6FyHOJgnYZ8IjxXlN4QFp4='],
  bcrypt: [
    '$2y$04$4KLhCDZz2A4EhDmrgG3A.eIuep9Zdz.4c.xfb1/7oyqpB1iatCwzm',
    '$2y$04$8AKoXSdT7ZvWaRPdYtxJR.8DiERspIUERS.Lto66sBshJPvSuT6J6',
  ],
  sha512: [
    '$6$hT2vQ9sL$HRvQAYhqITUqGR3OuwCr9lnMKCcT31BQbbjLEDBcE1spmQGdy.XxxcD/oyP4sstWixUQz89OPHRYH0f0rVmlO/',
    '$6$hT2vQ9sL$qXPfQW061H3PE4iP3sD0ocQqeyPJWnLifr3OMQtuAYOnIngNAcmA0fXa28GEyJoAIBKwbaWfx731RT9Urw33n/',
  ],
  yescrypt: [
    '$y$j75$.nA/UtPMNsRHJpZDy0Si7/$krhThzrUreW0tXYDDhO6v2ihEuPJkcfTH/x5koUO3cA',
    '$y$j75$yJbrz40YSlG/E80A246iX0$46DNH9IJii4nzZr5pAoNdHh/T0l.DrZl4f8Ccb5MUp.',
  ],
} as const

const person = (at: number) => people[at % people.length] ?? ''
const word = (at: number) => words[(at * at + 3) % words.length] ?? ''

/** Sixty accounts in Japanese, some of whose names stand in two lines. */
function staff(delimiter: string, prefix: string): string {
  const rows = Array.from({ length: 60 }, (_, at) => {
    const name = at % 5 === 0 ? `"${person(at)}\r\n${delimiter}""倉庫"""` : person(at)
    const changed = at % 3 === 0 ? '令和6年4月1日' : ''
    const cells = [
      `${prefix}${at}`,
      word(at),
      name,
      at % 9 === 0 ? '管理者' : '一般',
      at % 4 === 0 ? '停止' : '有効',
      changed,
    ]
    return cells.join(delimiter)
  })
  const head = ['ログインID', 'パスワード', '氏名', '権限', '状態', 'パスワード変更日'].join(delimiter)
  return `${[head, ...rows].join('\r\n')}\r\n`
}

/** A list in which every second line has a fault of its own. */
const faulty = `login,password,status,owner,退職日
tanaka,tanaka,active,sato,
sato,Zaiko2024,active,sato,,
ito,Zaiko2024,active,,
tanaka,other,active,sato,
kato,Zaiko2024,active,kato,
,Zaiko2024,active,sato,
mori,aoba,disabled,mori,2026-03-31
abe,a"b,active,abe,
ono,"one
two",active,ono,
mita,x,perhaps,mita,
hara,x,active,hara,2026-02-30
`

const htpasswd = [
  `tanaka:${hashes.apr1[0]}`,
  `sato:${hashes.apr1[1]}`,
  `suzuki:${hashes.sha1[0]}`,
  `kato:${hashes.sha1[0]}`,
  `ito:${hashes.sha1[1]}`,
  `mori:${hashes.bcrypt[0]}`,
  `abe:${hashes.bcrypt[1]}`,
]

const shadow = [
  `tanaka:${hashes.sha512[0]}:20000:0:99999:7:::`,
  `sato:${hashes.sha512[1]}:20400:0:99999:7:::`,
  `kato:${hashes.yescrypt[0]}:20400:0:99999:7:::`,
  `ito:${hashes.yescrypt[1]}:20400:0:99999:7:::`,
  'daemon:*:19000:0:99999:7:::',
  'suzuki:!:19000:0:99999:7:::',
]

const utf8 = (text: string) => encoded(text, 'utf-8')

/** A company whose lists show everything a list may: each system under its file's name. */
export const inventedCompany: readonly InventedList[] = [
  { name: 'inventory.csv', read: 'csv shift_jis 0', content: encoded(staff(',', 'z'), 'shift_jis') },
  { name: 'points.tsv', read: 'csv euc-jp 0', content: encoded(staff('\t', 'p'), 'euc-jp') },
  {
    name: 'accounting.csv',
    read: 'csv utf-16le 0',
    content: Buffer.from(`\ufeff${staff(';', 'z')}`, 'utf16le'),
  },
  { name: 'shop.csv', read: 'csv utf-8 6', content: utf8(`\ufeff${faulty}`) },
  { name: 'webdav.htpasswd', read: 'htpasswd utf-8 0', content: utf8(`${htpasswd.join('\n')}\n`) },
  { name: 'mail.shadow', read: 'shadow utf-8 0', content: utf8(`${shadow.join('\n')}\n`) },
  {
    name: 'other.htpasswd',
    read: 'htpasswd utf-8 0',
    content: utf8(`tanaka:${hashes.sha1[0]}\nyamada:${hashes.sha1[1]}\n`),
  },
]
