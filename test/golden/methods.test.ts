import type { Vector } from "apache-arrow"
import { existsSync, readFileSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { alignCounts } from "../../src/evidence/evidence.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { openSource } from "../../src/sources/open.js"
import { chiSquareTable } from "../../src/stats/chi-square-table.js"
import { compareCategories, type GoldenCategories } from "../helpers/golden-categories.js"
import { compareDiscrepancy, compareNumeric, type GoldenNumeric } from "../helpers/golden-numeric.js"
import { Tally, sorted } from "../stats/golden.js"

/** The blocks `numeric`, `categorical` and `missing` of every fixtures/golden/NAME.json, but for what pairs.test.ts compares. */

interface GoldenColumn {
  kind: string
  ref: { count: number; nulls: number }
  cur: { count: number; nulls: number }
  numeric?: GoldenNumeric
  categorical?: GoldenCategories
  missing?: GoldenCategories & { chi2: { stat: number; p: number } }
}

interface Golden {
  mmd_rows: { ref: number[]; cur: number[] }
  columns: Record<string, GoldenColumn>
}

/** elec2 states no licence, so it is not copied here; it is read where a copy lies beside the project. */
const folders = ["fixtures/data", "../shared/data"]
const names = ["bikeshare", "birdstrikes", "calhousing_delayed", "carloan", "elec2", "flights", "flights_schema"]
const ending = (name: string) => (name === "penguins" ? "csv" : "parquet")

const tally = new Tally()
afterAll(() => {
  console.log(`golden methods: ${tally.compared} figures compared`)
})

for (const name of [...names, "llm_traces", "nodrift", "penguins"]) {
  const folder = folders.find((place) => existsSync(`${place}/${name}_ref.${ending(name)}`))

  describe.skipIf(folder === undefined)(`the methods agree with fixtures/golden/${name}.json`, () => {
    const golden = JSON.parse(readFileSync(`fixtures/golden/${name}.json`, "utf8")) as Golden
    const columnsWith = (block: keyof GoldenColumn) =>
      Object.entries(golden.columns).filter(([, column]) => column[block] !== undefined)
    const open = (side: string) => openSource(`${folder ?? ""}/${name}_${side}.${ending(name)}`, {})

    it("on its numbers", async () => {
      const [ref, cur] = [await open("ref"), await open("cur")]
      const before = tally.compared
      for (const [column, { numeric }] of columnsWith("numeric")) {
        if (numeric === undefined) continue
        const [x, y] = [ref, cur].map((source) => {
          const vector = source.readColumn(source.columns.findIndex((info) => info.name === column))
          return Array.from({ length: source.rows }, (_, row) => numberAt(vector, row))
        })
        const [a, b] = [x, y].map((values) => sorted(values.filter(Number.isFinite)))
        compareNumeric(tally, column, a, b, numeric, Math.max(-a[0], -b[0], a[a.length - 1], b[b.length - 1]))
        const part = (values: number[], rows: number[]) =>
          sorted(rows.map((row) => values[row]).filter(Number.isFinite))
        compareDiscrepancy(tally, column, part(x, golden.mmd_rows.ref), part(y, golden.mmd_rows.cur), numeric.mmd)
      }
      ref.close()
      cur.close()
      expect(tally.compared - before).toBeGreaterThanOrEqual(columnsWith("numeric").length * 12)
    })

    it("on its categories", async () => {
      const [ref, cur] = [new ArrowDataset("ref", await open("ref")), new ArrowDataset("cur", await open("cur"))]
      const before = tally.compared
      for (const [column, { categorical }] of columnsWith("categorical")) {
        const { reference, current } = alignCounts(await ref.counts(column), await cur.counts(column))
        if (categorical !== undefined) compareCategories(tally, column, reference, current, categorical)
      }
      ref.close()
      cur.close()
      expect(tally.compared - before).toBeGreaterThanOrEqual(columnsWith("categorical").length * 5)
    })

    it("on its missing values", () => {
      for (const [column, { ref, cur, missing }] of columnsWith("missing")) {
        if (missing === undefined) continue
        const [reference, current] = [ref, cur].map(({ count, nulls }) => Float64Array.of(count, nulls))
        const { statistic, p } = chiSquareTable(reference, current)
        tally.near(`${column} missing chi2`, statistic, missing.chi2.stat, 1e-9, 1e-12)
        tally.near(`${column} missing p`, p, missing.chi2.p, 1e-8, 1e-300)
        compareCategories(tally, `${column} missing`, reference, current, missing)
      }
    })
  })
}

/** NaN where a value is missing. */
function numberAt(vector: Vector, row: number): number {
  const value: unknown = vector.get(row)
  return value === null ? NaN : Number(value)
}
