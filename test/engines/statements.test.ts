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

/** Every statement there is, over five columns. */
function statements(dialect: Dialect, types: readonly string[]): string[] {
  const columns = names.map((name, i) => ({ info: { name, ...dialect.typeOf(types[i]) }, nativeType: types[i] }))
  const named = names.map((name, i) => ({ name, type: types[i] }))
  const [x, n, s, at, ok] = columns
  const relation = sql.relationOf(address, dialect, named)
  const [first, second] = [
    { low: -1.5, high: 2, bins: 4096, first: 0 },
    { low: 0, high: 1e300, bins: 10, first: 4099 },
  ]
  return [
    sql.factsSql(relation, columns, columns, dialect),
    ...[s, ok, at].map((column) => sql.valuesSql("t", column, 10_000, false, dialect)),
    sql.valuesSql("t", n, 50_000, true, dialect),
    sql.gridSql("t", x, [first], true, dialect),
    sql.gridSql("t", x, [first, second], false, dialect),
    sql.hoursSql("t", at, dialect),
    sql.partsSql("t", { column: s, time: at }, days, null, dialect),
    sql.partsSql("t", { column: x, time: at }, days, { low: -2, high: 2, bins: 256 }, dialect),
    sql.belowSql("t", x, [-1, 0.5], dialect),
    sql.distinctSql("t", x, 1, dialect),
    sql.distinctSql("t", s, 10, dialect),
    sql.textsSql("t", s, dialect),
    sql.topSql("t", s, 3, null, dialect),
    sql.topSql("t", s, 2000, 9, dialect),
    sql.keysSql("t", columns, 1, dialect),
    sql.keysSql("t", [s], 10, dialect),
    sql.worstKeysSql("t", columns, 5, dialect),
    sql.differentRowsSql("t", named, 1, dialect),
    sql.differentRowsSql("t", named, 10, dialect),
    sql.relationOf({ ...address, table: [], query: "select 1 as x -- one", where: null, sample: null }, dialect, named),
  ]
}

describe("the statements", () => {
  for (const [name, dialect, types] of dialects)
    it(`of ${name} are those of fixtures/engines/${name}.sql`, async () => {
      const text = `${statements(dialect, types).join(";\n\n")};\n`
      await expect(text).toMatchFileSnapshot(`../../fixtures/engines/${name}.sql`)
    })

  it("write numbers as doubles in every engine", () => {
    expect([0, -0, 1.5, -2, 1e300, 5e-324, 0.1].map(sql.literal)).toEqual([
      ...["0E0", "0E0", "1.5E0", "-2E0", "1E300", "5E-324", "0.1E0"],
    ])
    expect(() => sql.literal(NaN)).toThrow("no literal")
  })
})
