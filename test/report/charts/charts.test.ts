import { describe, expect, test } from "vitest"
import type { CategoryTable, Histogram } from "../../../src/model.js"
import { at } from "../../../src/report/charts/axes.js"
import { categoryBar } from "../../../src/report/charts/category-bar.js"
import { cumulative } from "../../../src/report/charts/cumulative.js"
import { histogram } from "../../../src/report/charts/histogram.js"
import { icon, iconDefinitions, logo } from "../../../src/report/charts/icons.js"
import { barDefinitions, scoreBar } from "../../../src/report/charts/score-bar.js"
import { sparkline } from "../../../src/report/charts/sparkline.js"
import { strip } from "../../../src/report/charts/strip.js"
import { area, label, outline, px, svg } from "../../../src/report/charts/svg.js"

const bars: Histogram = {
  kind: "histogram",
  edges: [0, 1, 2, 3, 4],
  reference: [10, 20, 10, 0],
  current: [0, 10, 20, 10],
  time: false,
  discrete: false,
  reference_outside: 0,
  current_outside: 0,
  reference_quantiles: [0, 0.5, 1.5, 2, 2.9],
  current_quantiles: [1, 1.5, 2.5, 3, 3.9],
  gap: { at: 2, reference: 0.75, current: 0.25 },
}

const table: CategoryTable = {
  kind: "categories",
  rows: [
    { value: "a", reference: 30, current: 10, state: "both" },
    { value: "b", reference: 0, current: 20, state: "new" },
  ],
  others: null,
  reference_distinct: 1,
  current_distinct: 2,
  new_rows: 20,
}

/** Where the drawing starts: after the frame, which every chart shares. */
const body = (drawing: string) => drawing.replace(/^<svg[^>]*>/, "").replace(/<\/svg>$/, "")
const texts = (drawing: string) => [...drawing.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text)

describe("the parts", () => {
  test("coordinates have at most one decimal and no negative zero", () => {
    expect([1, 1.25, 1.04, -0.01, 0.1 + 0.2].map(px)).toEqual(["1", "1.3", "1", "0", "0.3"])
  })

  test("bars become one path; equal neighbours become one line", () => {
    expect(area([0, 5, 10, 15], [8, 8, 2], 10)).toBe("M0 10V8H10V2H15V10Z")
    expect(outline([0, 5, 10], [3, 4], 10)).toBe("M0 10V3H5V4H10V10")
  })

  test("labels and titles are escaped", () => {
    expect(svg({ width: 1, height: 2, label: `"<&`, name: "n", data: `'` }, "")).toBe(
      `<svg class="n" width="1" height="2" viewBox="0 0 1 2" role="img" aria-label="&quot;&lt;&amp;" data-h="&#39;"></svg>`,
    )
    expect(label(0, 0, "<b>")).toContain("&lt;b&gt;")
  })

  test("a scale keeps values inside, and a single value in the middle", () => {
    const scale = { from: 0, to: 10, start: 100, end: 200 }
    expect([-5, 0, 5, 99].map((value) => at(scale, value))).toEqual([100, 100, 150, 200])
    expect(at({ ...scale, to: 0 }, 0)).toBe(150)
  })
})

