import { expect, test } from "vitest"
import { byRunName, nameOf } from "../../src/history/run-name.js"

test("runs of one second are named in order, and names are put in that order", () => {
  const taken: string[] = []
  const began = new Date("2026-11-23T02:15:00.500Z")
  for (let i = 0; i < 12; i++) taken.push(nameOf(began, (name) => taken.includes(name)))
  taken.push(nameOf(new Date("2026-11-23T02:15:01Z"), () => false))
  expect(taken.at(1)).toBe("2026-11-23T021500Z-2")
  expect(taken.toSorted().at(1)).toBe("2026-11-23T021500Z-10")
  expect(taken.toReversed().sort(byRunName)).toEqual(taken)
  expect(byRunName(taken[3], taken[3])).toBe(0)
})
