import { describe, expect, test } from "vitest"
import type { CheckResult, RenderOptions, Report } from "../../src/model.js"
import table from "../../src/reporters/table.js"
import { base, judged, untested } from "../helpers/sample-columns.js"
import {
  check,
  checksFailedReport,
  errorReport,
  hostileReport,
  noVerdictReport,
  options,
  quietReport,
  reportOf,
  sampleReport,
} from "../helpers/sample-report.js"

const write = (report: Report, over: Partial<RenderOptions> = {}) => table.render(report, { ...options, ...over })
const lines = (text: string) => text.trimEnd().split("\n")
const states = { sampleReport, quietReport, checksFailedReport, errorReport, noVerdictReport, hostileReport }

test("the whole table at 100 columns", async () => {
  expect(await write(sampleReport(), { reportPath: "driftcheck-report/report.html" })).toBe(
    `  Reference  ref.parquet  10,000 rows, 31 columns
  Current    cur.parquet   8,000 rows, 31 columns

  Schema     removed   legacy_score
             added     partner_id
             retyped   open_accounts (int32 → int64)

  Column             Method          Score         Score / threshold  What changed
▲ interest_rate      Wasserstein     1.186  ≥ 0.1  ━━━━┃━━━━╌    12×  Median 10.8 → 14.6 (+35.0%)
▲ inquiries_6m       Wasserstein     0.830  ≥ 0.1  ━━━━┃━━━╌╌   8.3×  5–95% 0–3 → 0–6
▲ utilisation        Wasserstein     0.542  ≥ 0.1  ━━━━┃━━╌╌╌   5.4×  Median 0.375 → 0.447 (+19.1%)
▲ prediction         Wasserstein     0.427  ≥ 0.1  ━━━━┃━━╌╌╌   4.3×  Median 0.154 → 0.205 (+33.3%)
▲ days_since_signup  Wasserstein     0.399  ≥ 0.1  ━━━━┃━━╌╌╌   4.0×  Median 203 → 325
▲ purpose            Jensen–Shannon  0.248  ≥ 0.1  ━━━━┃━╌╌╌╌   2.5×  green_energy 0.0% → 9.0%
▲ annual_income      Wasserstein     0.245  ≥ 0.1  ━━━━┃━╌╌╌╌   2.4×  Median 56,730 → 64,524
▲ channel            Jensen–Shannon  0.141  ≥ 0.1  ━━━━┃╌╌╌╌╌   1.4×  mobile_app 29.1% → 48.2%
▲ device_os          Jensen–Shannon  0.112  ≥ 0.1  ━━━━┃╌╌╌╌╌   1.1×  windows 38.3% → 24.1%
▲ risk_band          Jensen–Shannon  0.110  ≥ 0.1  ━━━━┃╌╌╌╌╌   1.1×  A 20.6% → 11.8%
  18 more columns without drift, 4 not tested. List them with --all.

✖ failed   months_since_delinquency: 69.7% of rows are missing in current, 52.7% in reference: 17.0 points more.
✖ failed   branch_distance_km: 24 values below 0.21, the reference's smallest; the smallest is −1.
! warning  8,000 rows, 10,000 in reference.
! warning  purpose: green_energy (9.0%), tuition (3.1%) never appear in reference.
! warning  kyc_passed: Only "true" is left; reference holds 2 values.
  32 other checks passed.

▲ Drift detected: 10 of 28 tested columns, share 0.36 ≥ 0.30
  2 data quality checks failed as well: missing: months_since_delinquency; out-of-range: branch_distance_km.
  Report  driftcheck-report/report.html   1.9 s
`,
  )
})

test("no line ends in a blank, in any state at any width", async () => {
  for (const make of Object.values(states)) {
    for (const width of [60, 80, 100, 120, 200]) {
      for (const all of [false, true]) {
        const text = await write(make(), { width, all, color: true })
        expect(text).not.toMatch(/[ \t]\n/)
        expect(text.endsWith("\n")).toBe(true)
        expect(text.endsWith("\n\n")).toBe(false)
      }
    }
  }
})

