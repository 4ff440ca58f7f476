import { describe, expect, test } from "vitest"
import { trendOf } from "../../src/history/trend.js"
import type { Report } from "../../src/model.js"
import { viewOf } from "../../src/report/view.js"
import { nights } from "../helpers/history.js"
import { base, judged, summaryOf, untested } from "../helpers/sample-columns.js"
import {
  check,
  checksFailedReport,
  errorReport,
  hostileReport,
  noVerdictReport,
  quietReport,
  reportOf,
  sampleReport,
  wideReport,
} from "../helpers/sample-report.js"

const sample = viewOf(sampleReport())

describe("the page", () => {
  test("has a link for every section and none for one without content", () => {
    expect(sample.links.map(({ text }) => text)).toEqual([
      "Columns",
      "Schema",
      "Data quality",
      "Prediction and target",
      "Correlations",
      "Setup",
    ])
    const none = viewOf(noVerdictReport())
    expect([none.columns, none.quality, none.outcomes, none.correlations]).toEqual([null, null, null, null])
    expect(none.links.map(({ text }) => text)).toEqual(["Setup"])
  })

  test("names both sides with rows and time range", () => {
    expect(sample.sides.map(({ path, facts }) => [path, facts])).toEqual([
      ["ref.parquet", "10,000 rows, 1–30 Sep 2026"],
      ["cur.parquet", "8,000 rows, 16–22 Nov 2026"],
    ])
    const far = { ...sampleReport().current, path: "/a/very/long/way/down/to/where/files/are/cur.parquet" }
    expect(viewOf({ ...sampleReport(), current: far }).sides[1]).toMatchObject({
      path: "…wn/to/where/files/are/cur.parquet",
      full_path: far.path,
    })
    const unread: Report = { ...noVerdictReport(), current: { ...noVerdictReport().current, rows: null } }
    expect(viewOf(unread).sides[1]?.facts).toBe("not read")
  })

  test("is titled by its verdict", () => {
    expect(sample.title).toBe("Drift detected: cur.parquet")
  })
})

describe("the verdict", () => {
  test("has a tone per state and links the furthest four", () => {
    const tones = [sampleReport(), quietReport(), checksFailedReport(), noVerdictReport(), errorReport()].map(
      (report) => viewOf(report).verdict.tone,
    )
    expect(tones).toEqual(["drift", "ok", "drift", "nov", "nov"])
    expect(sample.verdict.furthest.map(({ id, times }) => [id, times])).toEqual([
      ["c-interest-rate", "12×"],
      ["c-inquiries-6m", "8.3×"],
      ["c-utilisation", "5.4×"],
      ["c-prediction", "4.3×"],
    ])
  })

  test("draws no strip where nothing was tested", () => {
    expect(viewOf(noVerdictReport()).verdict.strip_svg).toBeNull()
  })
})

test("facts are six tiles, fewer where there is nothing to say", () => {
  expect(sample.facts).toEqual([
    { title: "Rows", value: "8,000", note: "10,000 in reference" },
    { title: "Columns", value: "31", note: "1 added, 1 removed" },
    { title: "Missing cells", value: "3.3%", note: "2.7% in reference" },
    { title: "Quality checks", value: "2 failed", note: "3 warnings of 37" },
    { title: "Prediction", value: "Drift", note: "Median 0.154 → 0.205" },
    { title: "Target", value: "No drift", note: "true 8.1% → 8.8%" },
  ])
  expect(viewOf(noVerdictReport()).facts.map(({ title }) => title)).toEqual(["Rows", "Columns"])
  const two = ["a", "b"].map((name) => judged(base(name, { role: "prediction" }), "ks", 1e-9, "wasserstein", 0.5))
  expect(viewOf(reportOf(two)).facts.at(-1)).toEqual({ title: "Prediction", value: "2 drifted", note: "of 2 columns" })
  expect(viewOf(quietReport()).facts[3]).toEqual({ title: "Quality checks", value: "All passed", note: "of 32" })
})

