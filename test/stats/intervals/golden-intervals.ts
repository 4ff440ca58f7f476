import { readFileSync } from "node:fs"
import type { GoldenNumber, Tally } from "../golden.js"
import type { Estimate } from "../../../src/stats/intervals/estimate.js"

export type Ends = readonly [low: GoldenNumber, high: GoldenNumber]

/** The cases of a block of fixtures/golden/edge_more_metrics.json; a block that is one case is a list of one. */
export function moreMetrics<Case>(block: string): Case[] {
  return readBlock("fixtures/golden/edge_more_metrics.json", block) as Case[]
}

/** The cases of a block of fixtures/golden/intervals.json. */
export function goldenIntervals<Case>(block: string): Case[] {
  return readBlock("fixtures/golden/intervals.json", block) as Case[]
}

function readBlock(path: string, block: string): unknown[] {
  return [(JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>)[block]].flat()
}

/** Ends of intervals agree to 1e-8, as the golden files' README has it. */
export function sameEnds(tally: Tally, where: string, ours: Estimate, [low, high]: Ends): void {
  tally.near(`${where} low`, ours.low, low, 1e-8, 1e-12)
  tally.near(`${where} high`, ours.high, high, 1e-8, 1e-12)
}
