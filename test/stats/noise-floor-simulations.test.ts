/** How often noise floors are simulated: a table of thousands of columns has few shapes, and pays for each of them once. */
import { beforeEach, expect, it, vi } from "vitest"
import { areaNoiseFloor } from "../../src/stats/area-noise-floor.js"
import { gapNoiseFloor } from "../../src/stats/gap-noise-floor.js"
import * as bridges from "../../src/stats/pooled-bridge.js"
import { randomNumbers } from "../../src/stats/random.js"
import * as splits from "../../src/stats/split-noise-floor.js"
import { tailNoiseFloor } from "../../src/stats/tail-test.js"

vi.mock("../../src/stats/pooled-bridge.js", { spy: true })
vi.mock("../../src/stats/split-noise-floor.js", { spy: true })
beforeEach(() => vi.clearAllMocks())

/** 300 columns of so many rows on each side, without ties, at scales from 1 to 300. */
function columns(rows: number): [Float64Array, Float64Array][] {
  const random = randomNumbers(1)
  const side = (scale: number) => Float64Array.from({ length: rows }, () => scale * random()).sort()
  return Array.from({ length: 300 }, (_, i) => [side(i + 1), side(i + 1)])
}

it("the floor of the largest gap is simulated once for columns of as many rows, in 4,000 bridges", () => {
  const floors = new Set(columns(29).map(([reference, current]) => gapNoiseFloor(reference, current)))
  expect(bridges.simulateBridges).toHaveBeenCalledTimes(1)
  expect(bridges.bridgeReplicates).toBe(4000)
  expect(floors.size).toBe(1)
})

it("columns with ties at the same places share one too", () => {
  for (let i = 0; i < 300; i++) {
    const tied = Float64Array.from({ length: 23 }, (_, row) => i * (row <= i % 5 ? 0 : row) + 1)
    gapNoiseFloor(
      tied,
      tied.map((value) => value + i * 100),
    )
  }
  expect(bridges.simulateBridges).toHaveBeenCalledTimes(5)
})

it("the floor of an area is computed", () => {
  for (const [reference, current] of columns(30)) expect(areaNoiseFloor(reference, current)).toBeGreaterThan(0)
  expect(bridges.simulateBridges).not.toHaveBeenCalled()
})

it("the floor of the tails is simulated once for equal counts", () => {
  for (const [reference, current] of columns(30)) tailNoiseFloor(reference, current)
  const calls = vi.mocked(splits.splitNoiseFloor).mock.calls.map(([a, b]) => `${a.join()} ${b.join()}`)
  expect(new Set(calls).size).toBe(calls.length)
  expect(calls.length).toBeLessThan(20)
})
