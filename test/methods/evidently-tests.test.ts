import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import type { NamedTest } from "../../scripts/method-figures.js"
import { loadMethods } from "../../src/registry.js"

/** Where a test of Evidently's has the name of ours and is another one; docs/methods.md shows both figures. */
it("gives other figures than Evidently's tests of the same names, and those of scipy or the textbook", async () => {
  const methods = await loadMethods()
  // scipy 1.17.1: mannwhitneyu two-sided, ttest_ind(equal_var=False); chi2_contingency(lambda_="log-likelihood").
  const right: Record<string, number> = { "g-test": 0.9037633, "mann-whitney": 0.9628661, "t-test": 0.0951206 }
  const tests = JSON.parse(readFileSync("fixtures/methods/evidently-tests.json", "utf8")) as NamedTest[]
  expect(tests.length).toBe(5)
  for (const { ours, score, reference, current } of tests) {
    const result = methods.get(ours)?.measure({
      reference: Float64Array.from(reference),
      current: Float64Array.from(current),
    })
    expect(Math.abs((result?.score ?? NaN) - score), ours).toBeGreaterThan(0.01)
    if (ours in right) expect(result?.score, ours).toBeCloseTo(right[ours], 6)
    // The distance that Evidently gives is ours before it is divided.
    if (ours === "energy") expect(result).toMatchObject({ statistic: expect.closeTo(score, 1) as number })
  }
})
