import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Refusal } from '../core/refusal.ts'
import { besides } from './live-file.ts'

/**
 * Holds the file for this process; answers what lets it go. Refuses a file that another one still holds after so many
 * seconds; whoever lets go is rid of it a moment later. The lock is the kernel's, by flock(1): it ends with this process,
 * however that dies, since the holder reads from it until then.
 */
export async function holdFile(file: string, waitSeconds = 0): Promise<() => void> {
  const lock = besides(file, 'kagimori-lock')
  // A group of its own: Ctrl-C is ours to hear first.
  const holder = spawn(
    'flock',
    ['-w', String(waitSeconds), '-E', '75', lock, 'sh', '-c', 'echo held; exec cat > /dev/null'],
    {
      detached: true,
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  )
  const ended = once(holder, 'exit').then(([code]) => Number(code))
  const end = await Promise.race([once(holder.stdout, 'data').then(() => undefined), ended]).catch(() => -1)
  if (end === 75) throw new Refusal('conflict', 'sync-held', { file })
  if (end !== undefined) throw new Refusal('invalid', 'sync-no-lock', { file: lock })
  holder.stdout.destroy()
  holder.unref()
  return () => holder.stdin.destroy()
}
