/**
 * Exit codes scripts rely on: 0 yes or clean, 1 no or findings, 2 the caller's mistake, 3 not assessed enough, 70 our
 * fault or no service answers.
 */
export const exitCodes = { yes: 0, no: 1, mistake: 2, notAssessed: 3, fault: 70 } as const