describe("columns", () => {
  test("come errors first, then furthest, then those not tested; equal ones by name", () => {
    const at = (name: string, distance: number) => judged(base(name), "ks", 1e-12, "wasserstein", distance)
    const columns = [
      untested(base("z"), "not_tested", "x"),
      at("b", 0.05),
      at("a", 0.05),
      at("far", 2),
      untested(base("y"), "error", "x"),
    ]
    expect(viewOf(reportOf(columns)).columns?.rows.map(({ id }) => id)).toEqual(["c-y", "c-far", "c-a", "c-b", "c-z"])
  })

  test("say what decided, what changed and what is missing", () => {
    const row = sample.columns?.rows.find(({ id }) => id === "c-purpose")
    expect(row).toMatchObject({
      type: "categorical",
      state: "drift",
      quality: true,
      score: { times: "2.5×", decided: "Jensen–Shannon 0.248 ≥ 0.1" },
      change: { text: "green_energy 0.0% → 9.0%", note: "2 new, 1 gone" },
      missing: "0.0%",
      missing_was: null,
    })
    expect(row?.chips.map(({ tone, text }) => [tone, text])).toEqual([
      ["drift", "Drift"],
      ["warn", "Quality"],
    ])
    const missing = sample.columns?.rows.find(({ id }) => id === "c-months-since-delinquency")
    expect([missing?.missing, missing?.missing_was]).toEqual(["69.7%", "from 52.7%"])
  })

  test("without a score give the reason", () => {
    const row = sample.columns?.rows.find(({ id }) => id === "c-legacy-score")
    expect([row?.score, row?.reason, row?.change, row?.missing]).toEqual([null, "Only in reference.", null, "–"])
  })

  test("are counted by state for the filters", () => {
    const chips = (report: Report) => viewOf(report).columns?.chips.map(({ text, count }) => `${text} ${count}`)
    expect(chips(sampleReport())).toEqual(["All 32", "Drift 10", "Quality 4", "Not tested 4"])
    expect(chips(errorReport())).toEqual(["All 32", "Error 1", "Drift 10", "Quality 4", "Not tested 4"])
    expect(chips(quietReport())).toEqual(["All 22", "Not tested 4"])
  })

  test("open up to sixty; beyond, only those worth it", () => {
    const opened = (report: Report) => viewOf(report).columns?.rows.filter(({ details }) => details !== null) ?? []
    expect(opened(sampleReport())).toHaveLength(32)
    expect(opened(wideReport(60))).toHaveLength(60)
    const many = opened(wideReport(412))
    expect(many).toHaveLength(60)
    expect(new Set(many.map(({ state }) => state))).toEqual(new Set(["drift"]))
    expect(viewOf(wideReport(412)).columns?.details_note).toBe(
      "Details of 60 of 412 columns: those that drifted, failed a check or could not be tested; --details all for the rest.",
    )
    expect(sample.columns?.details_note).toBeNull()
  })

  test("warn of chance where p-values decided alone, and of many rows", () => {
    expect(sample.columns?.notes).toEqual([
      "A distance says how far a column moved, a p-value how surely it moved at all. Here a column drifts only where both reach their thresholds; p-values are adjusted for testing 28 columns.",
    ])
    const raw = [1, 2, 3].map((n) => ({
      ...judged(base(`x${n}`), "ks", 0.5, "wasserstein", 0.5),
      effect: null,
      p_value: 0.5,
      p_value_adjusted: null,
    }))
    const report = reportOf(raw)
    const big = { ...report, reference: { ...report.reference, rows: 200_000 } }
    expect(viewOf(big).columns?.notes).toEqual([
      "A distance says how far a column moved, a p-value how surely it moved at all. 3 columns were tested at 0.05: chance is meant to mark 1 in 20 columns that did not change; how often each test really does is measured in its documentation. With this many rows even tiny changes give small p-values.",
    ])
    const distances = raw.map((column) => ({ ...column, p_value: null, method: "psi" }))
    expect(viewOf(reportOf(distances)).columns?.notes).toEqual([])
  })
})

