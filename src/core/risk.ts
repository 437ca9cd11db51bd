import type { Credential, Role, WeaknessCode } from './account.ts'
import type { Sentence } from './message.ts'
import type { Exposure } from './system.ts'

/** How a risk came about: the base from the password's strength and each factor that multiplied it. */
export interface RiskExplanation {
  /** 0–100. */
  readonly risk: number
  /** `because` is a key of `riskWeights`, here and in the factors. */
  readonly base: { readonly because: string; readonly points: number }
  readonly factors: readonly { readonly because: string; readonly factor: number }[]
}

/** The plain facts a risk rests on. An absent fact never lowers it, except that an unstated role counts as a plain user's. */
export interface RiskFacts {
  /** Absent: not rated. */
  readonly score?: 0 | 1 | 2 | 3 | 4
  readonly weaknesses: readonly WeaknessCode[]
  readonly credential: Credential['seen']
  /** How many other accounts have the same password. */
  readonly peerCount: number
  /** Whether one of them is on a system of another sensitivity (accounting and FTP, say). */
  readonly crossSensitivity: boolean
  readonly exposure: Exposure
  /** Whether the password may travel in clear. */
  readonly plaintextEndpoint: boolean
  /** Whether an allowlist with entries limits who may try. */
  readonly allowlisted: boolean
  /** Whether a system open to the internet runs on the same server. */
  readonly coLocatedPublic: boolean
  readonly role?: Role
  readonly enabled?: boolean
}

interface Weight {
  /** Points are what the password itself amounts to (the largest that applies counts); factors multiply them. */
  readonly as: 'points' | 'factor'
  readonly weight: number
  readonly about: Sentence
  readonly applies: (facts: RiskFacts) => boolean
}

const many = 10
const has = (code: WeaknessCode) => (facts: RiskFacts) => opens(facts) && facts.weaknesses.includes(code)
const scored = (score: number) => (facts: RiskFacts) => opens(facts) && facts.score === score
const opens = ({ credential }: RiskFacts) => credential !== 'locked'
const from = (exposure: Exposure) => (facts: RiskFacts) => facts.exposure === exposure

/**
 * Every weight there is, with its reason. Points say how soon a guesser is in; factors how many may try and how much
 * falls with it. They are set so that a default password on an internet FTP server in plaintext, without allowlist and
 * beside other public systems, is 100, and a strong unique one in the same place stays at or below 20.
 */
