/** The rooms of the house and what each may import: rooms of this project, then packages and built-ins. */
export const importTable: Readonly<
  Record<string, { readonly rooms: readonly string[]; readonly packages: readonly string[] }>
> = {
  core: { rooms: [], packages: ['zod'] },
  strength: { rooms: ['core'], packages: ['zxcvbn', '@zxcvbn-ts/language-ja'] },
  rules: { rooms: ['core', 'strength'], packages: ['zod'] },
  formats: { rooms: ['core'], packages: [] },
  exports: { rooms: ['core'], packages: [] },
  gates: { rooms: ['core'], packages: [] },
  reports: { rooms: ['core'], packages: [] },
  channels: { rooms: ['core'], packages: ['zod'] },
  reminders: { rooms: ['core', 'parts', 'change', 'policies'], packages: ['node:', 'nodemailer'] },
  hashes: { rooms: ['core', 'hash-library'], packages: ['node:crypto', 'node:util', 'argon2'] },
  'hash-library': { rooms: ['core'], packages: ['node:crypto', 'node:util', 'koffi'] },
  probes: {
    rooms: ['core', 'probe-library'],
    packages: [
      'node:net',
      'node:crypto',
      'basic-ftp',
      'imapflow',
      'ldapts',
      'mysql2',
      'nodemailer',
      'pg',
      'ssh2',
    ],
  },
  'probe-library': { rooms: ['core'], packages: ['node:'] },
  probing: { rooms: ['core', 'parts', 'change', 'shelf'], packages: [] },
  shelf: { rooms: ['core'], packages: ['node:fs'] },
  holidays: { rooms: [], packages: ['@holiday-jp/holiday_jp'] },
  parts: { rooms: ['core'], packages: [] },
  jobs: { rooms: ['core'], packages: ['node:crypto', 'pg-boss'] },
  policies: { rooms: ['core'], packages: ['node:fs', 'node:path', 'yaml', 'zod'] },
  access: { rooms: ['core', 'parts', 'change'], packages: [] },
  'gate-faults': { rooms: ['core', 'parts', 'access', 'audit'], packages: [] },
  'attack-evidence': { rooms: ['core', 'parts', 'access', 'audit'], packages: [] },
  audit: { rooms: ['core', 'parts', 'change', 'strength'], packages: [] },
  intake: {
    rooms: ['core', 'parts', 'change', 'audit', 'shelf', 'strength', 'hashes', 'packed'],
    packages: ['node:', 'argon2', 'csv-parse', 'encoding-japanese'],
  },
  'file-audit': {
    rooms: ['core', 'audit', 'intake', 'packed', 'shelf', 'strength', 'memory'],
    packages: ['node:'],
  },
  'login-rating': {
    rooms: ['core', 'parts', 'change', 'access', 'intake', 'strength'],
    packages: ['node:crypto'],
  },
  proof: {
    rooms: ['core', 'parts', 'change', 'audit', 'intake', 'login-rating', 'sealing', 'strength'],
    packages: ['node:crypto'],
  },
  store: { rooms: ['core'], packages: ['node:', 'kysely', 'pg'] },
  change: { rooms: ['core', 'parts'], packages: [] },
  registry: { rooms: ['core', 'parts', 'change', 'access'], packages: [] },
  readiness: { rooms: ['core', 'parts'], packages: [] },
  'enforcer-parts': {
    rooms: [
      'core',
      'parts',
      'access',
      'attack-evidence',
      'handovers',
      'intake',
      'jobs',
      'probing',
      'proof',
      'reminders',
    ],
    packages: [],
  },
  enforcer: {
    rooms: [
      'core',
      'parts',
      'enforcer-parts',
      'change',
      'access',
      'attack-evidence',
      'handovers',
      'registry',
      'audit',
      'intake',
      'jobs',
      'proof',
      'probing',
      'readiness',
      'reminders',
    ],
    packages: [],
  },
  http: {
    rooms: ['core', 'enforcer', 'memory'],
    packages: [
      'node:',
      'express',
      'helmet',
      'compression',
      'rate-limiter-flexible',
      'zod',
      'zod-openapi',
      'prom-client',
      'swagger-ui-dist',
      'pino',
    ],
  },
  listeners: { rooms: ['core'], packages: ['node:', 'yaml'] },
  'live-file': { rooms: ['core'], packages: ['node:'] },
  sync: { rooms: ['core', 'live-file'], packages: ['node:'] },
  handovers: { rooms: ['core', 'parts', 'change', 'sealing'], packages: ['node:crypto'] },
  executors: {
    rooms: ['core', 'executor-library', 'probe-library'],
    packages: ['ldapts', 'mysql2', 'pg'],
  },
  'executor-library': {
    rooms: ['core', 'hash-library', 'live-file', 'sealing'],
    packages: ['node:', 'argon2'],
  },
  rotating: { rooms: ['core', 'live-file', 'shelf', 'intake'], packages: ['node:'] },
  doctor: { rooms: ['core', 'probe-library'], packages: ['node:', 'ssh2'] },
  config: { rooms: ['core'], packages: ['node:fs', 'node:path'] },
  'log-file': { rooms: [], packages: ['node:fs'] },
  packed: { rooms: [], packages: ['node:fs', 'node:module'] },
  'use-packs': { rooms: ['packed'], packages: [] },
  'dictionary-pack': { rooms: ['packed', 'strength'], packages: ['node:'] },
  pack: {
    rooms: ['packed', 'dictionary-pack', 'strength'],
    packages: ['node:fs', 'node:url', 'esbuild'],
  },
  log: { rooms: ['log-file'], packages: ['node:path', 'pino'] },
  clock: { rooms: [], packages: [] },
  sealing: { rooms: [], packages: ['node:crypto'] },
  memory: { rooms: [], packages: ['node:v8', 'node:vm'] },
  build: {
    rooms: [
      'core',
      'reminders',
      'config',
      'clock',
      'enforcer',
      'access',
      'gate-faults',
      'attack-evidence',
      'audit',
      'handovers',
      'intake',
      'jobs',
      'login-rating',
      'proof',
      'store',
      'shelf',
      'policies',
      'probing',
      'holidays',
      'parts',
      'strength',
    ],
    packages: ['node:'],
  },
  server: {
    rooms: [
      'core',
      'config',
      'build',
      'change',
      'enforcer',
      'access',
      'http',
      'listeners',
      'log',
      'shelf',
      'memory',
    ],
    packages: ['node:'],
  },
  cli: {
    rooms: [
      'core',
      'change',
      'clock',
      'config',
      'build',
      'enforcer',
      'packed',
      'server',
      'shelf',
      'store',
      'strength',
      'policies',
      'reminders',
      'log',
      'audit',
      'file-audit',
      'holidays',
      'live-file',
      'rotating',
      'sync',
      'doctor',
    ],
    packages: ['node:', 'commander', 'cli-table3', 'yaml', 'zod'],
  },
}

