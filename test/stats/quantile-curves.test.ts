import { describe, expect, it } from "vitest"
import {
  areaBetween,
  explained,
  multiplied,
  othersShifted,
  reweighted,
  shifted,
  stretched,
} from "../../src/stats/quantile-curves.js"

const curve = (valueAt: (share: number) => number) => Array.from({ length: 41 }, (_, i) => valueAt(i / 40))
const even = curve((share) => 10 + share)

describe("curves of quantiles", () => {
  it("lie as far apart as their inner points do on average, whatever the outermost do", () => {
    expect(
      areaBetween(
        even,
        curve((share) => 12 + share),
      ),
    ).toBeCloseTo(2, 12)
    const wild = curve((share) => (share === 1 ? 1e9 : 10 + share))
    expect(areaBetween(even, wild)).toBe(0)
  })

  it("are made alike by the change that tells them apart, and by no other", () => {
    const later = curve((share) => 12 + share)
    expect(explained(shifted(even, later), even, later)).toBeCloseTo(1, 12)
    expect(explained(stretched(even, later) ?? [], even, later)).toBeCloseTo(0, 12)
    const wider = curve((share) => 10.5 + 3 * (share - 0.5))
    expect(explained(stretched(even, wider) ?? [], even, wider)).toBeCloseTo(1, 12)
    expect(explained(shifted(even, wider), even, wider)).toBeCloseTo(0, 12)
    const doubled = even.map((value) => 2 * value)
    expect(explained(multiplied(even, doubled) ?? [], even, doubled)).toBeCloseTo(1, 12)
    expect(explained(even, even, even)).toBe(0)
  })

  it("change the share of one value and keep the proportions of the others, to a grid step", () => {
    const zeros = (share: number) => curve((at) => (at < share ? 0 : 5 + (at - share) / (1 - share)))
    const made = reweighted(zeros(0.25), { value: 0, reference: 0.25, current: 0.5 }) ?? []
    expect(explained(made, zeros(0.25), zeros(0.5))).toBeGreaterThan(0.9)
    const gone = reweighted(zeros(0.5), { value: 0, reference: 0.5, current: 0 }) ?? []
    expect(explained(gone, zeros(0.5), zeros(0))).toBeGreaterThan(0.9)
    const came = reweighted(even, { value: -999, reference: 0, current: 0.2 }) ?? []
    expect(came.slice(0, 8)).toEqual(new Array(8).fill(-999))
    expect(came[40]).toBe(11)
  })

  it("move what is beside one value alone", () => {
    const halfZero = curve((at) => (at < 0.5 ? 0 : 5))
    expect(
      othersShifted(
        halfZero,
        curve((at) => (at < 0.5 ? 0 : 9)),
        0,
      ),
    ).toEqual(curve((at) => (at < 0.5 ? 0 : 9)))
    expect(
      othersShifted(
        curve(() => 0),
        even,
        0,
      ),
    ).toBeNull()
  })

  it("give nothing where a change cannot be made", () => {
    expect(
      multiplied(
        curve((at) => at - 0.5),
        even,
      ),
    ).toBeNull()
    expect(
      stretched(
        curve(() => 3),
        even,
      ),
    ).toBeNull()
    expect(reweighted(even, { value: 1, reference: 0.5, current: 1 })).toBeNull()
  })
})
