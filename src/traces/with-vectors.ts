import { createHash } from "node:crypto"
import type { TextVectors, TraceRole } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { TableSource } from "../sources/source.js"
import { columnValues } from "./columns.js"
import type { Embed } from "./groundedness/similarity.js"
import { stringsOf } from "./sample.js"

/** Rows of a table whose texts get a vector, at most. */
const mostRows = 1000
/** Texts handed to the embedder at once. */
const batch = 256
/** Characters of a text that are read. */
const longestText = 2000

const textRoles = ["prompt", "response"] as const satisfies readonly TraceRole[]

/**
 * A table of traces with the vectors of its prompts and answers; any other as it is. Of many rows those whose names (or places, where they
 * have none) hash lowest: the same every night. `looked` collects them.
 */
export async function withVectors<Source extends TableSource>(
  source: Source,
  embed: Embed,
  looked = new Set<number>(),
): Promise<Source> {
  const roles = traceColumnsIn(source.columns)
  const names = stringsOf(columnValues(source, roles.get("trace")), source.rows)
  const vectors = new Map<string, TextVectors>()
  for (const role of textRoles) {
    const column = roles.get(role)
    if (column === undefined) continue
    const found = await vectorsOf(stringsOf(columnValues(source, column), source.rows), names, embed)
    vectors.set(column, found)
    for (const row of found.rows) looked.add(row)
  }
  return vectors.size === 0 ? source : { ...source, embeddings: vectors, readsByColumn: false }
}

async function vectorsOf(
  values: readonly (string | null)[],
  names: readonly (string | null)[],
  embed: Embed,
): Promise<TextVectors> {
  const rows = chosen(values, names)
  const texts = Array.from(rows, (row) => values[row]?.slice(0, longestText) ?? "")
  const vectors: Float32Array[] = []
  for (let from = 0; from < texts.length; from += batch) vectors.push(...(await embed(texts.slice(from, from + batch))))
  return { rows, texts, vectors }
}

/** The rows with a text, at most so many, ascending. */
function chosen(values: readonly (string | null)[], names: readonly (string | null)[]): Int32Array {
  const there = values.flatMap((value, row) => (value === null || value.trim() === "" ? [] : [row]))
  if (there.length <= mostRows) return Int32Array.from(there)
  const places = there.map((row) => ({ row, place: placeOf(names[row] ?? String(row)) }))
  const lowest = places.sort((a, b) => (a.place < b.place ? -1 : 1)).slice(0, mostRows)
  return Int32Array.from(lowest, ({ row }) => row).sort()
}

const placeOf = (name: string) => createHash("sha256").update(name).digest("hex")
