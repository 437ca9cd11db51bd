#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCommand } = await import('./cli/command.ts')
process.exitCode = await runCommand(process.argv.slice(2))
