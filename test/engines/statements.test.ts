import { describe, expect, it } from "vitest"
import { dialect as duckdb } from "../../src/engines/duckdb.js"
import type { Dialect, EngineAddress } from "../../src/engines/engine.js"
import { dialect as spark } from "../../src/engines/sc.js"
import { dialect as postgres } from "../../src/engines/postgres.js"
import { dialect as trino } from "../../src/engines/trino.js"
import type { TimeUnits } from "../../src/model.js"
import * as sql from "../../src/engines/statements.js"

const dialects: readonly (readonly [name: string, dialect: Dialect, types: readonly string[]])[] = [
  ["duckdb", duckdb, ["DOUBLE", "BIGINT", "VARCHAR", "TIMESTAMP", "BOOLEAN"]],
  ["spark", spark, ["Float64", "Int64", "Utf8", "Timestamp<MICROSECOND>", "Bool"]],
  ["trino", trino, ["double", "bigint", "varchar", "timestamp(6)", "boolean"]],
  ["postgres", postgres, ["double precision", "bigint", "text", "timestamp without time zone", "boolean"]],
]
const names = ["x", 'n"n', "s", "at", "ok"]

const address: EngineAddress = {
  ...{ text: "", label: "t", place: "", query: null, where: "day > '2026-01-01'" },
  table: ["schema", "t"],
  sample: { share: 0.01, key: ["s"] },
}

/** Days of Berlin over a change of its clocks. */
const days: TimeUnits = {
  ...{ timestamp: "at", unit: 86_400_000, without: [1_775_001_600_000, 1_775_087_999_999] },
  offsets: [
    { from: 1_772_323_200_000, offset: 3_600_000 },
    { from: 1_774_746_000_000, offset: 7_200_000 },
  ],
}

/** Every statement there is, over five columns, each with what it is for; "" where another column's tells that. */
function statements(dialect: Dialect, types: readonly string[]): [about: string, statement: string][] {
  const columns = names.map((name, i) => ({ info: { name, ...dialect.typeOf(types[i]) }, nativeType: types[i] }))
  const named = names.map((name, i) => ({ name, type: types[i] }))
  const [x, n, s, at, ok] = columns
  const relation = sql.relationOf(address, dialect, named)
  const [first, second] = [
    { low: -1.5, high: 2, bins: 4096, first: 0 },
    { low: 0, high: 1e300, bins: 10, first: 4099 },
  ]
  return [
    [
      "Of all columns in one scan: rows, rows with a missing value; of each column how many values, which are finite, the ends, zeros, negative ones, and about how many different. Here of five columns of a sample of a part of a table.",
      sql.factsSql(relation, columns, columns, dialect),
    ],
    [
      "The values of a column that has few different ones, with the rows of each.",
      sql.valuesSql("t", s, 10_000, false, dialect),
    ],
    ["", sql.valuesSql("t", ok, 10_000, false, dialect)],
    ["", sql.valuesSql("t", at, 10_000, false, dialect)],
    ["The same of whole numbers beyond 2^53, by their digits.", sql.valuesSql("t", n, 50_000, true, dialect)],
    [
      "Many different numbers: bins of equal width with their rows and ends, and the sums that mean, deviation, skewness and kurtosis are made of.",
      sql.gridSql("t", x, [first], true, dialect),
    ],
    [
      "Finer bins within the fuller ones, or where a verdict is still open.",
      sql.gridSql("t", x, [first, second], false, dialect),
    ],
    ["Many different times: rows by the hour.", sql.hoursSql("t", at, dialect)],
    [
      "A column's values by day (here of Berlin), where current is held to the reference's own days.",
      sql.partsSql("t", { column: s, time: at }, days, null, dialect),
    ],
    [
      "The same of many different numbers, in bins with the mean of each.",
      sql.partsSql("t", { column: x, time: at }, days, { low: -2, high: 2, bins: 256, min: -9, max: 9 }, dialect),
    ],
    ["Rows below a few numbers: fences and ranges, exactly.", sql.belowSql("t", x, [-1, 0.5], dialect)],
    ["How many values are different.", sql.distinctSql("t", x, 1, dialect)],
    ["The same of very many rows, in a slice of the hashes.", sql.distinctSql("t", s, 10, dialect)],
    ["Figures of texts that are too many to be fetched: lengths, blanks.", sql.textsSql("t", s, dialect)],
    ["Their most common ones, and the most common short ones.", sql.topSql("t", s, 3, null, dialect)],
    ["", sql.topSql("t", s, 2000, 9, dialect)],
    ["How often keys repeat, by a hash of their columns.", sql.keysSql("t", columns, 1, dialect)],
    ["", sql.keysSql("t", [s], 10, dialect)],
    ["The keys that repeat most.", sql.worstKeysSql("t", columns, 5, dialect)],
    [
      "Keys of the reference that current lacks, where both are tables of one server.",
      sql.absentSql("t", [s], sql.keyHashesSql("u", [s], dialect), 1, dialect),
    ],
    ["", sql.absentSql("t", [s], sql.keyHashesSql("u", [s], dialect), 10, dialect)],
    ["Some of them.", sql.absentKeysSql("t", [s], sql.keyHashesSql("u", [s], dialect), 5, dialect)],
    [
      "Repeated rows by a hash of all columns, and the sum of all hashes.",
      sql.differentRowsSql("t", named, 1, dialect),
    ],
    ["", sql.differentRowsSql("t", named, 10, dialect)],
    [
      "What stands in place of `t` where a query was given.",
      sql.relationOf(
        { ...address, table: [], query: "select 1 as x -- one", where: null, sample: null },
        dialect,
        named,
      ),
    ],
  ]
}

const golden = ([about, statement]: [string, string]) => (about === "" ? statement : `-- ${about}\n${statement}`)

describe("the statements", () => {
  for (const [name, dialect, types] of dialects)
    it(`of ${name} are those of fixtures/engines/${name}.sql`, async () => {
      const text = `${statements(dialect, types).map(golden).join(";\n\n")};\n`
      await expect(text).toMatchFileSnapshot(`../../fixtures/engines/${name}.sql`)
    })

  it("write numbers as doubles in every engine", () => {
    expect([0, -0, 1.5, -2, 1e300, 5e-324, 0.1].map(sql.literal)).toEqual([
      ...["0E0", "0E0", "1.5E0", "-2E0", "1E300", "5E-324", "0.1E0"],
    ])
    expect(() => sql.literal(NaN)).toThrow("no literal")
  })
})
