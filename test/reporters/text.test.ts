import { expect, it } from "vitest"
import text from "../../src/reporters/text.js"
import { hostileReport, noVerdictReport, quietReport, sampleReport } from "../helpers/sample-report.js"

it("leads with the verdict and names each drifted column with what changed", () => {
  const sample = sampleReport()
  const report = { ...sample, verdict: { ...sample.verdict, reasons: ["10 of 29 tested columns drifted."] } }
  const lines = text.render(report).split("\n")
  expect(lines[0]).toBe("Drift detected")
  expect(lines[1]).toBe(report.verdict.reasons[0])
  const drifted = report.columns.filter(({ status }) => status === "drift")
  for (const { name } of drifted) expect(lines.some((line) => line.startsWith(`- ${name}: `))).toBe(true)
  expect(lines.find((line) => line.startsWith("- interest_rate: "))).toMatch(/ → .*×$/)
})

it("has no markup, no escapes and no character that a terminal or a mail would obey", () => {
  for (const report of [hostileReport(), quietReport(), noVerdictReport()])
    // eslint-disable-next-line no-control-regex -- those it must not hold
    expect(text.render(report)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]|\\_|&#/)
})

it("says what is new before anything else", () => {
  const item = { kind: "column", id: null, column: "interest_rate", runs: 1, since: null } as const
  const since = {
    run: "2026-11-22T021500Z",
    created_at: "2026-11-22T02:15:00.000Z",
    new: [item],
    lasting: [],
    back: [],
  }
  expect(text.render(sampleReport({ since })).split("\n")[0]).toBe("Drift detected, new")
})
