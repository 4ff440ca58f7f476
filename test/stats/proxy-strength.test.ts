import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { openSource } from "../../src/sources/open.js"
import { proxyStrength } from "../../src/stats/proxy-strength.js"

interface Expected {
  n: number
  pearson: number | null
  ci95_fisher?: [number, number]
  spearman: number | null
  usable: boolean
}

const golden = JSON.parse(readFileSync("fixtures/proxies/golden.json", "utf8")) as {
  truth: string
  expect: Record<string, Expected>
}

it.each(Object.entries(golden.expect))(
  "the proxy %s is as strong as fixtures/proxies/golden.json says",
  async (name, expected) => {
    const source = await openSource("fixtures/proxies/history.parquet", {})
    const column = (of: string) =>
      Float64Array.from(source.readColumn(source.columns.findIndex((each) => each.name === of)), (cell) =>
        cell === null ? NaN : Number(cell),
      )
    const { rows, pearson, spearman, usable } = proxyStrength(column(name), column(golden.truth))
    expect({ rows, usable }).toEqual({ rows: expected.n, usable: expected.usable })
    const [low = null, high = null] = expected.ci95_fisher ?? []
    const pairs: [number | null, number | null][] = [
      [pearson.value, expected.pearson],
      [pearson.low, low],
      [pearson.high, high],
      [spearman, expected.spearman],
    ]
    for (const [ours, theirs] of pairs)
      if (theirs === null || ours === null) expect(ours).toBe(theirs)
      else expect(Math.abs(ours - theirs)).toBeLessThan(1e-9)
  },
)

it("few rows are no proof", () => {
  expect(proxyStrength(new Float64Array(0), new Float64Array(0))).toMatchObject({ rows: 0, usable: false })
  const [x, y] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 2, 3, 4.1)]
  expect(proxyStrength(x, y)).toMatchObject({ rows: 4, usable: true })
  expect(proxyStrength(Float64Array.of(1, 2, NaN), Float64Array.of(1, 2, 3))).toMatchObject({ rows: 2, usable: false })
})
