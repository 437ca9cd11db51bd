import { defineCryptScheme } from '../hash-library/scheme.ts'

/** glibc's SHA-512 crypt, the default of `/etc/shadow` for a decade. */
export default defineCryptScheme({
  name: 'sha512-crypt',
  labels: 'SHA512-CRYPT',
  pattern: /^\$6\$(?:rounds=(?<rounds>[1-9]\d{3,8})\$)?(?<salt>[^$:]{0,16})\$[./0-9A-Za-z]{86}$/,
  facts: ({ rounds = '5000', salt = '' }) => ({
    class: 'slow',
    parameters: { rounds: Number(rounds), digest: 'sha512' },
    saltBits: salt.length * 6,
  }),
  milliseconds: ({ rounds }) => Number(rounds) * 0.0003,
  examples: [
    {
      text: '$6$U9GDJydcvTndlDxt$p2g1a5OvEwjrWJZ7iv67pvVfbmB3nXrITcdkzNnc7gUR.l63syq.AI0.4I41ruI3iuo9pYjrvPBxA2U3aRalz1',
      password: 'secret',
      class: 'slow',
      parameters: { rounds: 5000, digest: 'sha512' },
    },
    {
      text: '$6$rounds=10000$C9HrNnPiv78ESdlV$J8P.YysINOckOaWa3kKWuP/h.vcIEmD6kP0WjrWlU4YYtoD6n788NMICIEokOkX/jnX/odxcfpynqGhUHCSce.',
      password: 'secret',
      class: 'slow',
      parameters: { rounds: 10000, digest: 'sha512' },
    },
    {
      text: '{SHA512-CRYPT}$6$.DmCw/88qf583XFB$.vMrj88Tiz6hcCrxuVrHx1HWewLYMmMJBY17WDnTuNEse06fLzP3dcjFfOcqEt65KmeTDpst4ul9cLbEXgrRr1',
      password: 'secret',
      class: 'slow',
    },
  ],
})
