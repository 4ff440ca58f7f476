import { describe, expect, it } from "vitest"
import { missingTest } from "../../src/evidence/missing-test.js"
import type { ColumnSummary } from "../../src/model.js"

const side = (rows: number, missing: number) => ({ rows, missing }) as ColumnSummary

describe("the test of missing values", () => {
  it("agrees with fixtures/golden/flights.json arr_delay, missing", () => {
    const found = missingTest(side(20_000, 660), side(20_000, 444))
    expect(found?.statistic).toBeCloseTo(43.46037594119436, 10)
    expect(found?.p_value).toBeCloseTo(4.3263156585940444e-11, 20)
    // Surely, but only from 3.3 % to 2.2 %.
    expect(found?.changed).toBe(false)
  })

  it("calls half of the values going missing a change", () => {
    expect(missingTest(side(200, 0), side(200, 100))?.changed).toBe(true)
    expect(missingTest(side(200, 100), side(200, 0))?.changed).toBe(true)
  })

  it("has nothing to say where nothing is missing or a side is empty", () => {
    expect(missingTest(side(10, 0), side(10, 0))).toBeNull()
    expect(missingTest(side(0, 0), side(10, 5))).toBeNull()
    expect(missingTest(null, side(10, 5))).toBeNull()
  })
})
