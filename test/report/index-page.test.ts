import { createHash } from "node:crypto"
import { HtmlValidate } from "html-validate"
import { describe, expect, it } from "vitest"
import { bandedCourses } from "../../src/history/banded-courses.js"
import { figuresByPeriod } from "../../src/history/by-period.js"
import { lastingChanges } from "../../src/history/lasting-change.js"
import { furthestColumns } from "../../src/history/trend.js"
import type { EpisodeFacts, HistoryRun } from "../../src/model.js"
import { indexPage } from "../../src/report/index-page.js"
import { historyColumn, historyRun, nights, silentRun } from "../helpers/history.js"
import { hostileNames } from "../helpers/sample-report.js"

const names = ["interest_rate", "income", "age", "score", "utilisation", "balance", "tenure", "amount", "rate", "flag"]
const whole: ReadonlySet<string> = new Set(["report.html", "report.json"])
const failed: ReadonlySet<string> = new Set(["error.txt"])
const nothing: ReadonlySet<string> = new Set()

function page(runs: readonly HistoryRun[], filesOf: (run: string) => ReadonlySet<string> = () => whole): string {
  return indexPage(
    runs,
    { columns: furthestColumns(runs.slice(-30), 8), lasting: lastingChanges(runs), periods: figuresByPeriod(runs) },
    filesOf,
    "0.1.0",
  )
}

