import { describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { cutPeriods } from "../../src/evidence/period-cut.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry, type Registry } from "../../src/registry.js"

const dayMs = 86_400_000
const path = "fixtures/data/periods_flights_ref.parquet"
const byTime = { ...defaultOptions, roles: new Map([["scheduled", "timestamp" as const]]) }

/** The methods that judge, so that 84 comparisons take a third of the time. */
async function judging(): Promise<Registry> {
  const registry = await loadRegistry()
  const ids = new Set([
    "ks",
    "tails",
    "clipped-wasserstein",
    "ks-distance",
    "tails-distance",
    "chi-square",
    "jensen-shannon",
    "psi",
  ])
  return { ...registry, methods: new Map(Array.from(registry.methods).filter(([id]) => ids.has(id))) }
}

async function dayOfEachRow(table: Dataset): Promise<number[]> {
  const reader = await table.reader("scheduled")
  return Array.from(reader.read(0, table.rows), (at) => Math.floor(at / dayMs))
}

/** The rows whose day is among these, or is not. */
const rowsOf = (days: readonly number[], wanted: (day: number) => boolean) =>
  Int32Array.from(days.flatMap((day, row) => (wanted(day) ? [row] : [])))

function only(table: Dataset, rows: Int32Array): Dataset {
  const part = table.only?.(rows)
  if (part === undefined) throw new Error("rows cannot be taken")
  return part
}

describe("each day held to all others", () => {
  it("fails on at most 5 % of the days, and names what fired", async () => {
    const [table, registry] = [await openDataset(path, {}), await judging()]
    const days = await dayOfEachRow(table)
    const all = Array.from(new Set(days))
    const loud: string[] = []
    for (const day of all) {
      const current = only(
        table,
        rowsOf(days, (each) => each === day),
      )
      const reference = only(
        table,
        rowsOf(days, (each) => each !== day),
      )
      const { verdict, columns, checks } = await compareDatasets(reference, current, byTime, registry)
      if (verdict.exit_code === 0) continue
      const drifted = columns.filter(({ status }) => status === "drift").map(({ name }) => name)
      const failed = checks.filter(({ status }) => status === "fail").map(({ id, column }) => `${id} ${column ?? ""}`)
      loud.push(`${new Date(day * dayMs).toISOString().slice(0, 10)}: ${[...drifted, ...failed].join(", ")}`)
    }
    console.log(`${loud.length} of ${all.length} days fail:\n${loud.join("\n")}`)
    expect(all).toHaveLength(84)
    // The blizzard of 8 and 9 February (half of all flights cancelled) and the delays of 8 March.
    expect(loud.map((line) => line.slice(0, 10))).toEqual(["2013-02-08", "2013-02-09", "2013-03-08"])
    expect(loud.length / all.length).toBeLessThanOrEqual(0.05)
  }, 600_000)
})

describe("rows of the reference inside current's time", () => {
  it("are left out, and a current that is part of its reference is as ordinary", async () => {
    const [table, registry] = [await openDataset(path, {}), await judging()]
    const days = await dayOfEachRow(table)
    const day = days[Math.floor(days.length / 2)]
    const current = only(
      table,
      rowsOf(days, (each) => each === day),
    )
    const found = await compareDatasets(table, current, byTime, registry)
    const apart = await compareDatasets(
      only(
        table,
        rowsOf(days, (each) => each !== day),
      ),
      current,
      byTime,
      registry,
    )
    expect(found.periods).toMatchObject({ periods: 83, rows_inside_current: current.rows })
    expect(apart.periods).toMatchObject({ periods: 83, rows_inside_current: 0 })
    const period = (columns: typeof found.columns) =>
      columns.map((column) => ("period" in column ? column.period : null))
    expect(period(found.columns)).toEqual(period(apart.columns))
  })
})

describe("the time column that is used", () => {
  const run = async (options: CompareOptions) => {
    const current = await openDataset("fixtures/data/periods_flights_cur.parquet", {})
    return compareDatasets(await openDataset(path, {}), current, options, await judging())
  }

  it("is the only one that fits, where none is named", async () => {
    const { periods, drift } = await run(defaultOptions)
    expect(periods).toMatchObject({ timestamp: "scheduled", named: false, periods: 84, weekday: "Tuesday" })
    expect(drift).toMatchObject({ dataset_drift: false, by_periods: { table: false } })
  })

  it("is none where periods are off or another policy judges, and the share rules again", async () => {
    const off = await run({ ...defaultOptions, periods: { ...defaultOptions.periods, on: false } })
    expect(off.periods).toBeUndefined()
    expect(off.drift).toMatchObject({ dataset_drift: true, drifted_columns: 7 })
    expect((await run({ ...byTime, policy: "classic" })).periods).toBeUndefined()
  })

  it("is none where two fit, and the note says that a day is no sample of the whole and what to name", async () => {
    const both = async (path: string) => {
      const table = await openDataset(path, {})
      const twin = { ...table.columns.find(({ name }) => name === "scheduled"), name: "departed" }
      const as = (column: string) => (column === "departed" ? "scheduled" : column)
      return new Proxy(table, {
        get(target, key) {
          if (key === "columns") return [...table.columns, twin]
          const own = Reflect.get(target, key) as unknown
          if (typeof own !== "function") return own
          return (column: unknown, ...rest: unknown[]) =>
            (own as (...args: unknown[]) => unknown).call(
              target,
              typeof column === "string" ? as(column) : column,
              ...rest,
            )
        },
      })
    }
    const current = await both("fixtures/data/periods_flights_cur.parquet")
    const { cut, note } = await cutPeriods({ reference: await both(path), current }, defaultOptions)
    expect(cut).toBeNull()
    expect(note).toContain("current spans 1 day, the reference 84.")
    expect(note).toContain(
      "columns may be marked although nothing is unusual. Name the time of the rows: --timestamp …",
    )
  })

  it("leaves the data set to a share that is asked for", async () => {
    const { drift, periods } = await run({ ...byTime, driftShare: 0.1 })
    expect(periods).toBeDefined()
    expect(drift.by_periods).toBeUndefined()
  })

  it("names days of the reference that stand out, and leaves out those that are excepted", async () => {
    const { periods } = await run(byTime)
    expect(periods?.standing_out[0]).toMatchObject({ period: "2013-03-08" })
    const { periods: without } = await run({
      ...byTime,
      periods: { ...byTime.periods, except: ["2013-03-08"] },
    })
    expect(without).toMatchObject({ periods: 83, rows_excepted: 180 })
    expect(without?.standing_out.map(({ period }) => period)).not.toContain("2013-03-08")
  })
})

describe("a reference cut to its last days", () => {
  it("holds the rows of so much time before current, and says so in its facts", async () => {
    const current = await openDataset("fixtures/data/periods_flights_cur.parquet", {})
    const options = { ...byTime, referenceLast: 30 * dayMs }
    const found = await compareDatasets(await openDataset(path, {}), current, options, await judging())
    // The reference ends on 28 April in the evening: its first day is cut.
    expect(found.periods).toMatchObject({ periods: 30 })
    expect(found.reference.rows).toBeLessThanOrEqual(30 * 180)
    expect(found.reference.time_range?.[0] ?? "").toMatch(/^2013-03-(29|30)/)
  })

  it("needs the time of the rows", async () => {
    const flights = "fixtures/data/nodrift_ref.parquet"
    const options = { ...defaultOptions, referenceLast: dayMs }
    const run = async () =>
      compareDatasets(await openDataset(flights, {}), await openDataset(flights, {}), options, await judging())
    await expect(run()).rejects.toThrow("--reference-last needs the time of the rows")
  })
})
