import { usePacks } from './packed.ts'

/* Imported by Node before all else (see `packFlags`). */

usePacks()
