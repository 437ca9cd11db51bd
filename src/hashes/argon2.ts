import argon2 from 'argon2'
import { unlabelled } from '../hash-library/encoding.ts'
import { defineScheme } from '../hash-library/scheme.ts'

interface Parts {
  readonly text: string
  readonly variant: string
  readonly memoryKibibytes: number
  readonly passes: number
  readonly lanes: number
  readonly salt: string
}

// node-argon2 0.45 writes m, p, t; everybody else m, t, p.
const phc =
  /^\$(?<variant>argon2(?:i|d|id))\$(?:v=(?:16|19)\$)?m=(?<memory>\d{1,10}),(?:t=(?<passes>\d{1,10}),p=(?<lanes>\d{1,8})|p=(?<lanes>\d{1,8}),t=(?<passes>\d{1,10}))\$(?<salt>[A-Za-z0-9+/]{11,86})\$[A-Za-z0-9+/]{16,172}$/

/** Winner of the password hashing competition (RFC 9106), in PHC text; also behind Dovecot's and Django's prefixes. */
export default defineScheme<Parts>({
  name: 'argon2',
  named: 'argon2i argon2d argon2id',
  read: text => {
    const body = unlabelled(text, 'ARGON2 ARGON2I ARGON2D ARGON2ID')?.replace(/^argon2\$(?=argon2)/, '$')
    const { variant, memory, passes, lanes, salt } = phc.exec(body ?? '')?.groups ?? {}
    if (body === undefined || variant === undefined || salt === undefined) return undefined
    return {
      text: body,
      variant,
      memoryKibibytes: Number(memory),
      passes: Number(passes),
      lanes: Number(lanes),
      salt,
    }
  },
  facts: ({ variant, memoryKibibytes, passes, lanes, salt }) => ({
    class: 'slow',
    parameters: { variant, memoryKibibytes, passes, lanes },
    saltBits: Math.floor((salt.length * 6) / 8) * 8,
  }),
  salt: ({ salt }) => salt,
  opens: (password, { text }) => argon2.verify(text, password),
  milliseconds: ({ memoryKibibytes, passes }) => 0.2 + Number(memoryKibibytes) * Number(passes) * 0.0015,
  examples: [
    {
      text: '$argon2id$v=19$m=65536,t=4,p=1$ZG90eGlxQk9SMU9PSTFobg$uD/6TQZjI6SahxrGYkQzHF0HUDMczW5EBErK0T/YCas',
      password: 'secret',
      class: 'slow',
      parameters: { variant: 'argon2id', memoryKibibytes: 65536, passes: 4, lanes: 1 },
    },
    {
      text: '{ARGON2ID}$argon2id$v=19$m=65536,t=3,p=1$SazkBDfNtUmZX9Q71aUwsg$Hv7JlfqX44FujXexppHhbRfjdq0qxT+FyAac8U3iZoc',
      password: 'secret',
      class: 'slow',
    },
    {
      text: '{ARGON2I}$argon2i$v=19$m=32768,t=4,p=1$hLyDYx/Y2rNF57c9jbSFhg$3LNKhnl1uDEpogYur5J5eZFL8o61VU4tjqxRW53hQ6k',
      password: 'secret',
      class: 'slow',
      parameters: { variant: 'argon2i', memoryKibibytes: 32768, passes: 4, lanes: 1 },
    },
    {
      text: '$argon2i$v=19$m=4096,p=1,t=3$4c7tZRz9F0Y7yxm/8Qx8sg$XFsn2tgl+v3II3FKi8/uNB9/vUxT330zllR/3rawDpU',
      password: 'secret',
      class: 'slow',
      parameters: { variant: 'argon2i', memoryKibibytes: 4096, passes: 3, lanes: 1 },
    },
    {
      text: '{ARGON2}$argon2i$v=19$m=4096,t=3,p=1$4c7tZRz9F0Y7yxm/8Qx8sg$XFsn2tgl+v3II3FKi8/uNB9/vUxT330zllR/3rawDpU',
      password: 'secret',
      class: 'slow',
    },
    {
      text: 'argon2$argon2id$v=19$m=102400,t=2,p=8$QW91V0RFWUw1R1VPazZUTDRQajZabw$ZHYqVbEzAfgbHYej2rM9Pw',
      password: 'secret',
      class: 'slow',
      parameters: { variant: 'argon2id', memoryKibibytes: 102400, passes: 2, lanes: 8 },
    },
  ],
})
