import type { Shape } from './canary-search.ts'

/** Requests that carry passwords elsewhere than in an account list: what is sent for one password and how it must end. */
export interface CanaryRequest {
  readonly about: string
  readonly count: number
  readonly shape?: Shape
  readonly ask: (password: string, place: Place) => Ask
  readonly status: number
}

export interface Ask {
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** What requests refer to: a system, a task of an account in it that is open, and one that is proved. */
export interface Place {
  readonly system: string
  readonly openTask: string
  /** Of an account whose system can be asked and refuses every password; the one that must go is `tanaka2019`. */
  readonly askedTask: string
  readonly provedTask: string
  /** Of the servers at the gates. */
  readonly token: string
}

const json = { 'Content-Type': 'application/json' }
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Ask => ({
  method: 'POST',
  path,
  headers: { ...json, ...headers },
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
})
const rate = (body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  post('/passwords/rate', body, headers)
const inEscapes = (text: string) =>
  text.replace(/[^ -~]|[a-z]/g, sign => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
const verify = (task: string, password: string, key?: string) =>
  post(
    `/rotation-tasks/${task}/verify`,
    { oldPassword: password, newPassword: `${password}+` },
    key === undefined ? {} : { 'Idempotency-Key': key },
  )

const ratings: readonly CanaryRequest[] = [
  { about: 'rated', count: 15, ask: password => rate({ password }), status: 200 },
  {
    about: 'rated, Japanese',
    count: 15,
    shape: 'japanese',
    ask: password => rate({ password }),
    status: 200,
  },
  {
    about: 'rated, in JSON escapes',
    count: 5,
    ask: password => rate(`{"password":"${inEscapes(password)}"}`),
    status: 200,
  },
  {
    about: 'rated with itself as a known word',
    count: 10,
    shape: 'quote',
    ask: password => rate({ password, userInputs: [password] }),
    status: 200,
  },
  {
    about: 'rated for a system there is none of',
    count: 5,
    ask: password => rate({ password, system: 'nowhere' }),
    status: 404,
  },
  { about: 'too long', count: 5, ask: password => rate({ password: password.repeat(400) }), status: 400 },
  {
    about: 'in a body too large',
    count: 3,
    ask: password => rate({ password: password.repeat(30_000) }),
    status: 413,
  },
  { about: 'in an array', count: 5, ask: password => rate({ password: [password] }), status: 400 },
  { about: 'in an object', count: 5, ask: password => rate({ password: { clear: password } }), status: 400 },
  {
    about: 'as the name of a field',
    count: 10,
    ask: password => rate({ password: 'x', [password]: true }),
    status: 400,
  },
  { about: 'in a misspelt field', count: 5, ask: password => rate({ pasword: password }), status: 400 },
  { about: 'as the whole body', count: 5, ask: password => rate(JSON.stringify(password)), status: 400 },
  {
    about: 'in JSON without its quotes',
    count: 10,
    ask: password => rate(`{"password": ${password}}`),
    status: 400,
  },
  {
    about: 'in JSON that breaks off',
    count: 10,
    ask: password => rate(`{"password": "${password}`),
    status: 400,
  },
  {
    about: 'in JSON that is nested too deep',
    count: 5,
    ask: password => rate(`{"password": ${'['.repeat(30)}"${password}"${']'.repeat(30)}}`),
    status: 400,
  },
  {
    about: 'in UTF-16',
    count: 5,
    ask: password => rate(Buffer.from(`\ufeff{"password": "${password}"}`, 'utf16le')),
    status: 400,
  },
  {
    about: 'as a form',
    count: 5,
    ask: password =>
      rate(`password=${encodeURIComponent(password)}`, {
        'Content-Type': 'application/x-www-form-urlencoded',
      }),
    status: 415,
  },
  {
    about: 'in a body said to be compressed',
    count: 3,
    ask: password => rate({ password }, { 'Content-Encoding': 'gzip' }),
    status: 415,
  },
]

const elsewhere: readonly CanaryRequest[] = [
  {
    about: 'in a question whether to let someone in',
    count: 15,
    ask: (password, { system }) => post('/decisions', { system, ip: '192.0.2.7', login: 'tanaka', password }),
    status: 200,
  },
  {
    about: 'as the name of a field in such a question',
    count: 5,
    ask: (password, { system }) => post('/decisions', { system, ip: '192.0.2.7', [password]: '' }),
    status: 400,
  },
  {
    about: 'offered as proof of a task that is not proved',
    count: 10,
    ask: (password, { openTask }) => verify(openTask, password),
    status: 409,
  },
  {
    about: 'offered as the new one and tried on the real system',
    count: 10,
    ask: (password, { askedTask }) =>
      post(`/rotation-tasks/${askedTask}/verify`, { oldPassword: 'tanaka2019', newPassword: password }),
    status: 409,
  },
  {
    about: 'the same under an Idempotency-Key',
    count: 10,
    ask: (password, { openTask }) => verify(openTask, password, 'open-1'),
    status: 409,
  },
  {
    about: 'offered as proof of a task that is proved, and replayed with other passwords under the same key',
    count: 10,
    ask: (password, { provedTask }) => verify(provedTask, password, 'proved-1'),
    status: 200,
  },
  {
    about: 'handed over by a link that nobody reads',
    count: 5,
    ask: (password, { system }) => post('/handovers', { system, login: 'tanaka', password }),
    status: 201,
  },
  {
    about: 'in place of a link',
    count: 5,
    ask: password => post(`/handovers/${encodeURIComponent(password)}`, ''),
    status: 404,
  },
  {
    about: 'offered as the old one, to be tried again, of a task that is proved, and of one that is not',
    count: 10,
    ask: (password, { openTask, provedTask }) => {
      const task = password.length % 2 === 0 ? openTask : provedTask
      return post(`/rotation-tasks/${task}/recheck`, { oldPassword: password })
    },
    status: 409,
  },
  {
    about: 'in a proof with a wrong type',
    count: 5,
    ask: (password, { openTask }) => post(`/rotation-tasks/${openTask}/verify`, { oldPassword: [password] }),
    status: 400,
  },
  {
    about: 'as the endpoint of a system',
    count: 3,
    ask: (password, { system }) => ({
      ...post(`/systems/${system}`, { name: 'x', kind: 'ftp', exposure: 'intranet', endpoints: [password] }),
      method: 'PUT',
    }),
    status: 400,
  },
]

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`
const forward = ({ system, token }: Place, headers: Readonly<Record<string, string>>): Ask => ({
  path: `/gates/forward-auth/${system}`,
  headers: { 'X-Kagimori-Token': token, 'X-Real-IP': '192.0.2.7', ...headers },
})

/** The system only reports: whoever is understood comes in. */
const atGates: readonly CanaryRequest[] = [
  {
    about: 'of a visitor, passed on by a web server',
    count: 15,
    ask: (password, place) => forward(place, { Authorization: basic(`tanaka:${password}`) }),
    status: 204,
  },
  {
    about: 'the same without its login, and in another scheme',
    count: 5,
    ask: (password, place) =>
      forward(place, { Authorization: `Basic ${basic(password)}`, Cookie: basic(password) }),
    status: 204,
  },
  {
    about: 'in the question of a mail proxy',
    count: 10,
    ask: (password, { system }) => ({
      path: '/gates/nginx-mail',
      headers: {
        'Auth-User': 'tanaka',
        'Auth-Pass': encodeURIComponent(password),
        'Client-IP': '192.0.2.7',
        'X-Kagimori-System': system,
        'X-Kagimori-Backend': '127.0.0.1:143',
      },
    }),
    status: 200,
  },
  {
    about: 'in the form of the shell client',
    count: 15,
    ask: (password, { system }) =>
      post(
        '/gates/pam',
        `system=${system}&ip=192.0.2.7&user=tanaka&password=${encodeURIComponent(password)}`,
        form,
      ),
    status: 204,
  },
  {
    about: 'in a form that is none',
    count: 5,
    ask: password => post('/gates/pam', `%${password}=${password}&&ip`, form),
    status: 403,
  },
  {
    about: 'in a question of Dovecot that breaks off',
    count: 5,
    ask: (password, { system }) =>
      post(`/gates/dovecot/${system}?command=allow`, `{"login":"tanaka","password":"${password}`),
    status: 200,
  },
]

const astray: readonly CanaryRequest[] = [
  {
    about: 'in a query',
    count: 5,
    ask: password => ({ ...rate('{}'), path: `/passwords/rate?password=${encodeURIComponent(password)}` }),
    status: 400,
  },
  {
    about: 'as the name of a query parameter',
    count: 5,
    ask: password => ({ path: `/decisions?${encodeURIComponent(password)}` }),
    status: 400,
  },
  {
    about: 'in a path',
    count: 5,
    ask: password => ({ path: `/passwords/rate/${encodeURIComponent(password)}` }),
    status: 404,
  },
  {
    about: 'in place of a column mapping',
    count: 5,
    ask: (password, { system }) =>
      post(
        `/systems/${system}/account-lists?columns=${encodeURIComponent(password)}`,
        'login,role\ntanaka,user\n',
      ),
    status: 400,
  },
  {
    about: 'in a column mapping',
    count: 5,
    ask: (password, { system }) =>
      post(
        `/systems/${system}/account-lists?columns=${encodeURIComponent(`login:login,password:${password}`)}`,
        'login,role\ntanaka,user\n',
      ),
    status: 422,
  },
  {
    about: 'in headers of its own',
    count: 5,
    ask: password => ({
      path: '/systems',
      headers: {
        'X-Password': password,
        'User-Agent': password,
        Cookie: `p=${password}`,
        Referer: `http://x/${password}`,
      },
    }),
    status: 200,
  },
  {
    about: 'in headers that are read',
    count: 5,
    ask: password => ({
      path: '/systems',
      headers: {
        'Accept-Language': password,
        'If-None-Match': password,
        'X-Forwarded-For': password,
        Prefer: password,
      },
    }),
    status: 200,
  },
  {
    about: 'as an If-Match',
    count: 3,
    ask: (password, { system }) => ({
      ...post(
        `/systems/${system}`,
        { name: 'x', kind: 'ftp', exposure: 'intranet', endpoints: [] },
        { 'If-Match': password },
      ),
      method: 'PUT',
    }),
    status: 400,
  },
  {
    about: 'as an Idempotency-Key',
    count: 5,
    ask: (password, { system }) => ({
      ...post(
        `/systems/${system}`,
        { name: 'x', kind: 'ftp', exposure: 'intranet', endpoints: [] },
        { 'Idempotency-Key': password },
      ),
      method: 'PUT',
    }),
    status: 200,
  },
  {
    about: 'in place of a token',
    count: 5,
    ask: password => ({ path: '/systems', headers: { Authorization: `Bearer ${password}` } }),
    status: 401,
  },
  {
    about: 'in basic authorization',
    count: 5,
    ask: password => ({
      path: '/systems',
      headers: { Authorization: `Basic ${Buffer.from(`tanaka:${password}`).toString('base64')}` },
    }),
    status: 401,
  },
]

/** In this order: the last ones use up the patience there is with wrong tokens. */
export const requests: readonly CanaryRequest[] = [...ratings, ...elsewhere, ...atGates, ...astray]