describe("the index", () => {
  it("leads with the newest run and links to its report", () => {
    const text = page(nights(40, names))
    expect(text).toMatch(/<h2 id="verdict">.*Drift detected, nothing new<\/h2>/)
    expect(text).toContain("4 of 10 tested columns drifted, share 0.40 ≥ 0.30.")
    expect(text).toContain('<a href="2026-12-03T021500Z/report.html">report</a>')
    expect(text).toContain("Last 40 runs: ")
    expect(text.match(/<tr><th scope="row">/g)).toHaveLength(40)
  })

  it("shows what lay outside its band, with the alerts, silences and the record of rules beside it", () => {
    const noise = (i: number) => (i === 39 ? 0.4 : 0.02 + ((i * 7) % 5) / 1000)
    const runs = Array.from({ length: 40 }, (_, i) =>
      historyRun(i, [historyColumn("<b>fare", 0.1, { score: noise(i) })]),
    )
    const at = runs[39].created_at
    const episode: EpisodeFacts = {
      ...{ rule: "feature_drift", severity: "warning", status: "open", since: at, until: null, runs: 1 },
      ...{ what: "wasserstein 0.400 in <b>fare", figures: [{ name: "wasserstein", subject: "<b>fare" }] },
      ...{ acknowledged: { by: "<i>ada", why: "the new fleet", at }, resolved_by: null, silenced: null },
    }
    const record = { rule: "feature_drift", severity: "warning" as const, opened: 7, a_week: 1.6, hours_to_resolve: 26 }
    const silence = { rules: [], subjects: [], from: null, until: "2027-01-02T00:00:00.000Z", weekdays: [5, 6] }
    const text = indexPage(
      runs,
      {
        ...{ columns: [], lasting: [], periods: null, unusual: bandedCourses(runs, 30).unusual },
        shareBands: [...Array<null>(38).fill(null), [0, 0.1], [0, 0.1]],
        alerts: {
          episodes: [episode],
          silences: [{ ...silence, reason: "weekends & holidays" }],
          rules: [{ ...record, ended: 6, unactioned: 6, demote: true }],
        },
      },
      () => whole,
      "0.1.0",
    )
    expect(text).toContain("1 figure lay outside the band that the runs before gave, 1 of them in the last run.")
    expect(text).toMatch(
      /<h4><b>wasserstein of <bdi>&lt;b&gt;fare<\/bdi><\/b> <span>last 0.4, ordinary 0.01\d+ to 0.02\d+<\/span><\/h4><svg/,
    )
    expect(text).toContain("acknowledged by &lt;i&gt;ada: the new fleet")
    expect(text).toContain("1 alert was open, 1 silence, after the latest run")
    expect(text).toContain(
      '<td class="when">on sat, sun, until 2 Jan 2027, 00:00 UTC</td><td class="what">weekends &amp; holidays</td>',
    )
    expect(text).toContain('6 of 6 (100%)</td><td class="when">demote: nobody acts on it</td>')
    expect(text).not.toMatch(/<b>fare|<i>ada/)
  })

  it("names the checks that failed, in the newest run's sentence and in the table", () => {
    const failed = [
      { id: "missing-columns", column: "year" },
      { id: "missing-columns", column: "<b>day" },
      { id: "duplicate-rows", column: null },
    ]
    const named = historyRun(1, [], { failed_checks: 9, failed, status: "checks_failed", exit_code: 1 })
    const older = historyRun(0, [], { failed_checks: 2, status: "checks_failed", exit_code: 1 })
    const text = page([older, named])
    const words = "missing-columns: year, &lt;b&gt;day; duplicate-rows and 6 more"
    expect(text).toContain(`9 data quality checks failed: ${words}.</p>`)
    expect(text).toContain(`<td class="who">9 <span class="sub">${words}</span></td>`)
    expect(text).toContain('<td class="who">2</td>')
    expect(page([older])).toContain("2 data quality checks failed.</p>")
    expect(page([{ ...named, kind: "check" }])).toContain(`9 rules and limits failed: ${words}.</p>`)
  })

  it("shows a run held to the reference's own days by its unusual columns, in amber, and what has changed for good", () => {
    const locations = (moved: number) => [{ value: null, moved, bound: 0.2 }]
    const held = (i: number, over: Partial<HistoryRun> = {}) =>
      historyRun(i, [historyColumn("<b>temp", 0.4, { locations: locations(i < 10 ? 0 : 0.5) })], {
        ...{ drift_share_threshold: null, day: `2026-11-${String(i + 1).padStart(2, "0")}`, ...over },
      })
    const calm = Array.from({ length: 24 }, (_, i) => held(i))
    const text = page([...calm, held(24, { unusual_columns: 2 })])
    expect(text).toMatch(/<h2 id="verdict">.*2 columns unusual<\/h2>/)
    expect(text).toContain("2 columns are unusual, though no drift.")
    expect(text.match(/class="chip warn">/g)).toHaveLength(1)
    expect(text).toContain("Changed for good: &quot;&lt;b&gt;temp&quot; +0.50 sd since about 11 Nov 2026.")
    const quiet = page(calm.slice(0, 9))
    expect(quiet).not.toMatch(/unusual|Changed for good|class="chip warn">/)
  })

  it("leads with a model that got worse though nothing failed the run, in amber", () => {
    const text = page([
      historyRun(0, []),
      historyRun(1, [], { status: "no_drift", exit_code: 0, worse: "MAE <22.3> → 89.2" }),
    ])
    expect(text).toMatch(/<h2 id="verdict">.*The model got worse<\/h2>/)
    expect(text).toContain('<p class="lead">The model got worse: MAE &lt;22.3&gt; → 89.2. ')
    expect(text.match(/class="chip warn">.*?The model got worse/g)).toHaveLength(1)
  })

  it("says what stood in the way of an answer, links to its error, and has no links to what was removed", () => {
    const runs = [...nights(3, names), silentRun(3)]
    const text = page(runs, (run) => (run === runs[3].run ? failed : run === runs[0].run ? nothing : whole))
    expect(text).toMatch(
      /<h2 id="verdict">.*No answer<\/h2>\n<p class="lead">cannot read in\/today.parquet: no such file<\/p>/,
    )
    expect(text).toContain(`<a href="${runs[3].run}/error.txt">error</a>`)
    expect(text).not.toContain(`href="${runs[0].run}`)
    expect(text.match(/>removed</g)).toHaveLength(1)
  })

  it("has no charts for a single run, and lists at most 400", () => {
    expect(page(nights(1, names))).not.toContain('<h2 id="trend"')
    const many = page(Array.from({ length: 450 }, (_, i) => historyRun(i, [historyColumn("a", 0.5)])))
    expect(many.match(/<tr><th scope="row">/g)).toHaveLength(400)
    expect(many).toContain("50 earlier runs are in history.ndjson.")
    expect(many).toContain("Last 90 runs")
  })

  it("has the figures by month where runs of several months have some", () => {
    const metrics = (value: number): HistoryRun["metrics"] => [
      { id: "<i>auc</i>", labels: {}, value, low: null, high: null, status: value < 0.8 ? "fail" : "pass" },
    ]
    const runs = Array.from({ length: 40 }, (_, i) => historyRun(i, [], { metrics: metrics(i < 20 ? 0.9 : 0.7) }))
    const text = page(runs)
    expect(text).toContain('<h2 id="periods">Figures by month</h2>')
    expect(text).toContain('<th scope="col" class="num">2026-11</th>')
    expect(text).toContain("&lt;i&gt;auc&lt;")
    expect(text).toMatch(/0\.7\d* to 0\.9\d*<\/span><span class="sub">\d+ runs failed/)
    expect(page(nights(40, names))).not.toContain('id="periods"')
  })

  it("runs nothing: no script, and a policy that allows its one style block alone", () => {
    const text = page(nights(12, names))
    expect(text).not.toMatch(/<script|\son\w+=|\sstyle=|javascript:|https?:/)
    const style = /<style>([^]*?)<\/style>/.exec(text)?.[1] ?? ""
    const hash = createHash("sha256").update(style).digest("base64")
    expect(text).toContain(
      `content="default-src &#x27;none&#x27;; style-src &#x27;sha256-${hash.replaceAll("=", "&#x3D;")}&#x27;; base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;"`,
    )
  })

  it("escapes names and reasons", () => {
    const columns = hostileNames.map((name, i) => historyColumn(name, i + 1))
    const reason = "cannot read </td><script>alert(1)</script>\u202e: no such file"
    const text = page([
      historyRun(0, columns),
      silentRun(1, reason),
      historyRun(2, columns.slice(0, 1)),
      silentRun(3, reason),
    ])
    expect(text).not.toMatch(/<script|<img|\u202e/)
    expect(text).toContain("&lt;script&gt;")
  })

  it("is valid HTML", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:standard"] })
    for (const runs of [nights(40, names), nights(1, names), [silentRun(0)]]) {
      const { results } = await validator.validateString(page(runs))
      const found = results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))
      expect(found).toEqual([])
    }
  })
})
