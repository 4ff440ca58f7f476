import { Unanswerable } from "../errors.js"
import type { Samples, SharesTest } from "../model.js"
import { cellNoiseFloor } from "../stats/cell-noise-floor.js"
import { chiSquareTest } from "../stats/chi-square-test.js"
import { countValues } from "../stats/count-values.js"
import { jensenShannon, shannonTerm } from "../stats/jensen-shannon.js"
import type { ColumnEvidence } from "./evidence.js"

/** Numbers with more different values than this are no codes. */
const mostValues = 100

/**
 * What a column of whole numbers would say if its values were categories; null where it holds others, more than 100 different
 * ones or fewer than three, or where a side hands over no values.
 */
export async function sharesTest(evidence: ColumnEvidence): Promise<SharesTest | null> {
  let samples: Samples
  try {
    samples = await evidence.samples()
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
  const counts = countValues(samples.reference, samples.current, mostValues)
  if (counts === null || counts.reference.length < 3 || ![samples.reference, samples.current].every(isWhole))
    return null
  const { reference, current } = counts
  const { p } = chiSquareTest(reference, current)
  const noise_floor = Math.sqrt(cellNoiseFloor(reference, current, shannonTerm, 8))
  return { p, distance: jensenShannon(reference, current), noise_floor }
}

function isWhole(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isInteger(values[i])) return false
  return true
}
