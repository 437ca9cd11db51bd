import { z } from 'zod'
import { enumerate } from '../core/enumeration.ts'
import { bad, defineRule, good, unknown } from '../core/rule.ts'
import { isSilent, type SyncReport } from '../core/sync-report.ts'

/** A file the server reads that is not, or may not be, the list that was given to it. */
export default defineRule({
  id: 'NW-10',
  subject: 'system',
  severity: 'high',
  title: { en: "Server's allowlist differs from the list", ja: 'サーバー側の許可リストとの不一致' },
  references: ['PCI DSS 4.0.1 1.2.8'],
  remedy: {
    en: 'Make the change in the allowlist instead, then run kagimori sync --overwrite, which keeps a copy of the file.',
    ja: '変更は許可リスト側で行い、kagimori sync --overwrite を実行してください(元のファイルは残ります)。',
  },
  reasons: {
    edited: {
      en: '{places}: changed by hand: {lines}.',
      ja: '{places}: 手作業で変更されています: {lines}。',
    },
    missing: {
      en: '{places}: the file is gone.',
      ja: '{places}: ファイルがありません。',
    },
    refused: {
      en: '{places}: the server refused the newest list; the one before is still in force.',
      ja: '{places}: サーバーが最新のリストを受け付けず、前のリストのままです。',
    },
    written: {
      en: '{places}: written, but no reload had the server read it; what is in force there is not known. Give kagimori sync its --reload.',
      ja: '{places}: 書き込みましたが、再読み込みをしていないため何が有効か分かりません。kagimori sync に --reload を指定してください。',
    },
    silent: {
      en: '{places}: no report since {since}; what is in force there is not known.',
      ja: '{places}: {since} 以降報告がなく、何が有効か分かりません。',
    },
  },
  options: z.strictObject({}),
  check: ({ syncs = [], now }) => {
    const found = bads.find(([, states]) => syncs.some(({ state }) => states.includes(state)))
    if (found !== undefined) {
      const [reason, states] = found
      return badFiles(
        reason,
        syncs.filter(({ state }) => states.includes(state)),
      )
    }
    const silent = syncs.filter(sync => isSilent(sync, now))
    const [since] = silent.map(({ at }) => at).sort()
    if (since !== undefined) return unknown('silent', { places: placesOf(silent), since })
    const written = syncs.filter(({ state }) => state === 'written')
    return written.length === 0 ? good : unknown('written', { places: placesOf(written) })
  },
  examples: {
    good: [
      { about: 'a system whose list no server reads from a file', subject: { syncs: [] } },
      { about: 'the list as given, told of a minute ago', subject: { syncs: [told('in-force')] } },
      {
        about: 'the third report due at this very second',
        subject: { now: '2026-11-23T09:02:00.000Z', syncs: [told('in-force')] },
      },
    ],
    bad: [
      {
        about: 'an address somebody wrote into the file',
        subject: { syncs: [told('edited', ['+allow 203.0.113.9;'])] },
        reason: 'edited',
      },
      { about: 'a file somebody removed', subject: { syncs: [told('missing')] }, reason: 'missing' },
      {
        about: 'a list the check did not pass',
        subject: { syncs: [told('check-failed')] },
        reason: 'refused',
      },
      {
        about: 'a server that could not be told of the list, beside one that could',
        subject: { syncs: [told('in-force'), told('reload-failed')] },
        reason: 'refused',
      },
    ],
    unknown: [
      {
        about: 'a server nobody has heard of since yesterday',
        subject: { now: '2026-11-24T09:00:00Z', syncs: [told('in-force')] },
        reason: 'silent',
      },
      {
        about: 'a list that was written and that nothing told the server of',
        subject: { syncs: [told('in-force'), told('written')] },
        reason: 'written',
      },
      {
        about: 'one second after three reports were missed',
        subject: { now: '2026-11-23T09:02:01.000Z', syncs: [told('in-force')] },
        reason: 'silent',
      },
    ],
  },
})

/** Worst first. */
const bads: readonly (readonly [string, readonly SyncReport['state'][]])[] = [
  ['edited', ['edited']],
  ['missing', ['missing']],
  ['refused', ['check-failed', 'reload-failed']],
]

function badFiles(reason: string, syncs: readonly SyncReport[]) {
  const places = syncs.map(({ place }) => place)
  const differences = syncs.flatMap(({ differences }) => differences).slice(0, 50)
  return bad(
    reason,
    { places: enumerate(places), ...(reason === 'edited' ? { lines: enumerate(differences, 3) } : {}) },
    { evidence: { places, differences } },
  )
}

function placesOf(syncs: readonly SyncReport[]): string {
  return enumerate(syncs.map(({ place }) => place))
}

function told(state: SyncReport['state'], differences: readonly string[] = []): SyncReport {
  const place = 'web-1:/etc/nginx/inventory.allow'
  return { target: 'nginx', place, state, differences, at: '2026-11-23T08:59:00.000Z', everySeconds: 60 }
}
