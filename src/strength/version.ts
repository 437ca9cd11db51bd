/**
 * The estimator behind every score: our number for how it counts, and the first 12 hex digits of the SHA-256 over all
 * its word lists, graphs and tables. A test holds it to them: whoever changes a list changes this line, and ratings made
 * before are then told as stale.
 */
export const estimatorVersion = 'kagimori-1-3d726e5d4a51'