describe("details", () => {
  const details = (name: string) => sample.columns?.rows.find(({ id }) => id === name)?.details

  test("of a number: charts, quantiles, quality, measurements, the line to change it", () => {
    const found = details("c-interest-rate")
    expect(found?.histogram?.svg).toContain("Distribution of interest_rate")
    expect(found?.quantiles.map(({ label }) => label)).toEqual([
      "Min",
      "5%",
      "25%",
      "Median",
      "75%",
      "95%",
      "Max",
      "Mean",
      "Std. dev.",
    ])
    expect(found?.quality.map(({ label }) => label)).toEqual([
      "Rows",
      "Missing",
      "Different values",
      "Outside reference range",
    ])
    expect(
      found?.measurements.map(({ title, score, threshold, decides }) => [title, score, threshold, decides]),
    ).toEqual([
      ["Kolmogorov–Smirnov test", "p <0.0001", "p < 0.05", false],
      ["Wasserstein distance (normalised)", "1.186", "≥ 0.1", true],
      ["Population stability index", "1.292", "≥ 0.2", false],
    ])
    expect(found?.config).toBe("columns: { interest_rate: { method: wasserstein, threshold: 0.1 } }")
    expect(found?.categories).toBeNull()
  })

  test("of categories: paired bars with tags, the rest as one row", () => {
    const found = details("c-purpose")
    expect(found?.histogram).toBeNull()
    expect(found?.categories?.rows.map(({ tag }) => tag).filter(Boolean)).toEqual(["new", "new", "gone"])
    const column = sampleReport().columns.find(({ name }) => name === "channel")
    if (column?.distribution?.kind !== "categories") throw new Error("not a table")
    const others = { values: 12, reference: 500, current: 0 }
    const more = viewOf(reportOf([{ ...column, distribution: { ...column.distribution, others } }]))
    expect(more.columns?.rows[0]?.details?.categories?.rows.at(-1)).toMatchObject({
      value_html: "12 others",
      reference: "4.8%",
      current: "0.0%",
      change: "−4.8",
      bar_svg: "",
    })
  })

  test("say in words that a score lies below its noise floor, and why there is none", () => {
    const column = judged(
      base("x", {
        measurements: [
          {
            method: "psi",
            drift_score: 0.01,
            statistic: null,
            p_value: null,
            threshold: 0.2,
            drifted: false,
            noise_floor: 0.02,
            reason: null,
          },
          {
            method: "ks",
            drift_score: null,
            statistic: null,
            p_value: null,
            threshold: 0.05,
            drifted: null,
            noise_floor: null,
            reason: "no values",
          },
        ],
      }),
      "ks",
      0.5,
      "wasserstein",
      0.5,
    )
    const readings = viewOf(reportOf([column]))
      .columns?.rows[0]?.details?.measurements.slice(2)
      .map(({ score, reading }) => [score, reading])
    expect(readings).toEqual([
      ["0.010", "within threshold; below its noise floor for these sample sizes"],
      ["–", "no values"],
    ])
  })

  test("quote names that the configuration would read as something else", () => {
    const column = judged(base('a: "b"'), "ks", 0.5, "wasserstein", 0.5)
    expect(viewOf(reportOf([column])).columns?.rows[0]?.details?.config).toMatch(/^columns: \{ "a: \\"b\\"": \{/)
  })

  test("of a column with rows but no values have no empty figures", () => {
    const empty = base("x", { reference: summaryOf({ rows: 9, missing: 9 }), current: summaryOf({ rows: 0 }) })
    const found = viewOf(reportOf([untested(empty, "not_tested", "All values are missing in reference.")])).columns
      ?.rows[0]
    expect(found?.details?.quality).toContainEqual({ label: "Missing", reference: "100%", current: "–" })
    expect(found?.details?.quantiles.every(({ change }) => change === "–")).toBe(true)
    expect(found?.details?.config).toBeNull()
  })
})

describe("data quality", () => {
  test("a changed type shows both types, and checks of the schema no figure that says nothing", () => {
    const report = sampleReport()
    const checks = [
      check("type-changed", "open_accounts", "warn", { value: 1, warn_limit: 0, fail_limit: 1 }),
      check("missing-columns", "legacy_score", "warn", { value: 1, warn_limit: 0 }),
    ]
    const findings = viewOf({ ...report, checks }).quality?.findings ?? []
    expect(findings.map(({ reference, current, limit }) => [reference, current, limit])).toEqual([
      ["int32", "int64", null],
      ["–", "–", null],
    ])
  })

  test("lists failures first, then warnings, and passed checks only as a count", () => {
    expect(sample.quality?.summary).toBe("2 checks failed and 3 gave a warning; the other 32 passed.")
    expect(
      sample.quality?.findings.map(({ chip, reference, current, limit }) => [chip.text, reference, current, limit]),
    ).toEqual([
      ["Failed", "52.7%", "69.7%", "fails above 62.7%"],
      ["Failed", "–", "0.3%", "fails above 0.2%"],
      ["Warning", "1×", "1.25×", "warns above 1.2×"],
      ["Warning", "–", "12.1%", "warns above 5%"],
      ["Warning", "0", "1", "warns from 1"],
    ])
  })

  test("sums up every mix in words", () => {
    const summary = (...statuses: Parameters<typeof check>[2][]) =>
      viewOf({ ...sampleReport(), checks: statuses.map((status) => check("missing", null, status)) }).quality?.summary
    expect(summary("pass")).toBe("The one check passed.")
    expect(summary("pass", "pass", "not_applicable")).toBe("All 2 checks passed.")
    expect(summary("warn")).toBe("1 check gave a warning.")
    expect(summary("fail", "error", "warn", "pass")).toBe(
      "1 check failed, 1 could not be run and 1 gave a warning; the other 1 passed.",
    )
    expect(summary()).toBe("No check was run.")
  })
})

test("the schema is a section of its own with its link, and none where nothing changed", () => {
  expect(sample.schema?.rows.map(({ tag, reference, current, note }) => [tag, reference, current, note])).toEqual([
    ["removed", "numeric", "–", "only in reference"],
    ["added", "–", "categorical", "only in current"],
    ["retyped", "int32", "int64", "compared all the same"],
  ])
  expect(sample.schema?.summary).toBe(
    "1 column added, 1 column removed, 1 column of another type. Fails a run with --fail-on schema.",
  )
  expect(sample.links).toContainEqual({ id: "schema", text: "Schema" })
  const same = viewOf({ ...sampleReport(), schema: reportOf([]).schema })
  expect(same.schema).toBeNull()
  expect(same.links.map(({ id }) => id)).not.toContain("schema")
})

test("a check leads with what is broken, before its columns", () => {
  const view = viewOf({ ...sampleReport(), kind: "check" })
  expect(view.links.slice(0, 2).map(({ id }) => id)).toEqual(["quality", "columns"])
  expect(view.alone).toBe(true)
})

test("a renamed column is one change, and a moved one never fails a run", () => {
  const report = sampleReport()
  const schema = {
    ...report.schema,
    renamed: [{ reference: "legacy_score", current: "partner_id", reason: "values that agree" }],
    reordered: ["age"],
  }
  const view = viewOf({ ...report, schema, setup: { ...report.setup, fail_on: ["schema"] } }).schema
  expect(view?.rows.map(({ tag, reference, current }) => [tag, reference, current])).toEqual([
    ["renamed?", "legacy_score", "partner_id"],
    ["retyped", "int32", "int64"],
    ["moved", "numeric", "numeric"],
  ])
  expect(view?.summary).toBe(
    "1 column renamed, 1 column of another type. This fails the run. 1 column in another place, which never fails a run.",
  )
})

test("prediction and target come with their charts", () => {
  expect(sample.outcomes?.title).toBe("Prediction and target")
  expect(sample.outcomes?.cards.map(({ id, type }) => [id, type])).toEqual([
    ["c-prediction", "prediction, numeric"],
    ["c-defaulted", "target, boolean"],
  ])
  const target = sampleReport().columns.filter(({ role }) => role === "target")
  expect(viewOf(reportOf(target)).outcomes).toMatchObject({
    title: "Target",
    note: "It counts in the drift share like any other column.",
  })
})

test("setup names files, rules and the exit code", () => {
  expect(sample.setup.map(({ title }) => title)).toEqual([
    "Command",
    "Configuration",
    "Reference",
    "Current",
    "Run",
    "Pairs of columns",
    "Exit code",
    "Schema",
  ])
  expect(sample.setup[1]?.text).toBe(
    "driftcheck.yaml, policy calibrated, drift share threshold 0.30, at least 30 rows, fails on drift and checks",
  )
})

test("hostile names are text everywhere, and ids stay apart", () => {
  const view = viewOf(hostileReport())
  const ids = view.columns?.rows.map(({ id }) => id) ?? []
  expect(new Set(ids).size).toBe(ids.length)
  const markup: string[] = []
  JSON.stringify(view, (key, value: unknown) => {
    if (/(_html|svg)$/.test(key) && typeof value === "string") markup.push(value)
    return value
  })
  expect(markup.length).toBeGreaterThan(100)
  for (const piece of markup) expect(piece).not.toMatch(/<(?!\/?(bdi|wbr|svg|path|rect|circle|text|use)\b)/)
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(JSON.stringify(view)).not.toMatch(/[\u0000-\u001f\u202e]/)
})

test("a hash of the older form beside one of the new is no change of the configuration, and the note says so", () => {
  const hashes = (old: number) =>
    nights(12, ["a"]).map((run, i) => ({ ...run, config_hash: i < old ? "5b1f0c7d2a94e638" : "2-5b1f0c7d2a94e638" }))
  const note = (old: number) => viewOf({ ...sampleReport(), trend: trendOf(hashes(old)) }).trend?.note
  expect(note(5)).toContain("compared in a new way since the run of")
  expect(note(5)).not.toContain("configuration last changed")
  expect(note(12)).not.toContain("onfiguration")
})

test("a column says how it ran over the time of current, and whether its drift is new", () => {
  const report = sampleReport()
  const column = report.columns.find(({ name }) => name === "interest_rate")
  if (column === undefined) throw new Error("no such column")
  const line = { of: "mean" as const, value: null, values: [1, 2, null, 90], usual: [{ middle: 1.5, low: 1, high: 2 }] }
  const starts = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"]
  const rows = [900, 900, 0, 900]
  const course = {
    timestamp: "at",
    timezone: "UTC",
    unit: "day" as const,
    width: 1,
    starts,
    rows,
    reference_points: 30,
  }
  const item = { kind: "column", id: null, column: column.name, runs: 1, since: null } as const
  const since = {
    run: "2026-09-30T021500Z",
    created_at: "2026-09-30T02:15:00.000Z",
    new: [item],
    lasting: [],
    back: [],
  }
  const rowIn = (of: Report) =>
    viewOf(of).columns?.rows.find(({ name_html }) => name_html.replace(/<[^>]*>/g, "") === "interest_rate")
  const followed = {
    ...report,
    course,
    columns: report.columns.map((each) => (each === column ? { ...each, course: [line] } : each)),
  }
  const [view] = rowIn({ ...followed, since })?.details?.courses ?? []
  expect(view.title).toBe("Mean by day of at")
  expect(view.note).toContain("19 of 20 of the reference's 30 days")
  expect(view.svg.match(/class="fd"/g)).toHaveLength(1)
  expect(rowIn({ ...followed, since })?.chips.map(({ text }) => text)).toContain("New")
  const lasting = { ...since, new: [], lasting: [{ ...item, runs: 12, since: "2026-09-18T02:15:00.000Z" }] }
  expect(rowIn({ ...report, since: lasting })?.chips.map(({ text }) => text)).toContain("For 12 runs")
  expect(rowIn(report)?.details?.courses).toEqual([])
})
