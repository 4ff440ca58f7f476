import { existsSync, readFileSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import { defaultOptions, type ColumnOptions } from "../../src/options/options.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import type { ColumnResult, ColumnSummary } from "../../src/model.js"
import { loadRegistry } from "../../src/registry.js"
import { openSource } from "../../src/sources/open.js"
import { isClose } from "../helpers/close.js"

/** Every figure of fixtures/golden/NAME.json that driftcheck gives, for every pair of real files, at the README's tolerances. */

interface GoldenSummary {
  count: number
  nulls: number
  distinct?: number
  mean?: number
  std?: number
  min?: number | string
  max?: number | string
  sum?: number
  q?: Record<string, number>
  zeros?: number
  negative?: number
  most_common?: [number | string | boolean, number][]
  skew?: number | string
  kurt?: number | string
  len_min?: number
  len_max?: number
  len_mean?: number
  empty?: number
  blank?: number
  true?: number
}

interface GoldenColumn {
  kind: string
  ref: GoldenSummary
  cur: GoldenSummary
  numeric?: {
    ks: { stat: number; p: number }
    wasserstein: { stat: number; normed: number }
    psi: { atoms: number }
    bins50: { js_dist_e: number }
  }
  categorical?: {
    n_new: number
    n_gone: number
    new: string[]
    gone: string[]
    chi2?: { stat: number; p: number; error?: string }
    dist?: { psi: number; js_dist_e: number }
  }
}

interface GoldenQuality {
  rows: number
  columns: number
  missing_cells: number
  rows_with_missing: number
  duplicate_rows: number
}

interface Golden {
  quality: { ref: GoldenQuality; cur: GoldenQuality }
  added: string[]
  removed: string[]
  type_changed: Record<string, [string, string]>
  columns: Record<string, GoldenColumn>
}

interface GoldenRule {
  rule: "numbers" | "categories"
  p: number
  p_adjusted: number
  drift: boolean
}
interface GoldenPolicy {
  pairs: Record<string, { columns: Record<string, GoldenRule> }>
}

const policy = JSON.parse(readFileSync("fixtures/golden/policy2.json", "utf8")) as GoldenPolicy
const registry = await loadRegistry()

/** elec2 states no licence, so it is not copied here; it is read where a copy lies beside the project. */
const folders = ["fixtures/data", "../shared/data"]
const ending = (name: string) => (name === "penguins" ? "csv" : "parquet")
const place = (name: string) => folders.find((folder) => existsSync(`${folder}/${name}_ref.${ending(name)}`))

/** Columns of policy2.json that driftcheck does not test, and why: it tests no identifiers, and nothing that never varies. */
const notTested: Record<string, string[]> = {
  bikeshare: ["instant"],
  calhousing_delayed: ["id"],
  carloan: ["id"],
  elec2: ["row"],
}

/** What driftcheck tests beyond policy2.json: codes with thousands of values, against their noise floor, and free text. */
const testedToo: Record<string, string[]> = {
  flights: ["tailnum"],
  flights_schema: ["tailnum"],
  llm_traces: ["prompt", "response", "embedding"],
}

let compared = 0
afterAll(() => {
  console.log(`golden pairs: ${compared} figures compared`)
})

for (const name of Object.keys(policy.pairs)) {
  const folder = place(name)
  if (folder === undefined) console.log(`golden pairs: ${name} is skipped, its data is not here`)

  describe.skipIf(folder === undefined)(`${name} agrees with fixtures/golden/${name}.json`, () => {
    const golden = JSON.parse(readFileSync(`fixtures/golden/${name}.json`, "utf8")) as Golden
    const run = (perColumn: ReadonlyMap<string, ColumnOptions>) =>
      comparePair(`${folder ?? ""}/${name}`, ending(name), perColumn)

    it("in rows, missing cells, duplicates and columns", async () => {
      const comparison = await run(new Map())
      for (const [side, expected] of [
        [comparison.reference, golden.quality.ref] as const,
        [comparison.current, golden.quality.cur] as const,
      ]) {
        const { rows, columns, missing_cells, rows_with_missing, duplicate_rows } = expected
        expect(side).toMatchObject({ rows, columns, missing_cells, rows_with_missing, duplicate_rows })
        compared += 5
      }
      expect(comparison.schema.added).toEqual(golden.added)
      expect(comparison.schema.removed).toEqual(golden.removed)
    })

    it("in every column's summary and every method's score", async () => {
      const asGolden = new Map(Object.entries(golden.columns).flatMap(([column, { kind }]) => typeFor(column, kind)))
      const { columns } = await run(asGolden)
      const before = compared
      for (const column of columns) {
        const expected = Object.hasOwn(golden.columns, column.name) ? golden.columns[column.name] : undefined
        if (expected === undefined) continue
        checkSummary(`${column.name} reference`, column.reference, expected.ref, expected.kind)
        checkSummary(`${column.name} current`, column.current, expected.cur, expected.kind)
        checkScores(column, expected)
      }
      expect(compared - before).toBeGreaterThan(Object.keys(golden.columns).length * 8)
    })

    it("in the flag of every column that policy2.json and driftcheck both test", async () => {
      const { columns } = await run(new Map())
      const expected = policy.pairs[name].columns
      const found = new Map(columns.map((column) => [column.name, column]))
      const skipped = Object.keys(expected).filter((column) => found.get(column)?.status === "not_tested")
      expect(skipped).toEqual(notTested[name] ?? [])
      for (const [column, { rule, p, p_adjusted, drift }] of Object.entries(expected)) {
        const ours = found.get(column)
        if (ours === undefined || skipped.includes(column)) continue
        // "10%" is read as a number where the golden file has a text.
        if (rule === "categories" && ours.method !== "chi-square" && ours.storage.reference === "large_string") continue
        expect(`${column}: ${ours.method === "chi-square" ? "categories" : "numbers"}`).toBe(`${column}: ${rule}`)
        // Chi-square's p takes its true mean and variance where rare categories need it.
        const corrected = rule === "categories" && ours.measurements.some(({ reason }) => reason !== null)
        if (!corrected)
          expect(isClose(ours.p_value ?? NaN, p, 1e-7, 1e-290), `${column}: p ${ours.p_value}, golden ${p}`).toBe(true)
        // The file's family of tests holds identifiers as well, so that near 0.05 a flag may differ.
        const near = p_adjusted > 0.025 && p_adjusted < 0.1
        if (!near) expect(`${column}: ${ours.status}`).toBe(`${column}: ${drift ? "drift" : "ok"}`)
        compared += 2
      }
      const tested = columns.filter(({ status }) => status === "drift" || status === "ok").map((column) => column.name)
      expect(tested.filter((column) => !(column in expected))).toEqual(testedToo[name] ?? [])
    })
  })
}

async function comparePair(
  base: string,
  extension: string,
  perColumn: ReadonlyMap<string, ColumnOptions>,
): Promise<Comparison> {
  const open = async (side: string) => {
    const path = `${base}_${side}.${extension}`
    return new ArrowDataset(path, await openSource(path, {}))
  }
  const [reference, current] = [await open("ref"), await open("cur")]
  try {
    return await compareDatasets(reference, current, { ...defaultOptions, perColumn, showTexts: true }, registry)
  } finally {
    reference.close()
    current.close()
  }
}

/** The golden file measures identifiers and constants too, so the type is set as it has it. */
function typeFor(column: string, kind: string): [string, ColumnOptions][] {
  if (kind === "numeric") return [[column, { type: "numeric", method: "ks" }]]
  return kind === "string" ? [[column, { type: "categorical" }]] : []
}

function checkSummary(where: string, summary: ColumnSummary | null, golden: GoldenSummary, kind: string): void {
  if (summary === null) throw new Error(`${where} has no summary`)
  const same = (figure: string, ours: unknown, theirs: unknown) => {
    expect(ours, `${where}: ${figure}`).toEqual(theirs)
    compared++
  }
  const near = (figure: string, ours: number | null, theirs: number | undefined, abs: number) => {
    if (theirs === undefined) return
    expect(ours !== null && isClose(ours, theirs, 1e-9, abs), `${where}: ${figure} is ${ours}, golden ${theirs}`).toBe(
      true,
    )
    compared++
  }
  same("nulls", summary.missing, golden.nulls)
  same("count", summary.rows - summary.missing, golden.count)
  if (golden.distinct !== undefined && kind !== "type_changed") same("distinct", summary.distinct, golden.distinct)
  if (golden.true !== undefined)
    same("true", summary.top.find(({ value }) => value === "true")?.count ?? 0, golden.true)
  if (kind === "datetime" && golden.min !== undefined) {
    same("min", summary.min, golden.min)
    same("max", summary.max, golden.max)
  }
  if (kind === "string" || kind === "text") {
    for (const [figure, ours, theirs] of [
      ["len_min", summary.length_min, golden.len_min] as const,
      ["len_max", summary.length_max, golden.len_max] as const,
      ["empty", summary.empty, golden.empty] as const,
      ["blank", summary.blank, golden.blank] as const,
    ])
      if (theirs !== undefined) same(figure, ours, theirs)
    near("len_mean", summary.length_mean, golden.len_mean, 0)
  }
  if (golden.most_common !== undefined && kind !== "type_changed")
    same(
      "most_common",
      summary.top,
      golden.most_common.map(([value, count]) => ({ value: String(value), count })),
    )
  if (kind !== "numeric" || typeof golden.min !== "number" || typeof golden.max !== "number") return

  const scale = 1e-12 * Math.max(Math.abs(golden.min), Math.abs(golden.max))
  const constant = golden.min === golden.max
  same("min", summary.min, golden.min)
  same("max", summary.max, golden.max)
  same("zeros", summary.zeros, golden.zeros)
  same("negative", summary.negative, golden.negative)
  near("mean", summary.mean, golden.mean, scale)
  near("sum", summary.sum, golden.sum, scale * golden.count)
  near("std", summary.std, constant ? 0 : golden.std, scale)
  for (const [percent, value] of Object.entries(golden.q ?? {}))
    near(`q${percent}`, summary.quantiles?.[percent] ?? null, value, scale)
  if (constant) return
  if (typeof golden.skew === "number") near("skew", summary.skew, golden.skew, 1e-12)
  if (typeof golden.kurt === "number") near("kurt", summary.kurtosis, golden.kurt, 1e-12)
}

function checkScores(column: ColumnResult, golden: GoldenColumn): void {
  const measured = new Map(column.measurements.map((measurement) => [measurement.method, measurement]))
  if (measured.size === 0) return
  const near = (
    figure: string,
    ours: number | null | undefined,
    theirs: number | undefined,
    rel: number,
    abs: number,
  ) => {
    if (theirs === undefined) return
    const close = ours !== null && ours !== undefined && isClose(ours, theirs, rel, abs)
    expect(close, `${column.name}: ${figure} is ${ours ?? "none"}, golden ${theirs}`).toBe(true)
    compared++
  }
  const { numeric, categorical } = golden
  if (numeric !== undefined && column.type === "numeric") {
    near("ks D", measured.get("ks")?.statistic, numeric.ks.stat, 1e-9, 1e-12)
    // p-values below 1e-300 are zero or denormal on one side or the other.
    near("ks p", measured.get("ks")?.drift_score, numeric.ks.p, 1e-8, numeric.ks.p < 1e-290 ? 1e-290 : 1e-300)
    near("wasserstein", measured.get("wasserstein")?.statistic, numeric.wasserstein.stat, 1e-9, 1e-12)
    near("wasserstein normed", measured.get("wasserstein")?.drift_score, numeric.wasserstein.normed, 1e-9, 1e-12)
    near("psi", measured.get("psi")?.drift_score, numeric.psi.atoms, 1e-9, 1e-12)
    near("jensen-shannon", measured.get("jensen-shannon")?.drift_score, numeric.bins50.js_dist_e, 1e-7, 1e-8)
  }
  if (categorical !== undefined && (column.type === "categorical" || column.type === "boolean")) {
    expect(column.n_new_categories).toBe(categorical.n_new)
    expect(column.n_missing_categories).toBe(categorical.n_gone)
    if (categorical.n_new <= 40) expect(column.new_categories.map(({ value }) => value).sort()).toEqual(categorical.new)
    if (categorical.n_gone <= 40)
      expect(column.missing_categories.map(({ value }) => value).sort()).toEqual(categorical.gone)
    near("chi-square", measured.get("chi-square")?.statistic, categorical.chi2?.stat, 1e-9, 1e-12)
    near("chi-square p", measured.get("chi-square")?.drift_score, categorical.chi2?.p, 1e-8, 1e-300)
    near("psi", measured.get("psi")?.drift_score, categorical.dist?.psi, 1e-9, 1e-12)
    near("jensen-shannon", measured.get("jensen-shannon")?.drift_score, categorical.dist?.js_dist_e, 1e-7, 1e-8)
    compared += 2
  }
}