export const riskWeights: Readonly<Record<string, Weight>> = {
  blank: {
    as: 'points',
    weight: 55,
    about: { en: 'There is no password.', ja: 'パスワードがありません。' },
    applies: has('blank'),
  },
  default: {
    as: 'points',
    weight: 55,
    about: { en: "The vendor's default password.", ja: '製品の初期パスワードのままです。' },
    applies: has('default'),
  },
  'equals-login': {
    as: 'points',
    weight: 55,
    about: { en: 'The password is the login itself.', ja: 'パスワードがIDと同じです。' },
    applies: has('equals-login'),
  },
  breached: {
    as: 'points',
    weight: 50,
    about: {
      en: 'The password is on a list of leaked passwords.',
      ja: '漏えいしたパスワードの一覧に載っています。',
    },
    applies: has('breached'),
  },
  'score-0': {
    as: 'points',
    weight: 40,
    about: { en: 'Guessed at once (score 0 of 4).', ja: 'すぐに推測されます(強度0/4)。' },
    applies: scored(0),
  },
  'score-1': {
    as: 'points',
    weight: 30,
    about: { en: 'Guessed quickly (score 1 of 4).', ja: '短時間で推測されます(強度1/4)。' },
    applies: scored(1),
  },
  unrated: {
    as: 'points',
    weight: 24,
    about: {
      en: 'Strength unknown: not seen, or only as a hash.',
      ja: '強度不明です(未確認、またはハッシュのみ)。',
    },
    applies: facts => opens(facts) && facts.score === undefined,
  },
  'score-2': {
    as: 'points',
    weight: 18,
    about: { en: 'Guessed with some effort (score 2 of 4).', ja: 'ある程度の手間で推測されます(強度2/4)。' },
    applies: scored(2),
  },
  'score-3': {
    as: 'points',
    weight: 9,
    about: { en: 'Hard to guess (score 3 of 4).', ja: '推測は困難です(強度3/4)。' },
    applies: scored(3),
  },
  'score-4': {
    as: 'points',
    weight: 4,
    about: { en: 'Very hard to guess (score 4 of 4).', ja: '推測は非常に困難です(強度4/4)。' },
    applies: scored(4),
  },
  locked: {
    as: 'points',
    weight: 1,
    about: { en: 'Locked: no password opens it.', ja: 'ロック中で、どのパスワードでも入れません。' },
    applies: facts => !opens(facts),
  },
  reused: {
    as: 'factor',
    weight: 1.3,
    about: {
      en: 'Other accounts have the same password.',
      ja: '同じパスワードのアカウントが他にもあります。',
    },
    applies: ({ peerCount, crossSensitivity }) => peerCount > 0 && peerCount < many && !crossSensitivity,
  },
  'reused-widely': {
    as: 'factor',
    weight: 1.5,
    about: {
      en: 'Ten or more other accounts have the same password.',
      ja: '同じパスワードのアカウントが他に10件以上あります。',
    },
    applies: ({ peerCount, crossSensitivity }) => peerCount >= many && !crossSensitivity,
  },
  'reused-across-sensitivity': {
    as: 'factor',
    weight: 1.7,
    about: {
      en: 'The same password opens both sensitive and less sensitive systems.',
      ja: '重要なシステムとそうでないシステムで同じパスワードを使っています。',
    },
    applies: ({ crossSensitivity }) => crossSensitivity,
  },
  internet: {
    as: 'factor',
    weight: 1.5,
    about: { en: 'Reachable from the internet.', ja: 'インターネットから接続できます。' },
    applies: from('internet'),
  },
  intranet: {
    as: 'factor',
    weight: 1,
    about: { en: 'Reachable from the intranet only.', ja: '社内からのみ接続できます。' },
    applies: from('intranet'),
  },
  localhost: {
    as: 'factor',
    weight: 0.4,
    about: { en: 'Reachable on its own server only.', ja: '同じサーバー内からのみ接続できます。' },
    applies: from('localhost'),
  },
  plaintext: {
    as: 'factor',
    weight: 1.4,
    about: {
      en: 'The password may travel unencrypted.',
      ja: 'パスワードが暗号化されずに流れる可能性があります。',
    },
    applies: ({ plaintextEndpoint }) => plaintextEndpoint,
  },
  'no-allowlist': {
    as: 'factor',
    weight: 1.2,
    about: { en: 'No allowlist limits who may try.', ja: '接続元のIP制限がありません。' },
    applies: ({ allowlisted }) => !allowlisted,
  },
  'co-located': {
    as: 'factor',
    weight: 1.2,
    about: {
      en: 'A public system runs on the same server.',
      ja: '公開システムと同じサーバーで動いています。',
    },
    applies: ({ coLocatedPublic }) => coLocatedPublic,
  },
  service: {
    as: 'factor',
    weight: 1.1,
    about: {
      en: 'A service account: nobody notices its misuse.',
      ja: 'サービス用アカウントで、悪用に気づきにくい。',
    },
    applies: ({ role }) => role === 'service',
  },
  admin: {
    as: 'factor',
    weight: 1.3,
    about: { en: 'Administrator rights.', ja: '管理者権限があります。' },
    applies: ({ role }) => role === 'admin',
  },
  disabled: {
    as: 'factor',
    weight: 0.1,
    about: { en: 'The account is disabled.', ja: 'アカウントは無効です。' },
    applies: ({ enabled }) => enabled === false,
  },
}

/** The largest first: the first that applies is the one that counts. */
const allPoints = Object.entries(riskWeights)
  .filter(([, { as }]) => as === 'points')
  .map(([because, { weight, applies }]) => ({ applies, base: { because, points: weight } }))
  .sort((a, b) => b.base.points - a.base.points)
const allFactors = Object.entries(riskWeights)
  .filter(([, { as }]) => as === 'factor')
  .map(([because, { weight, applies }]) => ({ applies, factor: { because, factor: weight } }))
/** Of whatever facts, one of the points applies. */
const nothing = { because: 'locked', points: 0 }

/** The risk of one account, 0–100, and how it came about: the largest points that apply, times every factor that applies. */
export function assessRisk(facts: RiskFacts): RiskExplanation {
  const base = allPoints.find(({ applies }) => applies(facts))?.base ?? nothing
  const factors: RiskExplanation['factors'][number][] = []
  let product = base.points
  for (const { applies, factor } of allFactors) {
    if (!applies(facts)) continue
    factors.push(factor)
    product *= factor.factor
  }
  return { risk: Math.min(100, Math.round(product)), base, factors }
}
