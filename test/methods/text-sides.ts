import type { TextSide, Embeddings, VectorSide } from "../../src/model.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { openSource } from "../../src/sources/open.js"
import { randomNumbers } from "../../src/stats/random.js"

/** Rows as a method is handed them: each different text once, with its count. */
export function textSide(rows: Iterable<string>): TextSide {
  const counts = new Map<string, number>()
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1)
  return { values: Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }
}

export const texts = (reference: Iterable<string>, current: Iterable<string>) => ({
  reference: textSide(reference),
  current: textSide(current),
})

/** The same rows with a vector each: how often each of 16 letters-by-code occurs, plus one for the length, at length 1. */
export function vectorSides({ reference, current }: { reference: TextSide; current: TextSide }): Embeddings {
  return { reference: vectorSide(reference), current: vectorSide(current) }
}

function vectorSide({ values, counts }: TextSide): VectorSide {
  const texts = values.flatMap((text, i) => new Array<string>(counts[i]).fill(text))
  return { texts, vectors: texts.map(letterVector) }
}

function letterVector(text: string): Float32Array {
  const vector = new Float32Array(17)
  for (let i = 0; i < Math.min(text.length, 1000); i++) vector[text.charCodeAt(i) % 16]++
  vector[16] = Math.log1p(text.length)
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** Every row of a text column of fixtures/data/llm_traces_{ref,cur}.parquet, equal texts together. */
export async function traceRows(side: "ref" | "cur", column: string): Promise<string[]> {
  const path = `fixtures/data/llm_traces_${side}.parquet`
  const dataset = new ArrowDataset(path, await openSource(path, {}))
  const counts = await dataset.counts(column)
  dataset.close()
  return Array.from(counts).flatMap(([text, rows]) => new Array<string>(rows).fill(text))
}

/** `rows` in random order. */
export function shuffled(rows: readonly string[], seed: number): string[] {
  const next = randomNumbers(seed)
  const keyed = rows.map((row) => ({ row, key: next() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ row }) => row)
}

/** Sides that any text method must survive. */
export const edgeTexts = {
  "one row each, equal": texts(["a"], ["a"]),
  "one row each, different": texts(["a"], ["b"]),
  "empty strings": texts(["", "", ""], ["", ""]),
  "an empty string against text": texts([""], ["some words", "more words"]),
  "the same text in every row": texts(new Array<string>(40).fill("n/a"), new Array<string>(30).fill("n/a")),
  "two constants": texts(new Array<string>(40).fill("yes"), new Array<string>(30).fill("no")),
  "astral and broken characters": texts(["🧪🧪", "\ud800", "𝕏 y"], ["\udc00\ud800", "🧪", "表"]),
  "2 MB in one row": texts(["lorem ipsum ".repeat(170_000), "b"], ["dolor sit ".repeat(200_000), "b"]),
  "sizes far apart": texts(
    Array.from({ length: 3000 }, (_, i) => `row ${i}`),
    ["row"],
  ),
}
