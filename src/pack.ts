import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { packedLibraries, packFolder } from './packed.ts'

// Runs after an installation. Without the packer, as in one of production packages only, nothing is packed and every
// library is loaded from its own files.
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
  platform: 'node',
  target: 'node26',
  minifyWhitespace: true,
  logLevel: 'warning',
})
