import type { Estimator } from './estimator.ts'

/**
 * Opens an estimator by the name its user gives it: `kagimori`, or `zxcvbn` for exactly what that package answers.
 * Only what is asked for is loaded.
 */
export const estimators: Readonly<Record<'kagimori' | 'zxcvbn', () => Promise<Estimator>>> = {
  kagimori: async () => (await import('./default-estimator.ts')).openDefaultEstimator(),
  zxcvbn: async () => (await import('./exact-estimator.ts')).openExactEstimator(),
}