describe("charts", () => {
  test("sparkline of numbers: grey area, blue line, one scale", () => {
    expect(sparkline(bars)).toBe(
      '<svg class="spark" width="148" height="34" viewBox="0 0 148 34" aria-hidden="true">' +
        '<path class="ra" d="M0 33v-15h37v-16h37v16h37v15h37Z" fill="#c9d1da" stroke="#7d8a9a"/>' +
        '<path class="cl" d="M0 33h37v-15h37v-16h37v16h37v15" fill="none" stroke="#1d5bd0" stroke-width="1.6"/></svg>',
    )
  })

  test("sparkline of categories: pairs of bars on a line", () => {
    expect(body(sparkline(table))).toBe(
      '<path class="rb" d="M0.5 33v-31h9V33" fill="#7d8a9a"/>' +
        '<path class="cb" d="M10 33v-10.3h9V33M34.7 33v-20.7h9V33" fill="#1d5bd0"/>' +
        '<path class="ax" d="M0 33.5H148" stroke="#7b8794"/>',
    )
  })

  test("score bar: filled to its ratio, the tick at 40 %", () => {
    expect(scoreBar(20, true)).toBe(
      '<svg class="bar" width="116" height="16" viewBox="0 0 116 16" aria-hidden="true"><use href="#b-tr"/>' +
        '<rect class="fd" y="5" width="116" height="6" rx="3" fill="#b93815"/><use href="#b-tk"/></svg>',
    )
    expect(barDefinitions).toBe(
      '<rect id="b-tr" class="tr" y="5" width="116" height="6" rx="3" fill="#e6eaee"/>' +
        '<rect id="b-tk" class="tk" x="45.4" width="2" height="16" fill="#16202c"/>',
    )
    expect(scoreBar(2, true, [0.5, 0.9])).toContain('aria-label="2.0× its threshold; ordinary from 0.50× to 0.90×"')
    expect(scoreBar(0.5, false)).toContain('<rect class="fg" y="5" width="23.2" height="6" rx="3" fill="#7d8a9a"/>')
    expect(scoreBar(0, false)).not.toContain('class="fg"')
  })

  test("histogram: shares of rows, both medians, readings", () => {
    const drawing = histogram(bars, "x<y")
    expect(drawing).toContain('aria-label="Distribution of x&lt;y: median 1.50 to 2.50"')
    expect(drawing).toContain('data-h="0~25.0%~0.0%|1~50.0%~25.0%|2~25.0%~50.0%|3~0.0%~25.0%|4"')
    expect(drawing).toContain('<path class="ra" d="M40 182V97.5H188V13.1H336V97.5H484V182H632V182Z"')
    expect(drawing).toContain('<path class="rm" d="M262 4V182"')
    expect(drawing).toContain('<path class="cm" d="M410 4V182"')
    expect(texts(drawing)).toEqual([
      "0%",
      "10%",
      "20%",
      "30%",
      "40%",
      "50%",
      "0",
      "0.5",
      "1",
      "1.5",
      "2",
      "2.5",
      "3",
      "3.5",
      "4",
    ])
  })

  test("histogram of whole numbers reads values, of instants dates", () => {
    expect(histogram({ ...bars, discrete: true, edges: [-0.5, 0.5, 1.5, 2.5, 3.5] }, "x")).toContain(
      'data-h="0~25.0%~0.0%|1~',
    )
    const day = 86_400_000
    const time = histogram({ ...bars, time: true, edges: [0, day, 2 * day, 3 * day, 4 * day] }, "x")
    expect(texts(time).slice(6)).toEqual(["1 Jan", "2 Jan", "3 Jan", "4 Jan", "5 Jan"])
    expect(time).toContain('data-h="1 Jan 1970, 00:00 UTC~25.0%')
  })

  test("histogram without values on a side, or with one value only, still stands", () => {
    const empty = { ...bars, reference: [0, 0, 0, 0], reference_quantiles: [] }
    expect(histogram(empty, "x")).toContain("no values on one side")
    const single = { ...bars, edges: [5, 5], reference: [3], current: [2] }
    for (const drawing of [histogram(empty, "x"), histogram(single, "x"), sparkline(empty), cumulative(single, "x")]) {
      expect(drawing).not.toMatch(/NaN|Infinity|undefined/)
    }
  })

  test("cumulative: two lines and a bracket with its size", () => {
    const drawing = cumulative(bars, "x")
    expect(drawing).toContain("; largest gap 50.0 points")
    expect(drawing).toContain('<path class="rl" d="M40 182L83.5 138.5L170.5 95L214 51.5L292.3 8"')
    expect(drawing).toContain('<path class="gap" d="M210 51.5h8M210 138.5h8M214 51.5V138.5"')
    expect(texts(drawing)).toContain("gap 50.0 points")
    expect(cumulative({ ...bars, gap: null }, "x")).not.toContain("gap")
  })

  test("category bar: grey over blue, nothing where there is nothing", () => {
    expect(body(categoryBar(0.25, 0.5, 0.5))).toBe(
      '<rect class="rb" y="1" width="120" height="8" rx="1" fill="#7d8a9a"/>' +
        '<rect class="cb" y="11" width="240" height="8" rx="1" fill="#1d5bd0"/>',
    )
    expect(body(categoryBar(0, 0, 0))).toBe("")
    expect(categoryBar(0.00001, 0, 1)).toContain('width="1"')
  })

  test("strip: one cell per tested column, the tick at the threshold", () => {
    const drawing = strip(1, 2, { at: 0.3, text: "0.30" })
    expect(body(drawing)).toBe(
      '<rect class="fd" x="1.5" y="18" width="257" height="30" rx="2" fill="#b93815"/>' +
        '<rect class="fn" x="261.5" y="18" width="257" height="30" rx="2" fill="#c3cad2"/>' +
        '<path class="tk" d="M156 10V54" stroke="#16202c" stroke-width="2"/>' +
        '<text class="tb" x="162" y="11" fill="#16202c">threshold 0.30</text>' +
        '<text class="tb" x="0" y="65" fill="#16202c">1 drifted</text>' +
        '<text class="tb" x="520" y="65" fill="#16202c" text-anchor="end">1 not drifted</text>',
    )
    expect(drawing).toContain('aria-label="2 tested columns, 1 drifted; threshold 0.30"')
  })

  test("strip of many columns closes its gaps; labels turn round near the end", () => {
    expect(strip(100, 1000, { at: 0.9, text: "0.90" }).match(/<rect/g)).toHaveLength(2)
    expect(strip(100, 1000, { at: 0.9, text: "0.90" })).toMatch(/x="462"[^>]*text-anchor="end">threshold/)
    expect(strip(0, 3, { at: 0.3, text: "0.30" })).not.toContain(" drifted</text><text")
  })

  test("icons repeat a word, so they are hidden from those who hear the page", () => {
    expect(icon("drift")).toBe('<svg class="i" width="14" height="14" aria-hidden="true"><use href="#i-drift"/></svg>')
    expect(iconDefinitions()).toContain('<symbol id="i-drift"')
    expect(logo).toContain('aria-hidden="true"')
  })
})
