import type { en } from './en.ts'

/** Every sentence in Japanese; a missing key does not compile. */
export const ja: Readonly<Record<keyof typeof en, string>> = {
  'internal-error': '内部エラーが発生しました。',
}
