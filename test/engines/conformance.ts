/** What every engine must answer: pairs as their files are compared, and special values as a Parquet file of them is read. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import { usualCaps, type Caps } from "../../src/engines/asked.js"
import { openEngine } from "../../src/engines/open-engine.js"
import type { ColumnSummary, Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { countAbsent, countKeys } from "../../src/stats/count-keys.js"
import { duckdbFile } from "../helpers/duckdb-table.js"
import { patience } from "../helpers/patience.js"

/** Holds the tables of a DuckDB file, by name. */
export interface StartedEngine {
  addressOf: (table: string) => string
  stop: () => Promise<void> | void
}

/** Starts an engine with the same tables as this DuckDB file. */
export type StartEngine = (duckdb: string, tables: readonly string[]) => Promise<StartedEngine>

const pairs = ["bikeshare", "carloan", "flights_schema", "llm_traces", "penguins", "periods_flights"]
const fileOf = (pair: string, side: string) =>
  `fixtures/data/${pair}_${side}.${pair === "penguins" ? "csv" : "parquet"}`

/** Prose, lists, and what is read out of them in a file of traces: taken out on both sides. */
const unanswered = /^(prompt|response|tags.*|embedding.*|response_length|\w+_language)$/

/** One value of each row in each column; the last rows repeat the first. */
const special = `select * from (values
  (1, cast('nan' as double), cast('1.50' as decimal(20, 2)), 9007199254740993, '', timestamptz '2020-03-29 01:30:00+01', timestamp '1969-12-31 23:59:59.999', date '1900-02-28', time '00:00:00', true),
  (2, cast('inf' as double), cast('2.00' as decimal(20, 2)), 9007199254740992, ' ', timestamptz '2020-03-29 03:30:00+02', timestamp '2038-01-19 03:14:08', date '2000-02-29', time '23:59:59.5', false),
  (3, cast('-inf' as double), cast('-0.01' as decimal(20, 2)), -9223372036854775807, 'a b', timestamptz '1883-11-18 12:00:00-05', timestamp '2000-01-01 00:00:00.123456', date '2999-12-31', time '12:00:00', null),
  (4, cast('-0' as double), cast('0.00' as decimal(20, 2)), 9223372036854775807, 'NA', null, null, null, null, true),
  (5, cast(0 as double), null, 0, 'it''s "quoted"', timestamptz '2020-03-29 03:30:00+02', timestamp '2000-01-01 00:00:00.123456', date '2000-02-29', time '12:00:00', true),
  (6, 1.5e308, cast('123456789012345678.91' as decimal(20, 2)), -1, 'ß😀', timestamptz '2020-10-25 02:30:00+02', timestamp '2000-01-01 00:00:00', date '1970-01-01', time '12:00:00.000001', false),
  (7, -1.5e308, cast('123456789012345678.92' as decimal(20, 2)), null, null, timestamptz '2020-10-25 02:30:00+01', timestamp '2000-01-01 00:00:00', date '1970-01-01', time '12:00:00', false),
  (8, 5e-324, cast('1.50' as decimal(20, 2)), 9007199254740993, chr(92) || 'N', timestamptz '2020-10-25 02:30:00+01', timestamp '2000-01-01 00:00:00', date '1970-01-01', null, false),
  (9, null, cast('1.5' as decimal(20, 2)), 9007199254740993, 'a,b;c', timestamptz '2020-10-25 02:30:00+01', timestamp '2000-01-01 00:00:00', date '1970-01-01', null, false)
) t(n, x, dec, big, s, zoned, local, day, clock, flag)`

const without = (summary: ColumnSummary) => ({ ...summary, content_hash: null })

