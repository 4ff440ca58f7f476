import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"
import { wilson } from "./wilson.js"

/** How many rows are hits of both sides, of one alone, or of neither. */
export interface PairedHits {
  both: number
  onlyFirst: number
  onlySecond: number
  neither: number
}

/**
 * Second share less first share over the same rows, in [-1, 1], with Newcombe's score interval for paired shares.
 * Source: Newcombe (1998), Statist. Med. 17:2635-2650, method 10. Numbers: fixtures/golden/intervals.json.
 */
export function pairedShareDifference(hits: PairedHits, confidence = usualConfidence): Estimate {
  const n = hits.both + hits.onlyFirst + hits.onlySecond + hits.neither
  const first = distances(wilson(hits.both + hits.onlyFirst, n, confidence))
  const second = distances(wilson(hits.both + hits.onlySecond, n, confidence))
  if (first === null || second === null) return withoutInterval()
  const phi = correlation(hits, n)
  const value = (hits.onlySecond - hits.onlyFirst) / n
  return {
    value,
    low: value - squareAndAdd(second.down, first.up, phi),
    high: value + squareAndAdd(first.down, second.up, phi),
  }
}

/** How far the ends lie from the share. */
function distances({ value, low, high }: Estimate): { down: number; up: number } | null {
  return value === null || low === null || high === null ? null : { down: value - low, up: high - value }
}

function squareAndAdd(a: number, b: number, phi: number): number {
  return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b))
}

/** Phi with the source's correction for continuity; 0 where one side has only hits or none. */
function correlation({ both, onlyFirst, onlySecond, neither }: PairedHits, n: number): number {
  const margins = [both + onlyFirst, onlySecond + neither, both + onlySecond, onlyFirst + neither]
  if (margins.includes(0)) return 0
  const determinant = both * neither - onlyFirst * onlySecond
  const corrected = determinant > 0 ? Math.max(0, determinant - n / 2) : determinant
  return margins.reduce((phi, margin) => phi / Math.sqrt(margin), corrected)
}
