import { defineCryptScheme } from '../hash-library/scheme.ts'

/** Blowfish crypt of OpenBSD: `htpasswd -B`, PHP's `password_hash`, `{BLF-CRYPT}`, and Django's plain wrapper. */
export default defineCryptScheme({
  name: 'bcrypt',
  labels: 'BLF-CRYPT BCRYPT',
  prefix: 'bcrypt$',
  pattern: /^\$2(?<variant>[abxy])\$(?<cost>[0-3]\d)\$(?<salt>[./0-9A-Za-z]{22})[./0-9A-Za-z]{31}$/,
  facts: ({ cost }) => ({ class: 'slow', parameters: { cost: Number(cost) }, saltBits: 128 }),
  milliseconds: ({ cost }) => 2 ** Number(cost) * 0.055,
  examples: [
    {
      text: '$2y$05$WHGY26q9xusF2oSPercNQeFMsDyTq1fCRmq6W/pKOrkqGY4QNQUN2',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 5 },
    },
    {
      text: '$2b$05$7a4WEpGsepP3zwc/OZ1rc.5tSoeyziMEHLh6Nv0dtDOB7pP2biFQa',
      password: 'secret',
      class: 'slow',
    },
    {
      text: '$2a$05$/LRJNt2Qhy/o0/pr6Gc5Z.gN41vSIjgxv1QxsdADUTQwFm6Rjc1LW',
      password: 'secret',
      class: 'slow',
    },
    {
      text: '{BLF-CRYPT}$2y$05$vKPOy1VVcqmktafeoaQtlet.gMtjh8IqZ.eHvXjFt0ThZJSp7EUjm',
      password: 'secret',
      class: 'slow',
    },
    {
      text: '{CRYPT}$2y$05$1rXN6jroWKL0TT6EoM2wZOV9rCg2.37o1CnE6iF92d4lX.sxzhHBi',
      password: 'secret',
      class: 'slow',
    },
    {
      text: 'bcrypt$$2b$12$qVfIGJDN1eZNF15xQLUvG.fttrwM.hL7ht4saaX5SpDLy6UgvDKau',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 12 },
    },
  ],
})
