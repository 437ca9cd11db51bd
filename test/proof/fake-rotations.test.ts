import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RotationTask } from '../../src/core/rotation.ts'
import { isLive } from '../../src/core/rotation-plan.ts'
import { office, openBuilt } from '../built.ts'

/** Old password, what it is "changed" to, and what a reader is told. Invented, strong but for what is wrong with them. */
const fakes: readonly (readonly [about: string, before: string, after: string, key: string])[] = [
  ['not changed at all', 'vK7#mWq2!tRz9xPd', 'vK7#mWq2!tRz9xPd', 'rotation-unchanged'],
  ['in another Unicode form', 'Pâté#mWq2!tRz9xPd', 'Pa\u0302te\u0301#mWq2!tRz9xPd', 'rotation-unchanged'],
  ['a 1 behind it', 'mizuhoKarasuTobu', 'mizuhoKarasuTobu1', 'rotation-variant'],
  ['the 1 made a 2', 'kumoriZoraAkai1', 'kumoriZoraAkai2', 'rotation-variant'],
  ['the 9 made a 10', 'yamabukiNegura9', 'yamabukiNegura10', 'rotation-variant'],
  ['an exclamation mark', 'hashiratokeiNaru', 'hashiratokeiNaru!', 'rotation-variant'],
  ['the mark exchanged', 'komorebiSasuNiwa!', 'komorebiSasuNiwa?', 'rotation-variant'],
  ['the mark in front', 'tsumugiOriKanade!', '!tsumugiOriKanade', 'rotation-variant'],
  ['the year after', 'akebonoSugiNami2025', 'akebonoSugiNami2026', 'rotation-against-policy'],
  ['the year in two digits', 'fukurouMoriYoru25', 'fukurouMoriYoru26', 'rotation-variant'],
  ['the year of the era', 'ginganTetsudoR7', 'ginganTetsudoR8', 'rotation-variant'],
  ['the month', 'hatsuyukiToge-11', 'hatsuyukiToge-12', 'rotation-variant'],
  ['the day', 'isaribiOkinoshima20261122', 'isaribiOkinoshima20261123', 'rotation-variant'],
  ['the quarter', 'jakuchuNiwatoriQ3', 'jakuchuNiwatoriQ4', 'rotation-variant'],
  ['a year where none was', 'kagaribiUkaiBune', 'kagaribiUkaiBune2026', 'rotation-variant'],
  ['the year taken away', 'matsukazeHamaSen2026', 'matsukazeHamaSen', 'rotation-variant'],
  ['the year in front', 'nadeshikoKawara2026', '2026nadeshikoKawara', 'rotation-against-policy'],
  ['year and mark', 'oborozukiHarunoYo!', 'oborozukiHarunoYo2026!', 'rotation-variant'],
  ['capitals', 'rindouNoHanaSaku', 'RINDOUNOHANASAKU', 'rotation-variant'],
  ['first letter small', 'SazanamiKaigan77', 'sazanamiKaigan77', 'rotation-variant'],
  ['a zero for the o', 'tokiwazuBushiKata', 't0kiwazuBushiKata', 'rotation-variant'],
  ['an at for the a', 'utsusemiKarakoromo', 'utsusemiK@rakoromo', 'rotation-variant'],
  ['look-alikes all over', 'wakatakeMidoriIro', 'w@k@t@keMid0ri!ro', 'rotation-variant'],
  ['look-alikes taken back', 'y@m@d0riKusaM0chi', 'yamadoriKusaMochi', 'rotation-variant'],
  ['full-width letters', 'zuiunTanabikuSora', 'ｚｕｉｕｎＴａｎａｂｉｋｕＳｏｒａ', 'rotation-variant'],
  ['brackets around it', 'asagaoNoTsuruBe', '(asagaoNoTsuruBe)', 'rotation-variant'],
  ['other brackets', '[benibanaSomeGinu]', '<benibanaSomeGinu>', 'rotation-variant'],
  ['dashes at both ends', 'chidoriNakuHama', '--chidoriNakuHama--', 'rotation-variant'],
  ['the number moved', '77daidaiIroNoHi', 'daidaiIroNoHi77', 'rotation-variant'],
  ['stars instead of digits', 'enokiNoKigiMori123', 'enokiNoKigiMori***', 'rotation-variant'],
  ['one letter more inside', 'wD5$nHs8@jYb3!cKf', 'wD5$nHs8x@jYb3!cKf', 'rotation-variant'],
  ['one letter more in front', 'pJ8!yGs3#bVm5$kRw', 'qpJ8!yGs3#bVm5$kRw', 'rotation-variant'],
  ['a weak one', 'gB4#nSv7!mLx1@qWe', 'sunshine', 'rotation-against-policy'],
  ['the login', 'hT6%rYc2&kPz8!dNx', 'login', 'rotation-against-policy'],
  ['the login and a year', 'jU3^vXb9*lQa7@fMs', 'login2026', 'rotation-against-policy'],
  ['a default', 'kI1!wZn5(oWe4#gPt', 'password1', 'rotation-against-policy'],
  ['a short one', 'lO7$xAm3)pEr6%hQu', 'aB3$x', 'rotation-against-policy'],
  ['a keyboard row', 'mP2&yBq8_aRt9^jSv', 'qwertyuiop123', 'rotation-against-policy'],
]

