import { UsageError } from "../errors.js"
import { instantsOf } from "../evidence/instants.js"
import type { Dataset } from "../model.js"
import type { CompareOptions } from "../options/options.js"

type Sides = { reference: Dataset; current: Dataset }

/**
 * The sides with the reference cut to its last rows by time, as `reference_last` says: those before current's first, or its own last where
 * it ends earlier. Throws UsageError where rows have no time, or the reference holds no rows.
 */
export async function lastOfReference(sides: Sides, options: CompareOptions): Promise<Sides> {
  const { referenceLast: length } = options
  if (length === null) return sides
  if (sides.reference.only === undefined)
    throw new UsageError(
      "--reference-last needs a reference with rows: a profile, or categories hashed as one has them, gives none",
    )
  const column = timeColumn(sides, options)
  const current = await instantsOf(sides.current, column)
  const reference = await instantsOf(sides.reference, column)
  const first = current.reduce((least, at) => (at < least ? at : least), Infinity)
  const before = reference.filter((at) => at < first)
  const last = before.reduce((most, at) => (at > most ? at : most), -Infinity)
  const rows: number[] = []
  reference.forEach((at, row) => {
    if (at < first && at > last - length) rows.push(row)
  })
  if (rows.length === 0)
    throw new UsageError(`--reference-last: no row of the reference lies before current by ${JSON.stringify(column)}`)
  return { ...sides, reference: sides.reference.only(Int32Array.from(rows)) }
}

/** The column that was named, or the only one with times on both sides. */
function timeColumn({ reference, current }: Sides, { roles }: CompareOptions): string {
  const isTime = (side: Dataset, name: string) =>
    side.columns.some((info) => info.name === name && info.kind === "datetime")
  const shared = reference.columns
    .map(({ name }) => name)
    .filter((name) => isTime(reference, name) && isTime(current, name))
  const named = shared.filter((name) => roles.get(name) === "timestamp")
  const columns = named.length > 0 ? named : shared
  if (columns.length === 1) return columns[0]
  throw new UsageError("--reference-last needs the time of the rows", {
    hint: `name it: --timestamp ${columns.at(0) ?? "<column>"}${shared.length > 1 ? ` (columns of times: ${shared.join(", ")})` : ""}`,
  })
}
