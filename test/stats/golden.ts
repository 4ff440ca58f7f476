import { readFileSync } from "node:fs"
import { expect } from "vitest"
import { isClose } from "../helpers/close.js"

/** A figure as the golden files write it: what JSON has no number for is a string or null. */
export type GoldenNumber = number | "NaN" | "Infinity" | "-Infinity" | null

/** The cases of fixtures/golden/edge_FAMILY.json. */
export function goldenCases<Case>(family: string): Case[] {
  return (JSON.parse(readFileSync(`fixtures/golden/edge_${family}.json`, "utf8")) as { cases: Case[] }).cases
}

/** Compares figures and counts them, so that a test cannot pass by comparing nothing. */
export class Tally {
  compared = 0

  /** |ours − theirs| ≤ abs + rel·|theirs|. */
  near(where: string, ours: number | null, theirs: GoldenNumber | undefined, rel: number, abs: number): void {
    const close = typeof theirs === "number" && ours !== null && isClose(ours, theirs, rel, abs)
    expect(close, `${where} is ${ours}, golden ${theirs}`).toBe(true)
    this.compared++
  }

  same(where: string, ours: unknown, theirs: unknown): void {
    expect(ours, where).toEqual(theirs)
    this.compared++
  }
}

export const largestSize = (values: Iterable<number>) => Math.max(0, ...Array.from(values, Math.abs))

export const sorted = (values: Iterable<number>) => Float64Array.from(values).sort()
