import { deliver } from '../../src/sync/delivery.ts'

/** Delivers two lists in turn until it is killed. */
const [file = '', ...texts] = process.argv.slice(2)
const order = { file, check: 'true', reload: 'true', overwrite: false }
process.stdout.write('begun\n')
for (let round = 0; ; round += 1) {
  const letter = texts[round % texts.length] ?? ''
  await deliver(order, async () => ({ text: textOf(letter), etag: `"${letter}${round}"` }))
}

function textOf(letter: string): string {
  return `# ${letter}\n${`${letter}\n`.repeat(100_000)}deny all;\n`
}
