import { noNumbers, numbersOf, type Numbers, type TakeList } from "../shared/lists.js"
import { Unreadable } from "../shared/unreadable.js"
import { allPresent } from "../shared/validity.js"
import type { ColumnPart } from "./chunks.js"
import type { NestedColumn } from "./columns.js"
import { pagesOf } from "./pages.js"
import { isEmpty, levelsOf } from "./read-column.js"
import { scratchNumbers } from "./values.js"

/** The lists of a row group: of each row how many elements its list has (−1: there is none), and how many of them are there. */
interface Lists {
  lengths: Int32Array
  present: Int32Array
  numbers: Numbers
}

type Column = Pick<NestedColumn, "maxRepetition" | "maxDefinition" | "presentFrom" | "numbers">

/** Reads the lists of a column, one row group after the other, and gives each to `take`; their numbers too if `withNumbers`. */
export function listReader(column: Column, withNumbers: boolean, take: TakeList): (part: ColumnPart) => void {
  let start = 0
  return (part) => {
    if (isEmpty(part)) return
    const { lengths, present, numbers } = readLists(column, withNumbers, part)
    let from = 0
    for (let i = 0; i < part.rows; i++) {
      const to = from + (withNumbers ? present[i] : 0)
      if (lengths[i] >= 0) take(start + i, lengths[i], numbers, from, to)
      from = to
    }
    start += part.rows
  }
}

/** An entry stands for an element where its level is above that of a list without any; deeper lists count as one element each. */
function readLists(column: Column, withNumbers: boolean, part: ColumnPart): Lists {
  const { maxRepetition, maxDefinition, presentFrom } = column
  const builder = withNumbers ? column.numbers!.builder(part.values) : null
  builder?.startChunk()
  const lengths = new Int32Array(part.rows)
  const present = new Int32Array(part.rows)
  const rooms = { repetition: scratchNumbers(), definition: scratchNumbers() }
  let row = -1
  let entries = 0
  let found = 0
  for (const page of pagesOf(part, { repeated: true, optional: maxDefinition > 0 })) {
    if (page.type === "dictionary") {
      builder?.readDictionary(page.bytes, page.entries)
      continue
    }
    entries += page.count
    if (entries > part.values) throw new Unreadable(`the pages hold more values than the ${part.values} announced`)
    const repetition = levelsOf(page.repetition, maxRepetition, 0, page.count, rooms.repetition)
    const definition = levelsOf(page.definition, maxDefinition, maxDefinition, page.count, rooms.definition)
    const before = found
    for (let i = 0; i < page.count; i++) {
      if (repetition[i] === 0 && ++row === part.rows)
        throw new Unreadable(`the pages hold more rows than the ${part.rows} announced`)
      if (row < 0) throw new Unreadable("the first row has no start")
      if (definition[i] < presentFrom) lengths[row] = -1
      else if (definition[i] > presentFrom && repetition[i] <= 1) lengths[row]++
      if (definition[i] === maxDefinition) {
        present[row]++
        found++
      }
    }
    if (builder !== null && found > before) builder.readValues(page.encoding, page.values(), before, found - before)
    if (entries === part.values) break
  }
  if (row + 1 < part.rows || entries < part.values)
    throw new Unreadable(`the pages hold ${row + 1} rows of ${part.rows} announced`)
  return { lengths, present, numbers: builder === null ? noNumbers : numbersOf(builder.finish(allPresent())) }
}
