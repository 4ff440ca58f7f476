import { agree, nothingSaid } from "../columns/agree.js"
import { InputError } from "../errors.js"
import type { Dataset, KeyHashes } from "../model.js"
import { KeyPlaces } from "../stats/key-places.js"

/** A table and the columns that name its rows. */
export interface Keyed {
  dataset: Dataset
  /** "current", "the labels": what messages call it. */
  called: string
  columns: readonly string[]
}

/**
 * For each row of the second table the row of the first with the same key; −1 where none has it. Both have the same number of key
 * columns. Throws InputError where the columns are of different types, or rows of the first share a key.
 */
export async function matchKeys(first: Keyed, second: Keyed): Promise<Int32Array> {
  const [a, b] = await readAlike(first, second)
  requireSameTypes(a, b)
  const keys = await a.dataset.keyHashes(a.columns)
  const rows = rowsWithKey(keys)
  const places = new KeyPlaces(keys.hashes)
  if (places.repeated !== null) throw notUnique(first, places, rows)
  const found = await b.dataset.keyHashes(b.columns)
  for (const { dataset, columns } of [a, b]) for (const column of columns) dataset.release(column)
  return rowsIn(places, rows, found)
}

/** Both tables with key columns of one name read alike, as a comparison would read them. */
async function readAlike(first: Keyed, second: Keyed): Promise<[Keyed, Keyed]> {
  if (first.columns.some((column, i) => column !== second.columns[i])) return [first, second]
  const { datasets } = await agree([first.dataset, second.dataset], first.columns, nothingSaid)
  return [
    { ...first, dataset: datasets[0] },
    { ...second, dataset: datasets[1] },
  ]
}

function requireSameTypes(first: Keyed, second: Keyed): void {
  first.columns.forEach((column, i) => {
    const [a, b] = [infoOf(first.dataset, column), infoOf(second.dataset, second.columns[i])]
    if (a?.kind === b?.kind) return
    throw new InputError(
      `the id ${JSON.stringify(column)} is ${a?.storageType ?? "absent"} in ${first.called} and ${b?.storageType ?? "absent"} in ${second.called}`,
      { hint: "ids are joined only where both files hold numbers, or both strings" },
    )
  })
}

const infoOf = ({ columns }: Dataset, name: string) => columns.find((column) => column.name === name)

function notUnique({ called, columns }: Keyed, { repeated, repeats }: KeyPlaces, rows: Int32Array): InputError {
  const [first, again] = [repeated?.first ?? 0, repeated?.again ?? 0].map((place) => rows[place] + 1)
  const names = columns.map((column) => JSON.stringify(column)).join(", ")
  return new InputError(
    `the id ${names} does not name each row of ${called}: ${repeats} of its rows repeat an earlier one, such as rows ${first} and ${again}`,
    { hint: "name the column, or the columns together, that tell rows apart: --id a,b" },
  )
}

/** The rows whose key has no missing part, in their order. */
function rowsWithKey({ isMissing, hashes }: KeyHashes): Int32Array {
  const rows = new Int32Array(hashes.length / 2)
  let kept = 0
  for (let row = 0; row < isMissing.length; row++) if (isMissing[row] === 0) rows[kept++] = row
  return rows
}

function rowsIn(places: KeyPlaces, rows: Int32Array, { hashes, isMissing }: KeyHashes): Int32Array {
  const found = new Int32Array(isMissing.length).fill(-1)
  let at = 0
  for (let row = 0; row < isMissing.length; row++) {
    if (isMissing[row] === 1) continue
    const place = places.placeOf(hashes[at], hashes[at + 1])
    if (place >= 0) found[row] = rows[place]
    at += 2
  }
  return found
}
