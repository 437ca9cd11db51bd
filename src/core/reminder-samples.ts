import type { ReminderMessage } from './channel.ts'

/** What the channels' examples are told: two tasks in Japanese, one of them with a login that tries to be markup. */
export const sampleReminder: ReminderMessage = {
  key: 'rem_0123456789abcdef',
  at: '2026-11-24T00:00:00.000Z',
  language: 'ja',
  to: { name: '佐藤', mail: 'sato@aoba.example', account: '1234' },
  subject: '変更すべきパスワード 2 件',
  opening: '佐藤さん',
  items: [
    {
      system: 'ftp',
      login: '<@all> [toall] *x*',
      dueOn: '2026-11-20',
      standing: '期限を過ぎています。',
      isOverdue: true,
    },
    {
      system: 'mail',
      login: 'sato@aoba.example',
      dueOn: '2026-11-27',
      standing: '残り 3 営業日。',
      isOverdue: false,
    },
  ],
  closing: ['変更が確認されると終わります。'],
  page: { label: '一覧', address: 'https://kagimori.aoba.example/tasks' },
}
