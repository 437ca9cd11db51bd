import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packDictionaries } from './dictionary-pack/pack-format.ts'
import { digestOfSources } from './dictionary-pack/sources.ts'
import { dictionaryFile, packedLibraries, packFolder } from './packed.ts'
import { openDictionaries } from './strength/dictionaries.ts'

// Runs after an installation. Without the packer, as in one of production packages only, every library is loaded from
// its own files.
const { build } = await import('esbuild').catch(() => ({ build: undefined }))
const outdir = fileURLToPath(packFolder())
rmSync(new URL('../', packFolder()), { recursive: true, force: true })
await build?.({
  entryPoints: [...packedLibraries],
  outdir,
  bundle: true,
  // What two of them share stays one.
  splitting: true,
  format: 'esm',
  // Not Node's own variants: those of yaml are CommonJS, which would have no names.
  platform: 'neutral',
  target: 'node26',
  minifyWhitespace: true,
  logLevel: 'warning',
})
mkdirSync(outdir, { recursive: true })
writeFileSync(dictionaryFile(), packDictionaries(openDictionaries(), digestOfSources()))
