#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { usePacks } from './packed.ts'

enableCompileCache()
usePacks()
// Whoever reads the first lines only (`| head`) closes the pipe: that is no fault.
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})
const { runCommand } = await import('./cli/command.ts')
process.exitCode = await runCommand(process.argv.slice(2))
