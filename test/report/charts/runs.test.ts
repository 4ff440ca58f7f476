import { describe, expect, test } from "vitest"
import { trendRun } from "../../../src/history/trend.js"
import type { TrendRun } from "../../../src/model.js"
import { changes } from "../../../src/report/charts/runs.js"
import { runsGrid } from "../../../src/report/charts/runs-grid.js"
import { courseLine } from "../../../src/report/charts/course-line.js"
import { runLine } from "../../../src/report/charts/run-line.js"
import { shareLine } from "../../../src/report/charts/share-line.js"
import { historyColumn, historyRun, silentRun } from "../../helpers/history.js"

const shares = (...list: (number | null)[]): TrendRun[] =>
  list.map((share, i) => {
    const run = trendRun(share === null ? silentRun(i) : historyRun(i, []))
    return share === null ? run : { ...run, drift_share: share, status: share >= 0.3 ? "drift" : "no_drift" }
  })
const pathOf = (drawing: string, name: string) => new RegExp(`class="${name}" d="([^"]*)"`).exec(drawing)?.[1]
const texts = (drawing: string) => [...drawing.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)
const count = (drawing: string, part: string) => drawing.split(part).length - 1

describe("drift share by run", () => {
  test("one line with a ring, a diamond and a cross, and the threshold dashed", () => {
    expect(shareLine(shares(0.1, 0.4, null), "words", "0.30")).toMatchInlineSnapshot(
      `"<svg class="chart shares" width="566" height="196" viewBox="0 0 566 196" role="img" font-size="11" aria-label="words"><text class="t" x="33" y="168" fill="#55606e" text-anchor="end">0</text><path class="gl" d="M40 134.4H554" stroke="#dde2e8" fill="none"/><text class="t" x="33" y="138.4" fill="#55606e" text-anchor="end">0.1</text><path class="gl" d="M40 104.8H554" stroke="#dde2e8" fill="none"/><text class="t" x="33" y="108.8" fill="#55606e" text-anchor="end">0.2</text><path class="gl" d="M40 75.2H554" stroke="#dde2e8" fill="none"/><text class="t" x="33" y="79.2" fill="#55606e" text-anchor="end">0.3</text><path class="gl" d="M40 45.6H554" stroke="#dde2e8" fill="none"/><text class="t" x="33" y="49.6" fill="#55606e" text-anchor="end">0.4</text><path class="gl" d="M40 16H554" stroke="#dde2e8" fill="none"/><text class="t" x="33" y="20" fill="#55606e" text-anchor="end">0.5</text><path class="ax" d="M40 164H554" stroke="#7b8794" fill="none"/><path class="thr" d="M40 75.2H554" fill="none" stroke="#b93815" stroke-dasharray="4 3"/><text class="td" x="554" y="70.2" fill="#16202c" text-anchor="end">threshold 0.30</text><path class="cl" d="M125.7 134.4L297 45.6" fill="none" stroke="#1d5bd0" stroke-width="1.6"/><circle class="ring" cx="125.7" cy="134.4" r="3.6" fill="#ffffff" stroke="#1d5bd0" stroke-width="1.4"/><path class="fd" d="M292 45.6l5 -5l5 5l-5 5Z" fill="#b93815"/><path class="sd" d="M464.7 148.4l7.2 7.2m0 -7.2l-7.2 7.2" fill="none" stroke="#b93815" stroke-width="1.8"/><text class="t" x="125.7" y="182" fill="#55606e">25 Oct</text><text class="t" x="297" y="182" fill="#55606e" text-anchor="middle">26 Oct</text><text class="t" x="468.3" y="182" fill="#55606e" text-anchor="end">27 Oct</text></svg>"`,
    )
  })

  test("stands over the band that the runs before let expect, broken where it is not known, between 0 and 1", () => {
    const runs = shares(0.1, 0.1, 0.1, 0.1, 0.1).map((run, i): TrendRun =>
      i === 2 ? run : { ...run, share_band: [-0.1, 0.2] },
    )
    const band = pathOf(shareLine(runs, "", "0.30"), "fb") ?? ""
    expect(band.match(/M/g)).toHaveLength(2)
    expect(band.match(/Z/g)).toHaveLength(2)
    for (const [, y] of band.matchAll(/ ([\d.]+)/g)) expect(Number(y)).toBeLessThanOrEqual(164)
    expect(pathOf(shareLine(shares(0.1, 0.1), "", "0.30"), "fb")).toBeUndefined()
  })

  test("a figure's line has its band, and a dot wherever it lay outside", () => {
    const drawing = runLine([1, 2, null, 9], "x", { bands: [null, [0, 3], [0, 3], [0, 3]], outside: [3] }) ?? ""
    expect(count(drawing, 'class="fd"')).toBe(1)
    expect(pathOf(drawing, "fb")?.match(/L/g)).toHaveLength(5)
    expect(runLine([1, 2, 3], "x")).not.toContain('class="fb"')
  })

  test("a course has a bar below while an alert was open", () => {
    const points = [0, 1, 2, 3].map((i) => ({
      at: i * 86_400_000,
      value: i,
      low: 0,
      high: 2,
      outside: i === 3,
      alarmed: i > 1,
    }))
    const bars = [...(courseLine(points, "x", String) ?? "").matchAll(/<path class="fd" d="([^"]*)"/g)]
    expect(bars).toHaveLength(1)
    expect(bars[0][1].match(/Z/g)).toHaveLength(2)
  })

  test("the line breaks where a run gave no answer, and a share on its own has only its ring", () => {
    const drawing = shareLine(shares(0.1, null, 0.2, null, 0.1, 0.1), "", "0.30")
    expect(pathOf(drawing, "cl")?.match(/M/g)).toHaveLength(3)
    expect(pathOf(drawing, "cl")?.match(/L/g)).toHaveLength(1)
    expect(count(drawing, "<circle")).toBe(4)
    expect(pathOf(drawing, "sd")?.match(/M/g)).toHaveLength(2)
  })

  test("no answer at all, one run, a share of 1 and ninety runs stay inside the drawing", () => {
    const cases = [shares(null), shares(0), shares(1), shares(...Array.from({ length: 90 }, (_, i) => i / 89))]
    for (const runs of cases) {
      const drawing = shareLine(runs, "", "0.30")
      expect(drawing).not.toMatch(/NaN|Infinity|undefined/)
      for (const [, y] of drawing.matchAll(/c[xy]="([\d.-]+)"/g)) {
        expect(Number(y)).toBeGreaterThan(0)
        expect(Number(y)).toBeLessThan(566)
      }
    }
    expect(texts(shareLine(cases[3], "", "0.30"))).toContain("1")
  })

  test("the threshold steps where it was changed, and a thin line marks where the configuration was", () => {
    const runs = shares(0.1, 0.1, 0.1, 0.1).map((run, i) =>
      i < 2 ? run : { ...run, drift_share_threshold: 0.2, config_hash: "other" },
    )
    expect(changes(runs)).toEqual([2])
    const drawing = shareLine(runs, "", "0.20")
    expect(pathOf(drawing, "thr")).toMatch(/^M40 [\d.]+H297V[\d.]+H554$/)
    expect(pathOf(drawing, "chg")).toBe("M297 10V164")
  })

  test("runs without an answer are no change of the configuration", () => {
    expect(changes(shares(0.1, null, 0.1))).toEqual([])
  })

  test("runs of one day are told apart by the clock, those of years by the month", () => {
    const at = (...times: string[]) =>
      texts(
        shareLine(
          times.map((created_at) => ({ ...shares(0.1)[0], created_at })),
          "",
          "0.30",
        ),
      ).slice(-times.length)
    expect(at("2026-11-23T02:15:00Z", "2026-11-23T14:00:00Z")).toEqual(["02:15", "14:00"])
    expect(at("2026-11-23T02:15:00Z", "2026-12-23T14:00:00Z")).toEqual(["23 Nov", "23 Dec"])
    expect(at("2025-11-23T02:15:00Z", "2026-12-23T14:00:00Z")).toEqual(["Nov 2025", "Dec 2026"])
  })
})