test("rows fit their width", async () => {
  const rows = async (width: number) =>
    lines(await write(sampleReport(), { width, all: true })).filter(
      (line) => /^[▲·–] \S/.test(line) && !/passed/.test(line),
    )
  for (const width of [80, 100, 124]) {
    for (const row of await rows(width)) expect(row.length).toBeLessThanOrEqual(width)
  }
})

test("wide terminals have a longer bar and what is missing; in narrow ones what changed goes last", async () => {
  const head = async (width: number) =>
    lines(await write(sampleReport(), { width }))[7]
      .trim()
      .split(/ {2,}/)
  expect(await head(120)).toEqual(["Column", "Method", "Score", "Score / threshold", "What changed", "Missing"])
  expect(lines(await write(sampleReport(), { width: 120 }))[8]).toContain("━━━━━━━━┃━━━━━━━━━╌╌")
  expect(await head(100)).toEqual(["Column", "Method", "Score", "Score / threshold", "What changed"])
  expect(await head(90)).toEqual(["Column", "Method", "Score", "Ratio", "What changed"])
  expect(await head(70)).toEqual(["Column", "Score", "Ratio", "What changed"])
  expect(await head(56)).toEqual(["Column", "Ratio", "What changed"])
  expect(await head(40)).toEqual(["Column", "Ratio"])
})

test("a note stands beside what changed where there is room", async () => {
  expect(await write(sampleReport(), { width: 140 })).toContain("Median 10.8 → 14.6 (+35.0%)")
})

test("findings stand by column, the most telling first; ten are shown, and --all says each", async () => {
  const found = (id: string, column: string | null, status: CheckResult["status"], message = id) =>
    check(id, column, status, { message })
  const checks = [
    found("out-of-range", "visib", "warn"),
    found("negative-values", "visib", "warn"),
    found("mixed-nulls", "visib", "warn", "112 × −999"),
    found("decimal-places", "distance", "warn"),
    found("unit-change", "distance", "fail", "As if miles became kilometres"),
    found("duplicate-rows", null, "fail"),
    ...Array.from({ length: 9 }, (_, i) => found("blank-strings", `c${i}`, "warn", "x".repeat(300))),
  ]
  const report = { ...quietReport(), checks }
  const text = lines(await write(report))
  const at = text.indexOf("✖ failed   duplicate-rows")
  expect(text.slice(at, at + 5)).toEqual([
    "✖ failed   duplicate-rows",
    "✖ failed   distance: As if miles became kilometres",
    "           also decimal-places",
    "! warning  visib: 112 × −999",
    "           also negative-values, out-of-range",
  ])
  expect(text).toContain("  2 more findings. List them with --all.")
  expect(Math.max(...text.map((line) => line.length))).toBeLessThan(180)
  const all = await write(report, { all: true })
  expect(all).not.toContain("more findings")
  expect(all).toContain(`! warning  c8: ${"x".repeat(300)}\n`)
  expect(all).toContain("! warning  visib: out-of-range\n")
})

