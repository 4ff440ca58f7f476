import { expect, it } from "vitest"
import { editDistance, nearest } from "../../src/words/suggest.js"

const distances: [string, string, number][] = [
  ["psi", "psi", 0],
  ["pis", "psi", 1],
  ["ks", "ksx", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
  ["hour-of-dya", "hour-of-day", 1],
  ["ca", "abc", 3], // each character is edited once at most
]

for (const [a, b, edits] of distances)
  it(`${a || "nothing"} and ${b}: ${edits}`, () => {
    expect(editDistance(a, b)).toBe(edits)
    expect(editDistance(b, a)).toBe(edits)
  })

it("the nearest is at most a third of the length away", () => {
  expect(nearest("pis", ["ks", "psi", "chi-square"])).toBe("psi")
  expect(nearest("flights_reff.parquet", ["flights_cur.parquet", "flights_ref.parquet"])).toBe("flights_ref.parquet")
  expect(nearest("b", ["amount", "age"])).toBeNull()
})
