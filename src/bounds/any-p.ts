import type { Bounds } from "../model.js"

/** Of a test of which nothing is known. */
export const anyP: Bounds = { low: 0, high: 1, score: 1, statistic: 0, doubts: [] }
