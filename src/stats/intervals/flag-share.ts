import type { Estimate } from "./estimate.js"
import { wilson } from "./wilson.js"

/** Share of the flags (0 or 1, at least one) that are set, with Wilson's 95 % interval, and how many there are. */
export function flagShare(flags: ArrayLike<number>): Estimate & { rows: number } {
  let hits = 0
  for (let i = 0; i < flags.length; i++) hits += flags[i]
  return { ...wilson(hits, flags.length), rows: flags.length }
}

/** Share of the rows, at least one, whose label is one of these words (lower case), with Wilson's 95 % interval. */
export function wordShare(
  { codes, labels }: { codes: Int32Array; labels: readonly string[] },
  words: readonly string[],
): Estimate & { rows: number } {
  const wanted = new Set(words)
  const flags = labels.map((label) => Number(wanted.has(label.trim().toLowerCase())))
  return flagShare(codes.map((code) => flags[code]))
}