describe("columns by run", () => {
  const columns = [
    { name: "interest_rate", ratios: [0.1, null, 6] },
    { name: "</text><script>", ratios: [0.6, null, 1.5] },
    { name: "", ratios: [2.5, null, null] },
  ]

  test("a path for each shade, empty where a run gave no answer, names escaped", () => {
    expect(runsGrid(columns, shares(0.1, null, 0.1), "words")).toMatchInlineSnapshot(
      `"<svg class="chart grid" width="566" height="87" viewBox="0 0 566 87" role="img" font-size="11" aria-label="words"><text class="tn" x="160" y="20" fill="#16202c" text-anchor="end">interest_rate</text><text class="tn" x="160" y="39" fill="#16202c" text-anchor="end">&lt;/text&gt;&lt;script&gt;</text><text class="tn" x="160" y="58" fill="#16202c" text-anchor="end">&quot;&quot;</text><path class="g0" d="M168 8h24.5v17h-24.5Z" fill="#e6eaee"/><path class="g1" d="M168 27h24.5v17h-24.5Z" fill="#c3cad2"/><path class="g2" d="M220 27h24.5v17h-24.5Z" fill="#f3b79f"/><path class="g3" d="M168 46h24.5v17h-24.5Z" fill="#d9683f"/><path class="g4" d="M220 8h24.5v17h-24.5Z" fill="#9c2b0d"/><text class="t" x="168" y="81" fill="#55606e">25 Oct</text><text class="t" x="244.5" y="81" fill="#55606e" text-anchor="end">27 Oct</text></svg>"`,
    )
  })

  test("every ratio has a shade, and thirty runs fit", () => {
    const ratios = Array.from({ length: 30 }, (_, i) => [0, 0.49, 0.5, 0.99, 1, 1.99, 2, 4.99, 5, 1e9][i % 10])
    const runs = ratios.map((_, i) => trendRun(historyRun(i, [historyColumn("a", 1)])))
    const drawing = runsGrid([{ name: "x".repeat(300), ratios }], runs, "")
    for (const shade of ["g0", "g1", "g2", "g3", "g4"]) expect(pathOf(drawing, shade)?.match(/M/g)).toHaveLength(6)
    const lefts = Array.from(drawing.matchAll(/M([\d.]+) /g), ([, x]) => Number(x))
    expect(Math.max(...lefts)).toBeLessThan(560)
    expect(texts(drawing)[0]).toHaveLength(20)
  })
})
