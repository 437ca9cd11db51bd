import { defineCryptScheme } from '../hash-library/scheme.ts'

/** FreeBSD's MD5 crypt of 1994: a thousand rounds, which its author has called unsafe since 2012. */
export default defineCryptScheme({
  name: 'md5-crypt',
  labels: 'MD5-CRYPT MD5',
  pattern: /^\$1\$(?<salt>[^$:]{0,8})\$[./0-9A-Za-z]{22}$/,
  facts: ({ salt = '' }) => ({
    class: 'fast',
    parameters: { rounds: 1000, digest: 'md5' },
    saltBits: salt.length * 6,
  }),
  milliseconds: () => 0.3,
  examples: [
    {
      text: '$1$4ZyJqm72$9o3zxxGtMcWlPnKGYI/xP0',
      password: 'secret',
      class: 'fast',
      parameters: { rounds: 1000, digest: 'md5' },
    },
    { text: '{MD5-CRYPT}$1$48QMFnzY$tdsBaG0LOcAWMwxzmvsCp1', password: 'secret', class: 'fast' },
    // Dovecot's {MD5} is this, and not the digest.
    { text: '{MD5}$1$GTNwmpMn$oU48/mj8doJfrsp.cBmSG.', password: 'secret', class: 'fast' },
  ],
})
