import { expect, it } from "vitest"
import { longestRising } from "../../src/stats/longest-rising.js"
import { randomNumbers } from "../../src/stats/random.js"

it("one value moved to the front or the end is the only one left out", () => {
  expect(longestRising([0, 1, 2, 3])).toEqual([0, 1, 2, 3])
  expect(longestRising([3, 0, 1, 2])).toEqual([1, 2, 3])
  expect(longestRising([1, 2, 3, 0])).toEqual([0, 1, 2])
  expect(longestRising([2, 1, 0])).toHaveLength(1)
  expect(longestRising([])).toEqual([])
})

it("no rising choice among all subsets is longer", () => {
  const next = randomNumbers(7)
  for (let run = 0; run < 50; run++) {
    const values = Array.from({ length: 9 }, () => Math.floor(next() * 9))
    const rises = (places: readonly number[]) =>
      places.every((place, i) => i === 0 || values[places[i - 1]] < values[place])
    let longest = 0
    for (let set = 0; set < 1 << values.length; set++) {
      const places = values.flatMap((_, place) => (set & (1 << place) ? [place] : []))
      if (rises(places)) longest = Math.max(longest, places.length)
    }
    const found = longestRising(values)
    expect(rises(found)).toBe(true)
    expect(found).toHaveLength(longest)
  }
})
