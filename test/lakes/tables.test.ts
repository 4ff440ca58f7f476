import { describe, expect, it } from "vitest"
import { expectedVersions, expectFigures, lakes } from "../helpers/lake-tables.js"

describe("every version of the tables of four writers gives the figures of its writer", () => {
  const versions = expectedVersions()

  it("in fourteen tables", () => {
    expect(new Set(versions.map(({ table }) => table)).size).toBe(14)
    expect(versions.length).toBeGreaterThan(30)
  })

  it.each(versions)("$table, version $version", async (version) => {
    await expectFigures(version, lakes)
  })
})
