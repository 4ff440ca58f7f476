import { expect, it } from "vitest"
import { firstWhere } from "../../src/stats/first-where.js"

it("finds the first place where something holds, among any number of them", () => {
  for (let count = 0; count < 20; count++)
    for (let first = 0; first <= count; first++) expect(firstWhere(count, (place) => place >= first)).toBe(first)
})
