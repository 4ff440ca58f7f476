/** Values in ascending order, as far as they are known. */
export interface OrderedValues {
  /** How many values there are. */
  readonly count: number
  /** How far a value that is given may lie from the true one, as a share of that; 0: not at all. */
  readonly error: number
  /** The value at a place, 0 to count − 1. */
  at(place: number): number
}

/** All of the values, ascending. */
export class SortedValues implements OrderedValues {
  readonly count: number
  readonly error = 0

  constructor(readonly sorted: Float64Array) {
    this.count = sorted.length
  }

  at(place: number): number {
    return this.sorted[place]
  }
}

/** The least and the greatest that the value at a place may be: itself where there is no error. The first and the last value are known. */
export function boundsAt(values: OrderedValues, place: number): { least: number; most: number } {
  const { error, count } = values
  const value = values.at(place)
  const [nearer, further] = [value / (1 + error), value / (1 - error)]
  return {
    least: Math.max(values.at(0), value < 0 ? further : nearer),
    most: Math.min(values.at(count - 1), value < 0 ? nearer : further),
  }
}
