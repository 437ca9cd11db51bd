import { defineCryptScheme, yescryptFacts } from '../hash-library/scheme.ts'

/** The default of `/etc/shadow` on Debian, Fedora and Arch: scrypt's successor, hard on memory. */
export default defineCryptScheme({
  name: 'yescrypt',
  labels: 'YESCRYPT',
  pattern:
    /^\$y\$[./0-9A-Za-j](?<cost>[./0-9A-Za-j])(?<blocks>[./0-9A-Za-j])\$(?<salt>[./0-9A-Za-z]{0,86})\$[./0-9A-Za-z]{43}$/,
  facts: yescryptFacts,
  milliseconds: ({ memoryKibibytes }) => Number(memoryKibibytes) * 0.0012,
  examples: [
    {
      text: '$y$j9T$kqAk1epHq8Lafpn.3OsSO0$LOo8bUmQ2mRWOhNsVtMbTNgspkSkzTFKrw.Bo0ZzmxA',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 4096, memoryKibibytes: 16384 },
    },
  ],
})
