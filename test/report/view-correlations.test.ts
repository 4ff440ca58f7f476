import { describe, expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import { viewOf } from "../../src/report/view.js"
import { noVerdictReport, quietReport, sampleReport } from "../helpers/sample-report.js"

const view = (report: Report) => viewOf(report).correlations

describe("correlations", () => {
  test("name the pairs that moved most, with both figures, the change and what chance brings", () => {
    const section = view(sampleReport())
    expect(section?.note).toBe("5 of 406 pairs moved by 0.1 or more, the largest change first. On all rows.")
    expect(
      section?.rows.map(({ reference, current, change, noise, reading }) => [
        reference,
        current,
        change,
        noise,
        reading,
      ]),
    ).toEqual([
      ["−0.62", "−0.31", "+0.31", "±0.03", "more than chance"],
      ["0.48", "0.29", "−0.19", "±0.05", "more than chance"],
      ["0.48", "0.30", "−0.18", "±0.03", "more than chance"],
      ["0.21", "0.35", "+0.14", "±0.17", "within chance"],
      ["0.09", "−0.02", "−0.11", "±0.06", "may be chance among so many pairs"],
    ])
    expect(section?.rows[0]).toMatchObject({ measure: "Spearman", first: { id: "c-interest-rate" } })
    expect(section?.foot).toMatch(
      /^Spearman’s rank correlation between numbers, Cramér’s V between categories and the correlation ratio between the two kinds\. /,
    )
  })

  test("say which rows were looked at where not all were", () => {
    const report = sampleReport()
    const correlations = { ...report.correlations, reference_rows: 50_000, current_rows: 8000 }
    expect(view({ ...report, reference: { ...report.reference, rows: 1_000_000 }, correlations })?.note).toMatch(
      / On 50,000 of 1,000,000 rows in reference and 8,000 of 8,000 rows in current, drawn with seed 20261124\.$/,
    )
  })

  test("say so where no pair moved, and are left out without pairs", () => {
    const report = quietReport()
    const still = report.correlations.pairs.map((pair) => ({ ...pair, current: pair.reference, change: 0 }))
    const section = view({ ...report, correlations: { ...report.correlations, pairs: still } })
    expect(section).toMatchObject({ rows: [], foot: "" })
    expect(section?.note).toMatch(/^None of 1 pair moved by 0\.1 or more\./)
    expect(view(noVerdictReport())).toBeNull()
  })

  test("that were not looked at are told under setup", () => {
    const report = sampleReport()
    const reason = "101 columns are more than the 100 that are looked at in pairs."
    const without = viewOf({ ...report, correlations: { ...report.correlations, reason, pairs: [], pairs_total: 0 } })
    expect(without.correlations).toBeNull()
    expect(without.links.map(({ id }) => id)).not.toContain("correlations")
    expect(without.setup.find(({ title }) => title === "Pairs of columns")?.text).toContain(reason)
  })

  test("stand in a column's opened row: those it goes with most closely", () => {
    const rows = viewOf(sampleReport()).columns?.rows ?? []
    const details = rows.find(({ id }) => id === "c-annual-income")?.details
    expect(details?.partners.map(({ id, reference, current, measure }) => [id, reference, current, measure])).toEqual([
      ["c-loan-amount", "0.48", "0.30", "Spearman"],
      ["c-employment", "0.21", "0.35", "correlation ratio"],
      ["c-age", "0.26", "0.22", "Spearman"],
    ])
  })
})