test("a terminal's sentences are broken into its width, and colour changes no place", async () => {
  const warnings = [
    "Current is held to the reference's 84 days by scheduled (UTC), the only column of times that fits.",
  ]
  const long = "2,274 values (15.2%) are outliers outside −21,574 to 74,676, 5.1% in reference"
  const checks = [check("outlier-share", "car_value", "warn", { message: long })]
  const report = { ...sampleReport(), warnings, checks }
  expect(await write(report)).toContain(warnings[0])
  expect(await write(report)).toContain(`car_value: ${long}`)
  const text = await write(report, { width: 80, wrap: true })
  expect(text).toContain(
    "! note     Current is held to the reference's 84 days by scheduled (UTC), the\n           only column of",
  )
  expect(text).toContain(
    "! warning  car_value: 2,274 values (15.2%) are outliers outside −21,574 to\n           74,676,",
  )
  const sentences = lines(text.slice(text.indexOf("! warning")))
  expect(Math.max(...sentences.map((line) => line.length))).toBeLessThanOrEqual(80)
  const painted = await write(report, { width: 80, wrap: true, color: true })
  // eslint-disable-next-line no-control-regex -- colours
  expect(painted.replace(/\x1b\[\d+m/g, "")).toBe(text)
})

test("ASCII terminals get ASCII only", async () => {
  for (const make of Object.values(states)) {
    // eslint-disable-next-line no-control-regex -- all of ASCII
    expect(await write(make(), { unicode: false, all: true })).toMatch(/^[\x00-\x7f]*$/)
  }
  const text = await write(sampleReport(), { unicode: false })
  expect(text).toContain("! interest_rate      Wasserstein     1.186  >= 0.1  ####|####.    12x  Median 10.8 -> 14.6")
  expect(text).toContain("x failed   months_since_delinquency")
  expect(text).toContain("~ warning  kyc_passed")
})

test("colour repeats the signs and changes nothing else", async () => {
  const colored = await write(sampleReport(), { color: true })
  expect(colored).toContain("\u001b[31m▲")
  // eslint-disable-next-line no-control-regex -- the colours
  expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(await write(sampleReport()))
})

describe("the verdict comes last", () => {
  test.each([
    ["quiet", quietReport(), "· No drift: 0 of 18 tested columns, share 0.00 < 0.30"],
    ["checks failed", checksFailedReport(), "✖ 2 checks failed: 2 of 20 tested columns, share 0.10 < 0.30"],
    ["an error", errorReport(), "✖ No verdict: 1 column could not be tested: age."],
    ["too few rows", noVerdictReport(), "✖ No verdict: Current has 12 rows; at least 30 are needed for any test."],
  ])("%s", async (_, report, expected) => expect(lines(await write(report)).slice(-3)).toContain(expected))

  test("with its hints, and how long it took", async () => {
    expect(lines(await write(noVerdictReport())).slice(-2)).toEqual([
      "  Nothing was compared. Check that the export finished, or lower min_rows.",
      "  1.9 s",
    ])
  })
})

test("a column without an answer says why across the row", async () => {
  expect(await write(errorReport())).toMatch(/✖ age +page 3 of column age is cut short {2,}Median 40 → 41/)
  const one = reportOf([untested(base("x"), "not_tested", "Only in current.")])
  // Where no column was tested, that is the answer, unless it is a long one.
  expect(await write(one)).toContain("– x       Only in current.")
  const many = Array.from({ length: 21 }, (_, i) => untested(base(`x${i}`), "not_tested", "Only in current."))
  expect(await write(reportOf(many))).toContain("21 not tested. List them with --all.")
  expect(await write(reportOf(many), { all: true })).toMatch(/– x20 +Only in current\./)
})

test("all lists every column and every kind of check that passed", async () => {
  const text = await write(sampleReport(), { all: true, width: 124 })
  for (const { name } of sampleReport().columns) expect(text).toContain(` ${name} `)
  expect(text).toContain("· passed  Missing values did not rise (32 results)")
  expect(text).not.toContain("List them with --all")
})

test("hostile names are cut, spelt out, and never reach the terminal raw", async () => {
  const text = await write(hostileReport(), { all: true, width: 124 })
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  expect(text).toContain("▲ \\x1b[31mred\\x07 ")
  expect(text).toContain("▲ \\u202egnp.exe ")
  expect(text).toContain("▲ __proto__ ")
  expect(text).toContain('▲ "" ')
  expect(text).toContain(`▲ ${"x".repeat(16)}…${"x".repeat(15)} `)
})

test("wide letters keep the columns in line", async () => {
  const columns = ["表_列_表_列", "plain"].map((name) => judged(base(name), "ks", 1e-9, "wasserstein", 0.5))
  const [second = "", first = ""] = lines(await write(reportOf(columns))).filter((line) => line.startsWith("▲"))
  const cells = (text: string) =>
    Array.from(text).reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0)
  expect(cells(first.slice(0, first.indexOf("Wasserstein")))).toBe(second.indexOf("Wasserstein"))
})
