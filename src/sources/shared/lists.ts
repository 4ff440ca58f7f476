import { DataType, Float64, Int32, makeData, makeVector, util, type Data, type Vector } from "apache-arrow"
import type { ListSample } from "../../model.js"
import { allPresent, type Validity } from "./validity.js"

/** What is told of each list in a column of its own: how many elements, the length of the vector they make, their mean. */
export const listFigures = ["length", "norm", "mean"] as const
export type ListFigure = (typeof listFigures)[number]

export type Numbers =
  Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint32Array | Uint16Array | Uint8Array

/** Takes the list of a row: the number of its elements, and where its numbers lie. Rows without a list are not given. */
export type TakeList = (row: number, length: number, numbers: Numbers, from: number, to: number) => void

/** The types whose values `numbersOf` gives, as the file names them. */
export const numberTypes = /^(u?int(8|16|32|64)|float|double|halffloat)$/

/** The values of a number column without missing ones as an array that can be calculated with. */
export function numbersOf(data: Data): Numbers {
  const values: unknown = data.values
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return Float64Array.from(values, Number)
  if (DataType.isFloat(data.type) && values instanceof Uint16Array)
    return Float64Array.from(values, (bits) => util.uint16ToFloat64(bits))
  return values as Numbers
}

/** Where nothing but the lengths of lists is asked for. */
export const noNumbers = new Uint8Array(0)

/** One figure of all lists as a column of `rows` values; rows that are not given, and the norm and mean of no number, are missing. */
export function figureColumn(figure: ListFigure, rows: number): { take: TakeList; finish: () => Vector } {
  const values = figure === "length" ? new Int32Array(rows) : new Float64Array(rows)
  const bitmap = new Uint8Array((rows + 7) >> 3)
  let present = 0
  const put = (row: number, value: number) => {
    values[row] = value
    bitmap[row >> 3] |= 1 << (row & 7)
    present++
  }
  const take: Record<ListFigure, TakeList> = {
    length: (row, length) => put(row, length),
    norm: (row, _, numbers, from, to) => (to > from ? put(row, Math.sqrt(sum(numbers, from, to, square))) : undefined),
    mean: (row, _, numbers, from, to) => (to > from ? put(row, sum(numbers, from, to, same) / (to - from)) : undefined),
  }
  return {
    take: take[figure],
    finish: () => {
      const validity: Validity = present === rows ? allPresent() : { bitmap, nullCount: rows - present }
      const shared = { length: rows, nullCount: validity.nullCount, nullBitmap: validity.bitmap }
      return makeVector(
        values instanceof Int32Array
          ? (makeData({ type: new Int32(), ...shared, data: values }) as Data<Int32 | Float64>)
          : makeData({ type: new Float64(), ...shared, data: values }),
      )
    },
  }
}

const square = (value: number) => value * value
const same = (value: number) => value

function sum(numbers: Numbers, from: number, to: number, of: (value: number) => number): number {
  let total = 0
  for (let i = from; i < to; i++) total += of(numbers[i])
  return total
}

/** Lists that are kept of a column, at least; twice as many at most. */
const fewestKept = 1000

/** Some lists of a column, evenly spaced among those given: all up to 2,000 of them, then every second, every fourth and so on. */
export class ListSampler {
  private rows: number[] = []
  private lists: Float64Array[] = []
  private step = 1
  private given = 0

  readonly take: TakeList = (row, _, numbers, from, to) => {
    if (this.given++ % this.step !== 0) return
    if (this.lists.length === 2 * fewestKept) this.thin()
    if ((this.given - 1) % this.step !== 0) return
    this.rows.push(row)
    this.lists.push(Float64Array.from(numbers.subarray(from, to)))
  }

  sample(): ListSample {
    return { rows: Int32Array.from(this.rows), lists: this.lists, of: this.given }
  }

  private thin(): void {
    this.rows = this.rows.filter((_, i) => i % 2 === 0)
    this.lists = this.lists.filter((_, i) => i % 2 === 0)
    this.step *= 2
  }
}

/** One sample of the lists of several parts, `rows` each, in proportion to how many lists they hold. */
export function joinSamples(parts: readonly { sample: ListSample; rows: number }[]): ListSample {
  const rows: number[] = []
  const lists: Float64Array[] = []
  // The part of whose lists the smallest share was kept says how many of the others' are.
  const share = Math.min(1, ...parts.flatMap(({ sample: { lists, of } }) => (of === 0 ? [] : [lists.length / of])))
  let start = 0
  for (const { sample, rows: all } of parts) {
    const kept = Math.min(sample.lists.length, Math.ceil(sample.of * share))
    for (let i = 0; i < kept; i++) {
      const place = Math.floor((i * sample.lists.length) / kept)
      rows.push(start + sample.rows[place])
      lists.push(sample.lists[place])
    }
    start += all
  }
  return { rows: Int32Array.from(rows), lists, of: parts.reduce((sum, { sample }) => sum + sample.of, 0) }
}
