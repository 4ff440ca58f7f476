import { describe, expect, it } from "vitest"
import { covariance } from "../../src/stats/covariance.js"
import { pcaColumns } from "./pca-columns.js"

/** numpy 2.4.6 cov: the lower triangle. */
const fromNumpy = [
  [1.061577271812544],
  [0.6982944366987234, 0.9445622781746008],
  [-0.2317640227948721, -0.47884766630175896, 8.105743850905274],
  [-0.05835003856352475, -0.05568263835194908, 0.05573990259341559, 0.9551191214194935],
  [-0.00014200679487714294, -6.874052877833357e-5, 0.0007259151168843422, 0.0009975040623953608, 5.505336494602982e-6],
]

describe("covariance", () => {
  it("agrees with numpy to 1e-10 beside a column around a million", () => {
    const matrix = covariance(pcaColumns())
    fromNumpy.forEach((row, i) => {
      row.forEach((figure, j) => {
        expect(Math.abs(matrix[i][j] / figure - 1), `${i}, ${j}`).toBeLessThan(1e-10)
        expect(matrix[j][i]).toBe(matrix[i][j])
      })
    })
  })

  it("is exactly 0 for a constant", () => {
    expect(covariance([Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 4)])[0]).toEqual(Float64Array.of(0, 0))
  })
})
