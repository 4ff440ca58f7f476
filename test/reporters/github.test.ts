import { expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import github from "../../src/reporters/github.js"
import {
  check,
  checksFailedReport,
  withCauses,
  errorReport,
  hostileReport,
  noVerdictReport,
  quietReport,
  sampleReport,
} from "../helpers/sample-report.js"

const lines = (report: Report) => github.render(report).split("\n").slice(0, -1)
const ofKind = (report: Report, level: string) => lines(report).filter((line) => line.startsWith(`::${level} `))

test("the verdict comes first: an error when it fails the run, a notice otherwise", () => {
  expect(lines(sampleReport())[0]).toMatch(/^::error title=driftcheck%3A Drift detected::/)
  expect(lines(noVerdictReport())).toEqual([
    "::error title=driftcheck%3A No verdict::Current has 12 rows; at least 30 are needed for any test.%0A" +
      "Nothing was compared. Check that the export finished, or lower min_rows.",
  ])
  expect(lines(quietReport())).toEqual(["::notice title=driftcheck%3A No drift::"])
})

test("what fails the run is an error, what else was found a warning", () => {
  const report = checksFailedReport()
  expect(ofKind(report, "error")).toHaveLength(3)
  expect(ofKind(report, "warning").join("\n")).toMatch(/column interest_rate drifted[^]*constant%3A kyc_passed/)
  const neverFails = withCauses({
    ...report,
    verdict: { ...report.verdict, exit_code: 0 },
    setup: { ...report.setup, fail_on: [] },
  })
  expect(ofKind(neverFails, "error")).toEqual([])
  expect(ofKind(neverFails, "warning")).toHaveLength(7)
  expect(ofKind(errorReport(), "error").join("\n")).toContain(
    "column age could not be tested::page 3 of column age is cut short",
  )
})

test("there are at most ten of a kind; the tenth counts the rest", () => {
  const report = sampleReport()
  // The verdict, ten drifted columns, two failed checks.
  expect(ofKind(report, "error")).toHaveLength(10)
  expect(ofKind(report, "error").at(-1)).toBe("::error title=driftcheck%3A 4 more errors::They are in the report.")
  const warned = (n: number) => ({
    ...quietReport(),
    checks: Array.from({ length: n }, (_, i) => check("constant", `x${i}`, "warn")),
  })
  expect(ofKind(warned(10), "warning").at(-1)).toBe("::warning title=driftcheck%3A constant%3A x9::")
  expect(ofKind(warned(11), "warning").at(-1)).toBe(
    "::warning title=driftcheck%3A 2 more warnings::They are in the report.",
  )
})

test("names and messages cannot end the command or begin another", () => {
  const nasty = "a,b:c%0A::set-output name=x::y\r\n::error::z"
  const report = { ...quietReport(), checks: [check("constant", nasty, "warn", { message: nasty })] }
  expect(ofKind(report, "warning")).toEqual([
    "::warning title=driftcheck%3A constant%3A a%2Cb%3Ac%250A%3A%3Aset-output name=x%3A%3Ay\\r\\n%3A%3Aerror%3A%3Az" +
      "::a,b:c%250A::set-output name=x::y\\r\\n::error::z",
  ])
  for (const line of lines(hostileReport())) expect(line).toMatch(/^::(error|warning|notice) title=[^:,]*::/)
})

test("a long message is cut", () => {
  const report = { ...quietReport(), warnings: ["y".repeat(5000)] }
  expect(ofKind(report, "warning")[0].length).toBeLessThan(1100)
})

test("what is new since the last run comes before what lasts, however far that is, and is called new", () => {
  const report = sampleReport()
  const drifted = (of: Report) =>
    lines(of).flatMap((line) => /title=driftcheck%3A column (\S+ drifted[^:]*)::/.exec(line)?.[1] ?? [])
  const least = drifted(report).at(-1)?.replace(" drifted", "") ?? ""
  const item = { kind: "column", id: null, column: least, runs: 1, since: null } as const
  const since = {
    run: "2026-09-30T021500Z",
    created_at: "2026-09-30T02:15:00.000Z",
    new: [item],
    lasting: [],
    back: [],
  }
  expect(drifted({ ...report, since })[0]).toBe(`${least} drifted%2C new`)
  expect(drifted({ ...report, since })).toHaveLength(drifted(report).length)
})
