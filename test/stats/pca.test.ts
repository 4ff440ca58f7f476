import { describe, expect, it } from "vitest"
import { covariance } from "../../src/stats/covariance.js"
import { componentsFor, principalComponents } from "../../src/stats/pca.js"
import { pcaColumns } from "./pca-columns.js"

/** numpy 2.4.6 eigvalsh(corrcoef). */
const fromNumpy = [1.7831644172718157, 1.4012300718851034, 0.9645173627976791, 0.5569892030520721, 0.2940989449933296]

describe("principalComponents", () => {
  const plain = covariance(pcaColumns())
  const correlations = plain.map((row, i) => row.map((value, j) => value / Math.sqrt(plain[i][i] * plain[j][j])))
  const { variances, directions } = principalComponents(correlations)

  it("gives numpy's eigenvalues to 1e-10, largest first", () => {
    fromNumpy.forEach((figure, i) => expect(Math.abs(variances[i] / figure - 1)).toBeLessThan(1e-10))
  })

  it("gives directions that the matrix only stretches", () => {
    directions.forEach((direction, i) => {
      correlations.forEach((row, j) => {
        const image = row.reduce((sum, value, k) => sum + value * direction[k], 0)
        expect(image).toBeCloseTo(variances[i] * direction[j], 12)
      })
    })
  })
})

describe("componentsFor", () => {
  it("keeps the fewest that hold more than the share, as scikit-learn does", () => {
    expect(componentsFor(Float64Array.of(2, 1, 1), 0.65)).toBe(2)
    expect(componentsFor(Float64Array.of(2, 1, 1), 0.5)).toBe(2)
    expect(componentsFor(Float64Array.of(2, 1, 1), 0.49)).toBe(1)
  })

  it("keeps none where nothing varies", () => expect(componentsFor(Float64Array.of(0, 0), 0.65)).toBe(0))
})
