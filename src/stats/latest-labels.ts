/** What decides which label a prediction gets. Places are those of predictions, rows those of labels, both from 0. */
export interface LabelRows {
  /** The prediction of each label; −1: none has its id. */
  places: Int32Array
  /** Whether the label has a value. */
  hasValue: (row: number) => boolean
  /** When each label came, in milliseconds (NaN: not known); null: the file says nothing of it. */
  stamps: Float64Array | null
  /** Labels that came later are left out; Infinity: none. Where it is finite, so are those of which it is not known. */
  until: number
  /** Whether the prediction may have a label. */
  isEligible: (place: number) => boolean
}

/** The label row of each prediction, and what became of every row: the counts and the labels that are used add up to all rows. */
export interface LatestLabels {
  /** By place; −1: no label. */
  rows: Int32Array
  labelled: number
  /** Rows without a value. */
  empty: number
  /** Rows that came after `until`. */
  late: number
  /** Rows whose id no prediction has. */
  orphans: number
  /** Rows of predictions that are not eligible. */
  outside: number
  /** Rows that a later label of the same prediction replaced. */
  superseded: number
}

/** The latest label of each of `predictions`: by its stamp, and of equal or unknown stamps the one that comes last. */
export function latestLabels(predictions: number, labels: LabelRows): LatestLabels {
  const { places, hasValue, stamps, until, isEligible } = labels
  const found = { labelled: 0, empty: 0, late: 0, orphans: 0, outside: 0, superseded: 0 }
  const rows = new Int32Array(predictions).fill(-1)
  const stampOf = (row: number) => (stamps === null || Number.isNaN(stamps[row]) ? -Infinity : stamps[row])
  for (let row = 0; row < places.length; row++) {
    const place = places[row]
    if (!hasValue(row)) found.empty++
    else if (until < Infinity && !(stampOf(row) > -Infinity && stampOf(row) <= until)) found.late++
    else if (place < 0) found.orphans++
    else if (!isEligible(place)) found.outside++
    else if (rows[place] < 0) {
      rows[place] = row
      found.labelled++
    } else {
      found.superseded++
      if (stampOf(row) >= stampOf(rows[place])) rows[place] = row
    }
  }
  return { rows, ...found }
}