/** Only the cellar knows which database it is. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  'node:sqlite': [
    'src/store/database.ts',
    'src/store/sqlite-worker.ts',
    'src/store/backup.ts',
    'src/store/data-folder.ts',
  ],
  pg: [
    'src/store/database.ts',
    'src/store/outliving-pool.ts',
    'src/probes/postgresql.ts',
    'src/executors/postgresql.ts',
  ],
}

const emptyNames =
  /(^|[-/])(util|utils|helper|helpers|common|misc|manager|service|controller|repository|types)(-|\.ts$)/
const longestFile = 400

/** The room a source file belongs to: its folder under src, or its own name at the top. */
export function roomOf(path: string): string {
  const [, first = '', second] = path.split('/')
  return second === undefined ? first.replace(/\.ts$/, '') : first
}

/** What a source imports, static and dynamic alike. */
export function importsOf(source: string): readonly string[] {
  const statics = source.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]/gms)
  const bare = source.matchAll(/^import\s+['"]([^'"]+)['"]/gm)
  const dynamic = source.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)
  return [...statics, ...bare, ...dynamic].map(([, target = '']) => target)
}

/** Every breach of the house rules in these sources (`src/…` path → text), as sentences. */
export function breaches(sources: ReadonlyMap<string, string>): readonly string[] {
  return [...sources]
    .flatMap(([path, source]) => [
      ...(emptyNames.test(path) ? [`${path}: the name says nothing`] : []),
      ...(source.split('\n').length - 1 > longestFile ? [`${path}: longer than ${longestFile} lines`] : []),
      ...importsOf(source).flatMap(target => importBreach(path, target)),
    ])
    .concat(circles(sources))
}

function importBreach(path: string, target: string): readonly string[] {
  const room = roomOf(path)
  const allowed = importTable[room]
  if (allowed === undefined) return [`${path}: room "${room}" is not in the import table`]
  if (target.startsWith('.')) {
    const other = roomOf(resolved(path, target))
    return other === room || allowed.rooms.includes(other) ? [] : [`${path}: ${room} may not import ${other}`]
  }
  const keepers = onlyIn[target]
  if (keepers !== undefined && !keepers.includes(path))
    return [`${path}: ${target} belongs to ${keepers.join(', ')}`]
  const known = allowed.packages.some(
    name => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
  )
  return known ? [] : [`${path}: ${room} may not import ${target}`]
}

function resolved(path: string, target: string): string {
  return new URL(target, `file:///${path}`).pathname.slice(1)
}

/** Import circles between files, each named once by the path it closes on. */
function circles(sources: ReadonlyMap<string, string>): readonly string[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: string[] = []
  const visit = (path: string, trail: readonly string[]) => {
    if (state.get(path) === 'done' || !sources.has(path)) return
    if (state.get(path) === 'open') {
      found.push(`circle: ${[...trail.slice(trail.indexOf(path)), path].join(' → ')}`)
      return
    }
    state.set(path, 'open')
    for (const target of staticImports(sources.get(path) ?? ''))
      visit(resolved(path, target), [...trail, path])
    state.set(path, 'done')
  }
  for (const path of sources.keys()) visit(path, [])
  return found
}

/** Imports that exist at run time and are evaluated at once: type-only ones cannot make a circle. */
function staticImports(source: string): readonly string[] {
  return importsOf(
    source.replace(/^(?:import|export) type\b[^'"]*?['"][^'"]+['"]/gms, '').replace(/\bimport\(/g, 'lazily('),
  ).filter(target => target.startsWith('.'))
}