/** All tests of an engine. `spelt`: how it spells the name of a column. */
export function conforms(engine: string, start: StartEngine, spelt = (name: string): string => name): void {
  describe(engine, () => {
    let registry: Registry
    let tables: Awaited<ReturnType<typeof duckdbFile>>
    let started: StartedEngine
    let stop: StartedEngine["stop"] = () => undefined
    beforeAll(async () => {
      registry = await loadRegistry()
      const named = pairs.flatMap((pair) =>
        ["ref", "cur"].map((side) => [`${pair}_${side}`, fileOf(pair, side)] as const),
      )
      const carloan_again = `select car_value, * exclude (car_value) from '${resolve(fileOf("carloan", "ref"))}' order by car_value, id desc`
      const others = {
        special,
        carloan_again,
        'odd "name"': 'select range as "a""b", \'x\' as "select" from range(40)',
      }
      tables = await duckdbFile({ ...Object.fromEntries(named), ...others })
      started = await start(tables.path, [...named.map(([name]) => name), ...Object.keys(others)])
      stop = started.stop
    }, patience(120))
    afterAll(async () => {
      await stop()
      tables.remove()
    })
    const open = (table: string, caps: Caps = usualCaps) => openEngine(started.addressOf(table), {}, caps)

    /** Looks at the special values as a Parquet file and as a table. */
    async function withSpecial(look: (file: Dataset, table: Dataset) => Promise<void>): Promise<void> {
      const folder = mkdtempSync(join(tmpdir(), "driftcheck-special-"))
      const path = join(folder, "special.parquet")
      const instance = await DuckDBInstance.create(":memory:")
      const connection = await instance.connect()
      await connection.run(`copy (${special}) to '${path}'`)
      connection.closeSync()
      const [file, table] = [await openDataset(path, {}), await open("special")]
      try {
        await look(file, table)
      } finally {
        file.close()
        table.close()
        rmSync(folder, { recursive: true })
      }
    }

    async function compared(opened: (side: string) => Promise<Dataset>): Promise<Comparison> {
      const [reference, current] = [await opened("ref"), await opened("cur")]
      const names = new Set([reference, current].flatMap(({ columns }) => columns.map(({ name }) => name)))
      const exclude = Array.from(names).filter((name) => unanswered.test(name))
      try {
        return await compareDatasets(reference, current, { ...defaultOptions, multivariate: false, exclude }, registry)
      } finally {
        reference.close()
        current.close()
      }
    }

    for (const pair of pairs)
      it(`gives ${pair} the verdict, figures and scores of the files, to the byte`, async () => {
        const file = await compared((side) => openDataset(fileOf(pair, side), {}))
        const table = await compared((side) => open(`${pair}_${side}`))
        const shared = answered(table)
        expect(shared.size).toBeGreaterThan(4)
        // Distances of categories by day are sums in the order in which these were met, which a table has none of.
        const same = pair === "periods_flights" ? twelveDigits : (value: unknown) => value
        expect(same(columnsOf(table, shared))).toEqual(same(columnsOf(file, shared, spelt)))
        expect(table.verdict.status).toBe(file.verdict.status)
        expect(table.drift).toEqual(file.drift)
        expect(same(table.periods)).toEqual(same(file.periods))
        if (pair === "periods_flights") expect(table.periods?.periods).toBe(84)
        const made = new Set(table.checks.filter(({ status }) => status !== "not_applicable").map(({ id }) => id))
        expect(checksOf(table, made)).toEqual(checksOf(file, made, spelt))
      }, 60_000)

    it("gives verdict and flags of the file from bins, with scores within 0.002", async () => {
      const file = await compared((side) => openDataset(fileOf("carloan", side), {}))
      const table = await compared((side) => open(`carloan_${side}`, { values: 40, categories: 10_000, bins: 2048 }))
      expect(table.warnings.filter((warning) => warning.includes("within 0.000")).length).toBeGreaterThan(0)
      const flags = ({ columns }: Comparison) => columns.map(({ name, status, type }) => ({ name, status, type }))
      expect(flags(table)).toEqual(flags(file))
      expect(table.verdict.status).toBe(file.verdict.status)
      for (const [i, { measurements }] of table.columns.entries())
        for (const [j, { method, drift_score }] of measurements.entries())
          if (byBins.has(method))
            expect(Math.abs((drift_score ?? 0) - (file.columns[i].measurements[j].drift_score ?? 0))).toBeLessThan(
              0.002,
            )
    }, 60_000)

    it("is compared with a file, and with a saved profile of one, as the files are", async () => {
      const file = (side: string) => openDataset(fileOf("carloan", side), {})
      const table = (side: string) => open(`carloan_${side}`)
      const saved = async () => {
        const dataset = await file("ref")
        const profile = await makeProfile(dataset, { categorySalt: null })
        dataset.close()
        return new ProfileDataset("ref.profile.json", profile)
      }
      const found = async (reference: () => Promise<Dataset>, current: () => Promise<Dataset>) => {
        const { columns, verdict, drift } = await compared((side) => (side === "ref" ? reference() : current()))
        const facts = columns.map(({ name, status, measurements }) => ({ name, status, measurements }))
        return { facts, status: verdict.status, drift }
      }
      const files = await found(
        () => file("ref"),
        () => file("cur"),
      )
      expect(
        await found(
          () => file("ref"),
          () => table("cur"),
        ),
      ).toEqual(files)
      expect(
        await found(
          () => table("ref"),
          () => file("cur"),
        ),
      ).toEqual(files)
      expect(await found(saved, () => table("cur"))).toEqual(await found(saved, () => file("cur")))
    }, 60_000)

    it("counts keys that repeat, and rows without one, as the files do", async () => {
      const key = ["time_hour", "flight", "carrier"]
      const keyed = { ...defaultOptions, multivariate: false, key }
      const of = async (opened: (side: string) => Promise<Dataset>) => {
        const sides = [await opened("ref"), await opened("cur")] as const
        const { checks } = await compareDatasets(...sides, keyed, registry)
        for (const side of sides) side.close()
        return checks.filter(({ id }) => id === "duplicate-keys" || id === "join-explosion")
      }
      const file = await of((side) => openDataset(fileOf("flights_schema", side), {}))
      const table = await of((side) => open(`flights_schema_${side}`))
      expect(file[0]).toMatchObject({ id: "duplicate-keys", status: "fail", value: 1428 / 5428 })
      expect(file[1].message).toContain("most rows: ")
      // Of keys with as many rows each, which come first differs.
      const figures = (checks: typeof file) =>
        checks.map(({ message, ...check }) => ({
          ...check,
          message: message.replace(/ \(?most rows.*|: most rows.*/, ""),
        }))
      expect(figures(table)).toEqual(figures(file))
      expect(table[1].message).toMatch(/"2013-\d\d-\d\dT[^"]*Z; \w+; [A-Z0-9]{2}" \(\d\)/)
    }, 60_000)

    it("counts keys of special values as a Parquet file of them has them", async () => {
      await withSpecial(async (file, table) => {
        for (const key of [["x"], ["dec"], ["big"], ["s"], ["zoned"], ["flag", "day"], ["clock", "x", "s"]]) {
          const { hashes, isMissing } = await file.keyHashes(key)
          const { rows, keys } = countKeys(hashes, 5)
          const missing = isMissing.length - rows
          const counted = (await table.countedKeys?.(key, 5)) ?? null
          expect([key, counted]).toEqual([key, { rows, keys, missing, sampled: false, worst: counted?.worst }])
          expect(counted?.worst.every((each) => each.rows > 1)).toBe(true)
        }
        expect((await table.countedKeys?.(["big"], 1))?.worst).toEqual([{ key: "9007199254740993", rows: 3 }])
        expect((await table.countedKeys?.(["day", "n"], 1))?.worst).toEqual([])
        const [day] = (await table.countedKeys?.(["day"], 1))?.worst ?? []
        expect(day).toEqual({ key: "1970-01-01T00:00:00Z", rows: 4 })
      })
    })

    it(
      "looks up keys that current lacks, as the files have them",
      async () => {
        const files = [await openDataset(fileOf("carloan", "ref"), {}), await openDataset(fileOf("carloan", "cur"), {})]
        const [reference, current] = [await open("carloan_ref"), await open("carloan_cur")]
        for (const key of [["car_value"], ["debt_to_income_ratio", "loan_length"], ["salary_range", "loan_length"]]) {
          const hashes = [await files[0].keyHashes(key), await files[1].keyHashes(key)].map((each) => each.hashes)
          const [before, after] = hashes.map((each) => countKeys(each, 1).sorted)
          const source = current.keySource?.(key) ?? null
          const found = source === null ? null : ((await reference.absentKeys?.(key, source, 2)) ?? null)
          expect([key, found?.keys]).toEqual([key, countAbsent(hashes[0], before, after, 1).keys])
          expect(found?.examples).toHaveLength(Math.min(2, found?.keys ?? 0))
        }
        for (const side of [...files, reference, current]) side.close()
      },
      patience(60),
    )

    it(
      "knows rows that were delivered again, in any order of rows and columns",
      async () => {
        const found = async (current: string) => {
          const sides = [await open("carloan_ref"), await open(current)] as const
          const options = { ...defaultOptions, multivariate: false, columns: ["car_value", "repaid"] }
          const { checks } = await compareDatasets(...sides, options, registry)
          for (const side of sides) side.close()
          return checks.filter(({ id }) => id === "repeated-delivery").map(({ message }) => message)
        }
        expect(await found("carloan_again")).toEqual(["The rows are those of reference, in whatever order"])
        expect(await found("carloan_cur")).toEqual(["The rows are not those of reference"])
      },
      patience(60),
    )

    it("reads special values as a Parquet file of them is read", () =>
      withSpecial(async (file, table) => {
        expect(table.rows).toBe(file.rows)
        for (const { name } of file.columns) {
          expect([name, without(await table.summary(name))]).toEqual([name, without(await file.summary(name))])
          const [counts, expected] = [await table.counts(name), await file.counts(name)]
          expect([name, new Map(Array.from(counts).sort())]).toEqual([name, new Map(Array.from(expected).sort())])
          expect([name, await table.sample(name)]).toEqual([name, (await file.sample(name)).map((value) => value + 0)])
        }
        expect(await table.summary("x")).toMatchObject({ missing: 2, nan: 1, infinite: 2, zeros: 2, min: -1.5e308 })
        expect((await table.counts("big")).get("9007199254740993")).toBe(3)
        const { duplicate_rows: _, ...facts } = await file.rowFacts()
        expect(await table.rowFacts()).toMatchObject(facts)
      }))

    it("quotes names, and counts rows that repeat", async () => {
      const table = await open('"odd ""name"""')
      expect(table.columns.map(({ name }) => name)).toEqual(['a"b', "select"])
      expect((await table.summary('a"b')).max).toBe(39)
      expect(await table.repeatedRows(["select"])).toBe(39)
      expect((await table.rowFacts()).duplicate_rows).toBe(0)
      table.close()
    })

    it("looks at some rows where a condition, a query or a sample says so", async () => {
      const where = await openEngine(
        `${started.addressOf("carloan_ref")}${started.addressOf("").includes("?") ? "&" : "?"}where=${encodeURIComponent("car_value > 30000 -- a comment")}`,
        {},
      )
      expect(where.rows).toBeGreaterThan(0)
      expect(where.rows).toBeLessThan(15_000)
      expect((await where.summary("car_value")).min).toBeGreaterThan(30_000)
      const sample = await openEngine(started.addressOf("carloan_ref"), { sample: 0.1, sampleKey: "id" })
      // A tenth, within six standard deviations of a binomial count.
      expect(Math.abs(sample.rows - 1500)).toBeLessThan(6 * Math.sqrt(15_000 * 0.1 * 0.9))
      expect(sample.warnings[0]).toBe("A sample: 0.1 of the rows, chosen by a hash of id.")
      where.close()
      sample.close()
    })

    it("says what the engine says of a table that is not there", async () => {
      await expect(open("no_such_table")).rejects.toThrow(/no_such_table/)
    })
  })
}

const twelveDigits = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null, (_, each: unknown) =>
      typeof each === "number" ? Number(each.toPrecision(12)) : each,
    ),
  )

const byBins = new Set(["ks-distance", "tails-distance", "psi", "clipped-wasserstein", "jensen-shannon"])

const asIs = (name: string) => name

/** What an engine answers of a column: all but a hash of its rows in order, and names of types. */
const columnsOf = ({ columns }: Comparison, shared: ReadonlySet<string>, spelt = asIs) =>
  columns
    .filter(({ name }) => shared.has(spelt(name)))
    .map(({ reference, current, storage: _, course: __, ...column }) => ({
      ...column,
      name: spelt(column.name),
      reference: reference && without(reference),
      current: current && without(current),
      ...("reason" in column ? { reason: column.reason.replace("large_string", "string") } : {}),
    }))

const answered = ({ columns }: Comparison) =>
  new Set(columns.filter(({ type }) => type !== "text" && type !== "nested").map(({ name }) => name))

/** Checks that both could make, by what they found. */
const checksOf = ({ checks }: Comparison, made: ReadonlySet<string>, spelt = asIs) =>
  checks
    .filter(({ id }) => made.has(id))
    .map(({ id, status, column, value }) => ({ id, status, column: column === null ? null : spelt(column), value }))