const built = await openBuilt()
const { enforcer } = built
const named = fakes.map(([about, before, after, key], at) => ({
  about,
  before,
  after,
  key,
  login: `login${at}`,
}))
const withLogin = (text: string, login: string) => text.replace(/^login/, login)
const listed = (which: 'before' | 'after') => [
  'login,password',
  ...named.map(fake => `${fake.login},${withLogin(fake[which], fake.login)}`),
]

/** A system whose accounts all have a live task, opened by a real import. */
async function opened(system: string): Promise<ReadonlyMap<string, RotationTask>> {
  await built.declare(system, { kind: 'other' })
  await built.importLines(system, listed('before'))
  for (const { login } of named) await liveTask(system, login)
  return tasksOf(system)
}

/** The account's live task; asked for where its import opened none. */
async function liveTask(system: string, login: string): Promise<RotationTask> {
  const live = (await tasksOf(system)).get(login)
  return live !== undefined && isLive(live)
    ? live
    : enforcer.openTask({ system, login, reason: 'seen on a note' }, office)
}

async function tasksOf(system: string): Promise<ReadonlyMap<string, RotationTask>> {
  const { items } = await enforcer.tasks({ system }, { limit: 200 })
  return new Map(items.map(task => [task.login, task]))
}

const asked = await opened('asked')
const verified = new Map<string, string>()
for (const { login, before, after } of named) {
  const offered = { oldPassword: withLogin(before, login), newPassword: withLogin(after, login) }
  const { id = '' } = asked.get(login) ?? {}
  await enforcer.verifyTask(id, offered, office).catch(error => verified.set(login, error.key))
}
await enforcer.removeSystem('asked', office)
const open = await opened('shown')
await built.importLines('shown', listed('after'))
const shown = await tasksOf('shown')

for (const { about, login, key } of named) {
  test(`no rotation: ${about}`, () => {
    const task = shown.get(login)
    assert.deepEqual([task?.id, task?.status], [open.get(login)?.id, 'open'])
    assert.equal(task?.lastRefusal?.key, key, 'shown by a list')
    assert.equal(verified.get(login), key, 'offered as proof')
  })
}

test('no rotation: exchanged between two accounts', async () => {
  const [one, other] = ['nQ4*zCr6-bTy1&kUw', 'oR9(aDs2+cUi5!lVx']
  await built.declare('pair', { kind: 'other' })
  await built.importLines('pair', ['login,password', `sato,${one}`, `kato,${other}`])
  const task = await liveTask('pair', 'sato')
  const offered = { oldPassword: one, newPassword: other }
  await assert.rejects(enforcer.verifyTask(task.id, offered, office), { key: 'rotation-shared' })
  await liveTask('pair', 'kato')
  await built.importLines('pair', ['login,password', `sato,${other}`, `kato,${one}`])
  for (const [login, { status }] of await tasksOf('pair')) assert.equal(status, 'open', login)
})

