import type { AllowlistExport } from '../core/export.ts'

/** For scripts: the list with its digest, networks as canonical texts in order. */
const json: AllowlistExport = {
  name: 'json',
  about: 'one JSON object; let in whom networks holds, and nobody when it is empty',
  contentType: 'application/json; charset=utf-8',
  render: ({ system, generatedAt, digest, networks, remarks }) => {
    const texts = networks.map(({ text }) => text)
    const said = remarks.length === 0 ? {} : { remarks }
    return `${JSON.stringify({ system, generatedAt, sha256: digest, networks: texts, ...said }, null, 2)}\n`
  },
  examples: [
    {
      networks: ['192.0.2.0/26', '2001:db8::10'],
      lines: ['  "networks": [', '    "192.0.2.0/26",', '    "2001:db8::10/128"', '  ]'],
    },
    { networks: [], lines: ['  "networks": []'] },
  ],
}

export default json
