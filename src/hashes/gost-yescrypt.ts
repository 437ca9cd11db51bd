import { defineCryptScheme, yescryptFacts } from '../hash-library/scheme.ts'

/** yescrypt wrapped in the Russian standard hash. */
export default defineCryptScheme({
  name: 'gost-yescrypt',
  pattern:
    /^\$gy\$[./0-9A-Za-j](?<cost>[./0-9A-Za-j])(?<blocks>[./0-9A-Za-j])\$(?<salt>[./0-9A-Za-z]{0,86})\$[./0-9A-Za-z]{43}$/,
  facts: yescryptFacts,
  milliseconds: ({ memoryKibibytes }) => Number(memoryKibibytes) * 0.0012,
  examples: [
    {
      text: '$gy$j9T$ohHg/Z6eC12GBpif6EXVJ1$Asl5uQEmQTXVVtZ3xoMUnoVrOp0uyaIVIu.JOK9NQc6',
      password: 'secret',
      class: 'slow',
      parameters: { cost: 4096, memoryKibibytes: 16384 },
    },
  ],
})
