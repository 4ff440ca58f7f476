import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { openSource } from "../../../src/sources/open.js"
import { quantile } from "../../../src/stats/quantile.js"
import { Tally } from "../golden.js"
import {
  checkBinary,
  checkEstimated,
  type BinaryRows,
  type GoldenBinary,
  type GoldenEstimated,
} from "./golden-binary.js"
import { checkRegression, type GoldenRegression } from "./golden-regression.js"

/** The block `performance` of fixtures/golden/NAME.json, on the rows of the files themselves. */

type Columns = Map<string, unknown[]>

function performanceOf<Block>(name: string): Record<"ref" | "cur", Block>[] {
  const golden = JSON.parse(readFileSync(`fixtures/golden/${name}.json`, "utf8")) as { performance: unknown }
  return [golden.performance as Record<"ref" | "cur", Block>]
}

/** Every column of a file, value by value. */
async function readColumns(path: string): Promise<Columns> {
  const source = await openSource(path, {})
  try {
    return new Map(
      source.columns.map(({ name }, index) => [name, Array.from(source.readColumn(index) as Iterable<unknown>)]),
    )
  } finally {
    source.close()
  }
}

const numbersOf = (columns: Columns, name: string) => Float64Array.from(columns.get(name)!, Number)

function binaryRows(columns: Columns, names: [label: string, score: string], positive: string): BinaryRows {
  const marks = (name: string) => Uint8Array.from(columns.get(name)!, (value) => Number(String(value) === positive))
  return { labels: marks(names[0]), scores: numbersOf(columns, names[1]), predicted: marks("y_pred") }
}

describe("performance of real predictions agrees with the golden files", () => {
  for (const [name, label, score, positive] of [
    ["carloan", "repaid", "y_pred_proba", "1"],
    // elec2 states no licence, so it is not copied here; it is read where a copy lies beside the project.
    ["elec2", "class", "y_score", "UP"],
  ] as const) {
    const folder = ["fixtures/data", "../shared/data"].find((place) => existsSync(`${place}/${name}_ref.parquet`))
    if (folder === undefined) console.log(`golden performance: ${name} is skipped, its data is not here`)

    it.skipIf(folder === undefined)(`of ${name}, both sides`, async () => {
      const tally = new Tally()
      const [golden] = performanceOf<GoldenBinary>(name)
      for (const side of ["ref", "cur"] as const) {
        const columns = await readColumns(`${folder ?? ""}/${name}_${side}.parquet`)
        checkBinary(tally, `${name} ${side}`, binaryRows(columns, [label, score], positive), golden[side])
      }
      expect(tally.compared).toBe(2 * 17)
    })
  }

  it("of bikeshare, both sides", async () => {
    const tally = new Tally()
    const [golden] = performanceOf<GoldenRegression>("bikeshare")
    for (const side of ["ref", "cur"] as const) {
      const columns = await readColumns(`fixtures/data/bikeshare_${side}.parquet`)
      const [truth, predicted] = ["cnt", "prediction"].map((column) => numbersOf(columns, column))
      checkRegression(tally, `bikeshare ${side}`, truth, predicted, golden[side])
    }
    expect(tally.compared).toBe(2 * 10)
  })
})

describe("performance under late labels agrees with fixtures/golden/calhousing_delayed.json", () => {
  type Labels = Record<"predictions" | "label_rows" | "superseded" | "labelled" | "coverage", number> & {
    delay_hours: Record<string, number>
  }
  const [golden] = performanceOf<GoldenBinary>("calhousing_delayed")
  const { labels: expected, cur_estimated_all_rows: estimated } = golden as unknown as {
    labels: Labels
    cur_estimated_all_rows: GoldenEstimated
  }

  it("of the reference, of the rows labelled so far, and expected of all rows", async () => {
    const tally = new Tally()
    const [reference, current] = await Promise.all(
      ["ref", "cur"].map((side) => readColumns(`fixtures/data/calhousing_delayed_${side}.parquet`)),
    )
    checkBinary(tally, "reference", binaryRows(reference, ["clf_target", "y_pred_proba"], "1"), golden.ref)
    const rows = labelledRows(current)
    checkBinary(tally, "labelled", rows, golden.cur)
    checkEstimated(tally, "all rows", binaryRows(current, ["y_pred", "y_pred_proba"], "1"), estimated)
    tally.same("labelled", rows.labels.length, expected.labelled)
    tally.near("coverage", rows.labels.length / expected.predictions, expected.coverage, 1e-12, 0)
    for (const [percent, hours] of Object.entries(expected.delay_hours))
      tally.near(`delay ${percent} %`, quantile(rows.delays, Number(percent) / 100), hours, 1e-9, 1e-12)
    expect(tally.compared).toBe(17 + 17 + 5 + 2 + 6)
  })
})

/** Rows of the latest label of each id that was predicted, with the delays in hours, ascending. */
function labelledRows(columns: Columns): BinaryRows & { delays: Float64Array } {
  const latest = new Map<number, { label: number; at: number }>()
  const lines = readFileSync("fixtures/data/calhousing_delayed_labels.csv", "utf8").trim().split(/\r?\n/)
  for (const line of lines.slice(1)) {
    const [id, label, stamp] = line.split(",")
    const at = Date.parse(`${stamp.replace(" ", "T")}Z`)
    const known = latest.get(Number(id))
    if (known === undefined || known.at <= at) latest.set(Number(id), { label: Number(label), at })
  }
  const [ids, scores, predicted] = ["id", "y_pred_proba", "y_pred"].map((name) => numbersOf(columns, name))
  const stamps = numbersOf(columns, "timestamp")
  const rows = Array.from(ids.keys()).filter((row) => latest.has(ids[row]))
  return {
    labels: Uint8Array.from(rows, (row) => latest.get(ids[row])!.label),
    scores: Float64Array.from(rows, (row) => scores[row]),
    predicted: Uint8Array.from(rows, (row) => predicted[row]),
    delays: Float64Array.from(rows, (row) => (latest.get(ids[row])!.at - stamps[row]) / 3_600_000).sort(),
  }
}
