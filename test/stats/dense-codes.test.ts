import { expect, it } from "vitest"
import { denseCodes } from "../../src/stats/dense-codes.js"
import { normalDraws } from "../../src/stats/random.js"

const kindsOf = (draws: Float64Array): Record<string, Float64Array> => ({
  "normal values": draws,
  "values of very different sizes": draws.map((z) => Math.exp(60 * z)),
  "the largest doubles": draws.map((z) => Math.sign(z) * 1.7e308 * (1 - Math.abs(z) / 10)),
  "the smallest doubles": draws.map((z) => Math.round(z * 10) * 5e-324),
  "few values": draws.map((z) => Math.round(z)),
  "missing values": draws.map((z) => (z > 1 ? NaN : z)),
})
const columns: Record<string, Float64Array> = {
  ...kindsOf(normalDraws(3000, 8)),
  // More different values than are hashed.
  ...Object.fromEntries(
    Object.entries(kindsOf(normalDraws(20_000, 9))).map(([kind, values]) => [`20,000 rows: ${kind}`, values]),
  ),
  "one value": new Float64Array(3000).fill(4.5),
  "nothing but missing values": new Float64Array(3000).fill(NaN),
  "both zeros": Float64Array.of(0, -0, 1, -0),
  none: new Float64Array(0),
}

for (const [kind, values] of Object.entries(columns))
  it(`codes of ${kind} are their places among the different ones`, () => {
    const different = Array.from(
      new Set(values.filter((value) => !Number.isNaN(value)).map((value) => value + 0)),
    ).sort((a, b) => a - b)
    const places = new Map(different.map((value, place) => [value, place]))
    const { codes, levels } = denseCodes(values)
    expect(levels).toBe(different.length)
    expect(Array.from(codes)).toEqual(Array.from(values, (value) => places.get(value + 0) ?? -1))
  })
