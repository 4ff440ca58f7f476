import { expect, it } from "vitest"
import { textsVector } from "../../src/columns/texts-vector.js"
import { vectorRows } from "../../src/columns/vector-rows.js"

const rows = Int32Array.of(0, 2, 3, 4, 5, 6)

it("numbers the texts of some rows as they are met, whether all of them are ASCII or not", () => {
  for (const labels of [
    ["not met", "a", "", "b"],
    ["not met", "ä", "", "b"],
  ]) {
    const vector = textsVector(Int32Array.of(3, 0, 1, -1, 3, 2, 1), labels)
    expect(vectorRows(vector, rows)).toEqual({
      kind: "codes",
      codes: Int32Array.of(0, 1, -1, 0, 2, 1),
      labels: ["b", labels[1], ""],
    })
  }
})

it("numbers a few rows of a long dictionary as it does many", () => {
  const labels = Array.from({ length: 1000 }, (_, i) => `text ${i}`)
  const vector = textsVector(
    Int32Array.from({ length: 1000 }, (_, row) => 999 - row),
    labels,
  )
  expect(vectorRows(vector, Int32Array.of(5, 900, 5, 6))).toEqual({
    kind: "codes",
    codes: Int32Array.of(0, 1, 0, 2),
    labels: ["text 994", "text 99", "text 993"],
  })
})
