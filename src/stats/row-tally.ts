/** Rows by some figure of theirs, which is not below 0: the figures that some row has, ascending, and the rows with each. */
export interface RowsByFigure {
  figures: Float64Array
  rows: Float64Array
}

/** Numbers below this are counted in an array, which takes a tenth of what a map takes. */
const mostInArray = 2 ** 17

/** Adds up rows by a whole number, not below 0. */
export class RowTally {
  private small = new Float64Array(64)
  private readonly large = new Map<number, number>()

  add(number: number, rows: number): void {
    if (number < this.small.length) this.small[number] += rows
    else this.addFurther(number, rows)
  }

  private addFurther(number: number, rows: number): void {
    if (number >= mostInArray) this.large.set(number, (this.large.get(number) ?? 0) + rows)
    else {
      const longer = new Float64Array(Math.min(mostInArray, Math.max(number + 1, this.small.length * 2)))
      longer.set(this.small)
      this.small = longer
      longer[number] += rows
    }
  }

  /** The rows by what `figureOf` makes of each number; several numbers may come to the same figure. */
  rowsBy(figureOf: (number: number) => number = (number) => number): RowsByFigure {
    const met: { figure: number; rows: number }[] = []
    this.small.forEach((rows, number) => {
      if (rows > 0) met.push({ figure: figureOf(number), rows })
    })
    for (const [number, rows] of this.large) met.push({ figure: figureOf(number), rows })
    met.sort((a, b) => a.figure - b.figure)
    const different = met.filter(({ figure }, i) => i === 0 || figure !== met[i - 1].figure)
    const [figures, rows] = [Float64Array.from(different, ({ figure }) => figure), new Float64Array(different.length)]
    let last = -1
    for (const each of met) {
      if (each.figure !== figures[last]) last++
      rows[last] += each.rows
    }
    return { figures, rows }
  }
}
