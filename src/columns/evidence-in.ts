import type { Vector } from "apache-arrow"
import type { ColumnInfo, SideEvidence } from "../model.js"
import { numberFacts } from "./spellings/number-facts.js"
import { someTexts } from "./vector-counts.js"
import { readDoubles, validity } from "./vector-numbers.js"

const mostPeeked = 1000

/** What the vector says of how its column is to be read; `peek`: of its first rows only, or of some of its texts. */
export function evidenceIn(vector: Vector, info: ColumnInfo, peek: boolean): SideEvidence {
  return {
    info,
    texts: info.kind === "string" ? someTexts(vector, peek ? mostPeeked : Infinity) : null,
    numbers: info.kind === "number" ? numberFacts(doublesOf(vector, peek ? mostPeeked : vector.length)) : null,
  }
}

/** The first values as doubles, NaN where one is missing. */
function doublesOf(vector: Vector, most: number): Float64Array {
  const rows = Math.min(most, vector.length)
  const values = readDoubles(vector, 0, rows).slice(0, rows)
  const valid = validity(vector)
  if (valid !== null) for (let i = 0; i < rows; i++) if ((valid[i >> 3] & (1 << (i & 7))) === 0) values[i] = NaN
  return values
}
