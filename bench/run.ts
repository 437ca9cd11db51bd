/** `npm run bench [-- name… --flag…]`: every figure beside a named peer in the same run; nothing here is a test. */
const benches: Readonly<Record<string, (flags: readonly string[]) => Promise<void>>> = {
  lookups: async () => {
    const { benchLookups } = await import('./lookups.ts')
    await benchLookups(line => process.stdout.write(`${line}\n`))
  },
  decisions: async () => (await import('./decisions.ts')).benchDecisions(),
  gates: async () => (await import('./gates.ts')).benchGates(),
  ratings: async () => (await import('./ratings.ts')).benchRatings(),
  japanese: async () => (await import('./japanese.ts')).benchJapanese(),
  audit: async () => (await import('./audit.ts')).benchAudit(),
  strength: async flags => (await import('./strength.ts')).benchStrength(flags),
  attacks: async () => (await import('./attacks.ts')).benchAttacks(),
  proof: async () => (await import('./proof.ts')).benchProof(),
  reminders: async () => (await import('./reminders.ts')).benchReminders(),
  start: async () => (await import('./start.ts')).benchStart(),
  import: async () => (await import('./import.ts')).benchImport(Number(process.env.ROWS ?? 1_000_000)),
}

const wanted = process.argv.slice(2).filter(word => !word.startsWith('--'))
const flags = process.argv.slice(2).filter(word => word.startsWith('--'))
const unknown = wanted.filter(name => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench "${unknown.join(', ')}"; there are ${Object.keys(benches).join(', ')}.\n`,
  )
  process.exitCode = 2
} else {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length === 0 || wanted.includes(name)) await bench(flags)
  }
}
