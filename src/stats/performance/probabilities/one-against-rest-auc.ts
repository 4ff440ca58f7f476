import { within, withoutInterval, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { placements } from "../../intervals/placements.js"
import type { ClassProbabilities } from "./class-probabilities.js"

/** Per class the area under the ROC curve of its probability, its rows against all others, and their average. */
export interface OneAgainstRest extends Estimate {
  /** Null for a class that no row or every row has. */
  ofClass: (number | null)[]
}

/**
 * Average of the areas of all classes that some rows have, in [0, 1]: each alike (`macro`) or by its rows (`weighted`), with the interval
 * that the rows' own parts in it give, which is DeLong's for two classes. Null where no class has an area. classes · n log n.
 * Sources: Provost and Domingos (2003), Mach. Learn. 52:199-215; Hampel (1974), J. Am. Statist. Assoc. 69:383-393 (influence).
 * Numbers: `multiclass_proba` in fixtures/golden/edge_more_metrics.json.
 */
export function oneAgainstRestAuc(
  rows: ClassProbabilities,
  averaging: "macro" | "weighted",
  confidence?: number,
): OneAgainstRest {
  const n = rows.truth.length
  const areas = Array.from({ length: rows.classes }, (_, of) => areaOf(rows, of))
  const ofClass = areas.map((area) => area?.value ?? null)
  const known = areas.filter((area) => area !== null)
  const outOf = averaging === "macro" ? known.length : known.reduce((sum, { size }) => sum + size, 0)
  if (known.length === 0) return { ...withoutInterval(), ofClass }
  const weightOf = (area: Area) => (averaging === "macro" ? 1 : area.size) / outOf
  const value = known.reduce((sum, area) => sum + weightOf(area) * area.value, 0)
  const parts = new Float64Array(n)
  for (const area of known) {
    // The classes' weights are drawn with the rows too: a row more of a class with a larger area lifts the average.
    const lift = averaging === "macro" ? 0 : (area.value - value) * (n / outOf)
    for (let i = 0; i < n; i++) parts[i] += weightOf(area) * area.parts[i] + (rows.truth[i] === area.of ? lift : 0)
  }
  const { low, high } = meanInterval(parts, confidence)
  const ends = { value, low: low === null ? null : value + low, high: high === null ? null : value + high }
  return { ...within(ends, 0, 1), ofClass }
}

interface Area {
  of: number
  value: number
  /** Rows of the class. */
  size: number
  /** How far each row lifts the area, times the rows; 0 in the mean. */
  parts: Float64Array
}

function areaOf({ truth, probabilities, classes }: ClassProbabilities, of: number): Area | null {
  const n = truth.length
  const labels = Uint8Array.from(truth, (own) => Number(own === of))
  const size = labels.reduce((sum, label) => sum + label, 0)
  if (size === 0 || size === n) return null
  const pairs = placements(
    labels,
    Float64Array.from(truth, (_, i) => probabilities[i * classes + of]),
  )
  let wins = 0
  for (let i = 0; i < n; i++) if (labels[i] === 1) wins += pairs[i]
  const value = wins / 2 / size / (n - size)
  const parts = pairs.map((twice, i) => {
    const [own, others] = labels[i] === 1 ? [size, n - size] : [n - size, size]
    return (twice / 2 / others - value) * (n / own)
  })
  return { of, value, size, parts }
}
