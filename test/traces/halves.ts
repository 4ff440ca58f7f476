import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { randomNumbers } from "../../src/stats/random.js"
import { shuffle } from "../../src/stats/shuffle.js"

const registry = await loadRegistry()

/** What a comparison says of two random halves of the same table, where nothing changed. */
export interface HalvesFound {
  exitCode: number
  /** Columns that drifted, of those tested. */
  drifted: string[]
  tested: number
  /** Figures of all rows that fail by a limit, and figures of both sides whose intervals lie wholly apart. */
  failed: string[]
  apart: string[]
  compared: number
  /** Checks that warn or fail. */
  checks: string[]
  /** Columns of texts told apart by their vectors. */
  moved: string[]
}

/** Compares two random halves of a table; equal seeds give equal halves. */
export async function compareHalves(path: string, seed: number): Promise<HalvesFound> {
  const dataset = await openDataset(path, {})
  try {
    const [reference, current] = halvesOf(dataset, seed)
    const found = await compareDatasets(reference, current, defaultOptions, registry)
    const tested = found.columns.filter(({ status }) => status === "drift" || status === "ok")
    const whole = found.metrics.filter(({ labels }) => Object.keys(labels).length === 0)
    const ends = whole.filter(({ low, reference_low }) => low !== null && reference_low !== null)
    return {
      exitCode: found.verdict.exit_code,
      drifted: tested.filter(({ status }) => status === "drift").map(({ name }) => name),
      tested: tested.length,
      failed: whole.filter(({ status }) => status === "fail").map(({ id }) => id),
      apart: ends
        .filter(({ low, high, reference_low, reference_high }) =>
          [Number(low) > Number(reference_high), Number(high) < Number(reference_low)].includes(true),
        )
        .map(({ id }) => id),
      compared: ends.length,
      checks: found.checks
        .filter(({ status }) => status === "warn" || status === "fail")
        .map(({ id, column, status }) => `${id} ${status}${column === null ? "" : ` of ${column}`}`),
      moved: (found.llm?.moved ?? []).filter(({ rows }) => rows.length > 0).map(({ column }) => column),
    }
  } finally {
    dataset.close()
  }
}

function halvesOf(dataset: Dataset, seed: number): [Dataset, Dataset] {
  const rows = shuffle(
    Int32Array.from({ length: dataset.rows }, (_, row) => row),
    randomNumbers(seed),
  )
  const half = rows.length >> 1
  const part = (some: Int32Array) => {
    const found = dataset.only?.(some.slice().sort())
    if (found === undefined) throw new Error("its rows cannot be parted")
    return found
  }
  return [part(rows.subarray(0, half)), part(rows.subarray(half))]
}
