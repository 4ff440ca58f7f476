import { describe, expect, it } from "vitest"
import { indexColumns } from "../../../src/sources/shared/pandas-index.js"

describe("pandas' note of its index", () => {
  it("names the columns that hold row labels, and none for a range", () => {
    expect([...indexColumns('{"index_columns": ["__index_level_0__", "city"]}')]).toEqual(["__index_level_0__", "city"])
    expect([...indexColumns('{"index_columns": [{"kind": "range", "start": 0, "stop": 3}]}')]).toEqual([])
  })

  it("is as good as none where it cannot be read", () => {
    for (const note of [undefined, "", "{", "null", "[]", '{"index_columns": 3}'])
      expect(indexColumns(note).size).toBe(0)
  })
})
