import { withoutInterval, type Estimate } from "./estimate.js"

/**
 * Current figure less reference figure, of independent rows, with the interval that their two intervals make: the near side of
 * one and the far side of the other are squared and added. Without an interval where either has none.
 * For any two figures, also where their intervals lie unevenly about them (shares, areas, quantiles).
 * Source: Zou and Donner (2008), Statist. Med. 27:1693-1702.
 */
export function independentDifference(reference: Estimate, current: Estimate): Estimate {
  if (reference.value === null || current.value === null) return withoutInterval()
  const value = current.value - reference.value
  if (reference.low === null || reference.high === null || current.low === null || current.high === null)
    return withoutInterval(value)
  return {
    value,
    low: value - Math.hypot(current.value - current.low, reference.high - reference.value),
    high: value + Math.hypot(current.high - current.value, reference.value - reference.low),
  }
}
