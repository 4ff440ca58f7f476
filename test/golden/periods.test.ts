import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Comparison } from "../../src/compare/comparison.js"
import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { columnPeriods } from "../../src/evidence/column-periods.js"
import { cutPeriods } from "../../src/evidence/period-cut.js"
import type { ColumnPeriods, PeriodFigures } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { periodLimit } from "../../src/stats/periods/period-limit.js"
import { tableTest } from "../../src/stats/periods/table-test.js"
import { Tally } from "../stats/golden.js"

/** fixtures/golden/periods_flights.json, defined in the README there: written by an independent script with numpy and scipy. */
interface GoldenFigures {
  distance: number
  periods: number[]
  noise: number[]
  noise_current: number
  limit_distance: number
  limit_net: number
  widening: number
  limit: number
}

interface GoldenColumn extends GoldenFigures {
  kind: "num" | "cat"
  weekday: GoldenFigures & { used: boolean }
  judged_distance: number
  judged_limit: number
  ordinary: number[]
  drift: boolean
}

interface GoldenSide {
  columns: Record<string, GoldenColumn>
  table: { score: number; periods: number[]; limit: number; drift: boolean }
  verdict: string
}

type Golden = { periods: string[]; alpha: number } & Record<"cur" | "fault", GoldenSide>

const golden = JSON.parse(readFileSync("fixtures/golden/periods_flights.json", "utf8")) as Golden
const options = { ...defaultOptions, roles: new Map([["scheduled", "timestamp"]]) as typeof defaultOptions.roles }
const path = (side: string) => `fixtures/data/periods_flights_${side}.parquet`

const tally = new Tally()
afterAll(() => {
  console.log(`golden periods: ${tally.compared} figures compared`)
})

describe.each(["cur", "fault"] as const)("periods_flights_%s beside the reference's days", (side) => {
  const { columns, table, verdict } = golden[side]
  const names = Object.keys(columns)
  const level = golden.alpha / names.length
  const figures = new Map<string, ColumnPeriods>()
  let found: Comparison

  beforeAll(async () => {
    const sides = { reference: await openDataset(path("ref"), {}), current: await openDataset(path(side), {}) }
    const { cut } = await cutPeriods(sides, options)
    if (cut === null) throw new Error("the reference was not cut")
    expect(cut.periods.map(({ start }) => start)).toEqual(golden.periods)
    for (const [name, { kind }] of Object.entries(columns))
      figures.set(name, await columnPeriods(name, kind === "num" ? "numeric" : "categorical", sides, cut))
    found = await compareDatasets(sides.reference, sides.current, options, await loadRegistry())
  })

  it.each(names)("has the distances, noise and limits of %s", (name) => {
    const ours = figures.get(name)
    const theirs = columns[name]
    compare(name, ours?.values ?? null, theirs, theirs.kind, level)
    compare(`${name} on Tuesdays`, ours?.sameWeekday ?? null, theirs.weekday, theirs.kind, level)
  })

  it("has the test of all columns together", () => {
    const values = names.flatMap((name) => figures.get(name)?.values ?? [])
    const ours = tableTest(values, golden.alpha, golden.periods.length)
    tally.near("table score", ours?.score ?? null, table.score, 1e-7, 1e-9)
    tally.near("table limit", ours?.limit ?? null, table.limit, 1e-7, 1e-9)
    tally.same("table drift", ours?.drift, table.drift)
    tally.near("the report's score", found.periods?.table?.score ?? null, table.score, 1e-7, 1e-9)
  })

  it("judges the columns and the data set as they do", () => {
    for (const [name, theirs] of Object.entries(columns)) {
      const ours = found.columns.find((column) => column.name === name)
      if (ours?.status !== "drift" && ours?.status !== "ok") throw new Error(`${name} was not tested`)
      const { period } = ours
      const close = theirs.kind === "num" ? [1e-9, 1e-12] : [1e-7, 1e-8]
      tally.near(`${name} distance`, period?.distance ?? null, theirs.judged_distance, close[0], close[1])
      tally.near(`${name} limit`, period?.limit ?? null, theirs.judged_limit, 1e-6, 0)
      tally.same(`${name} weekday`, period?.same_weekday, theirs.weekday.used)
      const { low, middle, high, largest } = period?.ordinary ?? { low: NaN, middle: NaN, high: NaN, largest: NaN }
      ;[low, middle, high, largest].forEach((each, i) => {
        tally.near(`${name} ordinary ${i}`, each, theirs.ordinary[i], 1e-6, 1e-12)
      })
      tally.same(`${name} drift`, ours.status === "drift", theirs.drift)
    }
    tally.same("data set", found.drift.dataset_drift, verdict === "drift")
  })
})

function compare(
  where: string,
  ours: PeriodFigures | null,
  theirs: GoldenFigures,
  kind: GoldenColumn["kind"],
  level: number,
): void {
  if (ours === null) throw new Error(`${where} has no figures`)
  const [rel, abs] = kind === "num" ? [1e-9, 1e-12] : [1e-7, 1e-8]
  tally.near(`${where} distance`, ours.current, theirs.distance, rel, abs)
  tally.near(`${where} noise`, ours.noise_current, theirs.noise_current, 1e-9, 1e-12)
  expect(ours.distances).toHaveLength(theirs.periods.length)
  ours.distances.forEach((distance, i) => {
    tally.near(`${where} period ${i}`, distance, theirs.periods[i], rel, abs)
    tally.near(`${where} noise ${i}`, ours.noise[i], theirs.noise[i], 1e-9, 1e-12)
  })
  const limit = periodLimit(ours, level, theirs.periods.length)
  tally.near(`${where} limit`, limit?.limit ?? null, theirs.limit, 1e-6, 0)
  tally.near(`${where} limit of distances`, limit?.ofDistances ?? null, theirs.limit_distance, 1e-6, 0)
  tally.near(`${where} limit without noise`, limit?.withoutNoise ?? null, theirs.limit_net, 1e-6, 0)
  tally.near(`${where} widening`, limit?.widening ?? null, theirs.widening, 1e-6, 0)
}
