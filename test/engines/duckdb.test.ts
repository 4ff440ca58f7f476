import { expect, it } from "vitest"
import { duckdbFile } from "../helpers/duckdb-table.js"
import { runCli } from "../helpers/run-cli.js"
import { conforms } from "./conformance.js"

conforms("DuckDB", (path) =>
  Promise.resolve({
    addressOf: (table) => `duckdb:${path}?table=${encodeURIComponent(table)}`,
    stop: () => undefined,
  }),
)

it("makes no profile of a table, and says what works", async () => {
  const table = await duckdbFile({ t: "select i, i % 7 as j from range(100) as r(i)" })
  try {
    const { code, stderr } = await runCli(["profile", `duckdb:${table.path}?table=t`, "-o", "-"])
    expect(code).toBe(2)
    expect(stderr).toContain("has no profile yet: its rows stay in the engine")
    expect(stderr).toContain("exports to Parquet")
  } finally {
    table.remove()
  }
})
