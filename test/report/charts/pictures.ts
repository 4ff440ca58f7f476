import type { CategoryTable, Histogram } from "../../../src/model.js"
import { categoryBar } from "../../../src/report/charts/category-bar.js"
import { cumulative } from "../../../src/report/charts/cumulative.js"
import { dumbbell } from "../../../src/report/charts/dumbbell.js"
import { histogram } from "../../../src/report/charts/histogram.js"
import { barDefinitions, scoreBar } from "../../../src/report/charts/score-bar.js"
import { sparkline } from "../../../src/report/charts/sparkline.js"
import { strip } from "../../../src/report/charts/strip.js"

const steps = (from: number, to: number, n: number) =>
  Array.from({ length: n }, (_, i) => from + ((to - from) * i) / (n - 1))
const bell = (n: number, middle: number) =>
  Array.from({ length: n }, (_, i) => Math.round(1000 * Math.exp(-(((i - middle) / 4) ** 2))))

const bars: Histogram = {
  kind: "histogram",
  edges: steps(5, 37, 33),
  reference: bell(32, 10),
  current: bell(32, 18),
  time: false,
  discrete: false,
  reference_outside: 0,
  current_outside: 0,
  reference_quantiles: steps(8, 24, 41),
  current_quantiles: steps(13, 36, 41),
  gap: { at: 17, reference: 0.8, current: 0.3 },
}
const day = 86_400_000
const start = Date.UTC(2026, 8, 1)

const histograms: Record<string, Histogram> = {
  numbers: bars,
  "whole-numbers": {
    ...bars,
    discrete: true,
    edges: [-0.5, 0.5, 1.5, 2.5, 3.5],
    reference: [10, 20, 10, 0],
    current: [0, 10, 20, 10],
    reference_quantiles: steps(0, 2, 41).map(Math.round),
    current_quantiles: steps(1, 3, 41).map(Math.round),
    gap: { at: 1, reference: 0.75, current: 0.25 },
  },
  dates: {
    ...bars,
    time: true,
    edges: bars.edges.map((edge) => start + edge * day),
    reference_quantiles: bars.reference_quantiles.map((value) => start + value * day),
    current_quantiles: bars.current_quantiles.map((value) => start + value * day),
    gap: { at: start + 17 * day, reference: 0.8, current: 0.3 },
  },
  "one-value": {
    ...bars,
    discrete: true,
    edges: [2.5, 3.5],
    reference: [40],
    current: [30],
    reference_quantiles: steps(3, 3, 41),
    current_quantiles: steps(3, 3, 41),
    gap: null,
  },
  "no-values-in-reference": { ...bars, reference: bars.reference.map(() => 0), reference_quantiles: [], gap: null },
  "one-bin-holds-all": {
    ...bars,
    reference: bars.reference.map((_, i) => (i === 31 ? 5000 : 0)),
    current: bars.current.map((_, i) => (i === 31 ? 4000 : i === 0 ? 1 : 0)),
    reference_quantiles: steps(36, 37, 41),
    current_quantiles: steps(36, 37, 41),
    gap: { at: 36.5, reference: 0.5, current: 0.499 },
  },
  "large-and-small-numbers": {
    ...bars,
    edges: steps(-1.5e12, 2.5e12, 33),
    reference_quantiles: steps(-1e12, 1e12, 41),
    current_quantiles: steps(0, 2e12, 41),
    gap: { at: 2e12, reference: 1, current: 0.6 },
  },
}

const row = (value: string, reference: number, current: number, state: "both" | "new" | "gone" = "both") => ({
  value,
  ...{ reference, current, state },
})
const categories = (rows: CategoryTable["rows"]): CategoryTable => ({
  ...{ kind: "categories", rows, others: null, new_rows: 0 },
  ...{ reference_distinct: rows.length, current_distinct: rows.length },
})
const tables: Record<string, CategoryTable> = {
  few: categories([row("a", 50, 20), row("b", 30, 45), row("c", 0, 25, "new")]),
  many: categories(Array.from({ length: 14 }, (_, i) => row(`v${i}`, 140 - i * 10, 70 + i))),
  one: categories([row("all", 10, 12)]),
  "rare-next-to-common": categories([row("a", 100_000, 99_999), row("b", 1, 0, "gone"), row("c", 0, 1, "new")]),
}

const each = <T>(made: Record<string, T>, draw: (value: T) => string) =>
  Object.entries(made).map(([name, value]) => [name, draw(value)] as const)

const drawings: Record<string, (readonly [string, string])[]> = {
  histogram: each(histograms, (drawn) => histogram(drawn, "x")),
  cumulative: each(histograms, (drawn) => cumulative(drawn, "x")),
  sparkline: [...each(histograms, sparkline), ...each(tables, sparkline)],
  "score-bar": each({ none: 0, half: 0.5, "just-under": 0.999, on: 1, twice: 2, full: 20, beyond: 1e9 }, (ratio) =>
    // As a page has it, with what all bars share.
    scoreBar(ratio, ratio >= 1).replace("><use", `><defs>${barDefinitions}</defs><use`),
  ),
  "category-bar": each({ both: [0.5, 0.25], new: [0, 0.1], gone: [0.1, 0], tiny: [0.00001, 0.5] }, ([was, is]) =>
    categoryBar(was, is, 0.5),
  ),
  strip: each(
    {
      none: [0, 13, 0.3],
      some: [10, 29, 0.3],
      all: [4, 4, 0.3],
      one: [0, 1, 0.3],
      "eighty-one": [20, 81, 0.3],
      "threshold-near-the-end": [1, 30, 0.95],
      "threshold-of-nothing": [1, 30, 0],
    },
    ([drifted, tested, threshold]) => strip(drifted, tested, { at: threshold, text: threshold.toFixed(2) }),
  ),
  dumbbell: each({ apart: [-0.62, 0.31], same: [0.4, 0.4], ends: [-1, 1], beyond: [-1.0000001, 0] }, ([was, is]) =>
    dumbbell(was, is, `${was} to ${is}`),
  ),
}

/**
 * One picture per chart and edge case, kept in fixtures/charts: open them in a browser. After a change `npm run docs` writes them
 * anew; then look at each that differs.
 */
export const pictures = Object.entries(drawings).flatMap(([chart, drawn]) =>
  drawn.map(([name, drawing]) => ({ path: `fixtures/charts/${chart}.${name}.svg`, svg: standingAlone(drawing) })),
)

/** By itself a picture needs a name space, and a line feed between its parts to be read. */
function standingAlone(drawing: string): string {
  return `${drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ').replaceAll("><", ">\n<")}\n`
}
