import { defineCryptScheme } from '../hash-library/scheme.ts'

/** glibc's SHA-256 crypt; ProFTPD's `ftpasswd` makes it by default. */
export default defineCryptScheme({
  name: 'sha256-crypt',
  labels: 'SHA256-CRYPT',
  pattern: /^\$5\$(?:rounds=(?<rounds>[1-9]\d{3,8})\$)?(?<salt>[^$:]{0,16})\$[./0-9A-Za-z]{43}$/,
  facts: ({ rounds = '5000', salt = '' }) => ({
    class: 'slow',
    parameters: { rounds: Number(rounds), digest: 'sha256' },
    saltBits: salt.length * 6,
  }),
  milliseconds: ({ rounds }) => Number(rounds) * 0.00035,
  examples: [
    {
      text: '$5$G5uTowbwBTT9vGZD$14wRgBvzx/8ORg/KKm9qTiht3Hm9qCsyGR9L2Q3haf2',
      password: 'secret',
      class: 'slow',
      parameters: { rounds: 5000, digest: 'sha256' },
    },
    {
      text: '{SHA256-CRYPT}$5$uvU7j5cXEO.esfHb$qsi3D.VuL0Eqf.ZJ5fKTxPizDEYtMiTyu8qTbk2hwpD',
      password: 'secret',
      class: 'slow',
    },
  ],
})