test('no rotation: one of the last four, by way of others', async () => {
  const row = ['pS3)bEt7=dVo8#mWy', 'qT8_cFu4[eWp2$nXz', 'rU5+dGv9]fXa6%oYb', 'sV1=eHw3{gYs7^pZc']
  await built.declare('row', { kind: 'other' })
  for (const password of row) await built.importLines('row', ['login,password', `sato,${password}`])
  const task = await liveTask('row', 'sato')
  const offered = { oldPassword: row[3] ?? '', newPassword: row[0] ?? '' }
  await assert.rejects(enforcer.verifyTask(task.id, offered, office), { key: 'rotation-used-before' })
})

test('swapped back after closing: the task is reverted, and says since when', async () => {
  const [before, after] = ['tW6{fIx5}hZd3&qAe', 'uX2}gJy7~jAf8*rBg']
  await built.declare('back', { kind: 'other' })
  await built.importLines('back', ['login,password', `sato,${before}`])
  const { id } = await liveTask('back', 'sato')
  await built.importLines('back', ['login,password', `sato,${after}`])
  assert.equal((await enforcer.task(id)).status, 'verified')
  await built.importLines('back', ['login,password', `sato,${before}`])
  const { status, reverted, proof, history } = await enforcer.task(id)
  assert.deepEqual([status, proof], ['reverted', undefined])
  assert.equal(reverted?.provedAt, history?.[0]?.at)
})

test('a good new password passes all of that, and then the system has to be asked', async () => {
  await built.declare('good', { kind: 'other' })
  await built.importLines('good', ['login,password', 'sato,vY7~hKz1!kBg4(sCh'])
  const { id } = await liveTask('good', 'sato')
  const oldPassword = 'vY7~hKz1!kBg4(sCh'
  const newPassword = 'wZ3!jLa9@lCh5)tDj'
  await assert.rejects(enforcer.verifyTask(id, { oldPassword, newPassword }, office), {
    key: 'proof-not-askable',
  })
  const wrong = { oldPassword: 'xA8@kMb4#mDj6_uEk', newPassword }
  await assert.rejects(enforcer.verifyTask(id, wrong, office), { key: 'proof-old-differs' })
  await assert.rejects(enforcer.verifyTask(id, {}, office), { key: 'task-not-proved' })
  const alone = (password: string) => enforcer.verifyTask(id, { oldPassword: password }, office)
  await assert.rejects(alone(oldPassword), { key: 'proof-new-missing' })
  await assert.rejects(alone(wrong.oldPassword), { key: 'proof-old-differs' })
  assert.equal((await enforcer.task(id)).status, 'open')
})

test('where both texts are at hand, a root in other dress is refused too', async () => {
  const dressed: readonly (readonly [string, string])[] = [
    ['aoi-umi-no-kaze-wa', 'aoi_umi_no_kaze_wa'],
    ['soko.zaiko.kanri.go', 'soko zaiko kanri go'],
    ['yuuyakeKoyakeDe', 'eDekayoKekayuuy'],
    ['minatoNoAkariGa', 'xx9minatoNoAkariGaHikaru'],
  ]
  await built.declare('dress', { kind: 'other' })
  const rows = dressed.map(([before], at) => `user${at},${before}`)
  await built.importLines('dress', ['login,password', ...rows])
  for (const [at, [oldPassword, newPassword]] of dressed.entries()) {
    const { id } = await liveTask('dress', `user${at}`)
    await assert.rejects(enforcer.verifyTask(id, { oldPassword, newPassword }, office), {
      key: 'rotation-variant',
    })
  }
})
