/** Every sentence the product says in English, by stable key; `<key>.hint` says what to write instead. */
export const en = {
  'internal-error': 'Internal error.',
} as const
