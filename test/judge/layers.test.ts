import { describe, expect, test } from "vitest"
import { layersOf, severalLayers } from "../../src/judge/layers.js"
import { fromLine, toLine } from "../../src/history/line.js"
import { runOf } from "../../src/history/run-of.js"
import type { Layer, MetricResult, Report } from "../../src/model.js"
import { indexLayers } from "../../src/report/index-layers.js"
import { viewOf } from "../../src/report/view.js"
import { nightReport } from "../helpers/decisions.js"
import { check, sampleMetric } from "../helpers/sample-report.js"

const figure = (layer: Layer, status: MetricResult["status"]): MetricResult => ({ ...sampleMetric, layer, status })
const report = (over: Partial<Report> = {}, drifted: string[] = []) => nightReport({ drifted, over })
const everything = report({
  checks: [
    check("missing-values", "age", "warn"),
    check("row-count", null, "pass"),
    check("rule", null, "not_applicable"),
  ],
  metrics: [
    figure("llm", "no_limit"),
    figure("infrastructure", "fail"),
    figure("infrastructure", "pass"),
    figure("performance", "warn"),
    figure("business", "pass"),
  ],
})

describe("the layers of a report", () => {
  test("come in their order, with the worst that each has", () => {
    expect(layersOf(everything)).toEqual([
      { layer: "system", state: "fail", found: "1 of 2 figures failed" },
      { layer: "quality", state: "warn", found: "1 of 2 checks to look at" },
      { layer: "features", state: "ok", found: "0 of 1 column drifted" },
      { layer: "performance", state: "warn", found: "1 of 1 figure to look at" },
      { layer: "business", state: "ok", found: "1 figure" },
      { layer: "llm", state: "no_limit", found: "1 figure without a limit" },
    ])
  })

  test("are none where it has but data quality and features, which every comparison has", () => {
    expect(severalLayers(report({ checks: [check("row-count", null, "pass")] }))).toEqual([])
    expect(severalLayers(everything)).toHaveLength(6)
  })

  test("leave out figures without a value; a few drifted features are something to look at", () => {
    expect(layersOf(report({ metrics: [{ ...figure("business", "not_applicable"), value: null }] }))).toHaveLength(1)
    const some = nightReport({ drifted: ["amount"], calm: ["a", "b", "c"] })
    expect(layersOf(some)[0]).toMatchObject({ state: "warn", found: "1 of 4 columns drifted" })
    expect(layersOf(report({}, ["amount"]))[0]).toMatchObject({ state: "fail" })
  })

  test("lead to their sections and say how fresh they are", () => {
    expect(
      viewOf(everything).layers?.map(({ title, chip, fresh, section }) => [title, chip.text, fresh, section]),
    ).toEqual([
      ["System", "Failed", "seen in real time", "metrics"],
      ["Data quality", "Warning", "seen within minutes", "quality"],
      ["Features", "Fine", "seen within hours", "columns"],
      ["Performance", "Warning", "seen within days", "metrics"],
      ["Business", "Fine", "seen within days", "metrics"],
      ["LLM", "No limit", "seen within hours", "metrics"],
    ])
    expect(viewOf(report()).layers).toBeNull()
  })

  test("are kept in the history, and shown by run in the index", () => {
    const runs = ["2026-11-23T021500Z", "2026-11-24T021500Z"].map((run) => runOf(everything, run))
    expect(fromLine(toLine(runs[0]))?.layers).toEqual(runs[0].layers)
    const shown = indexLayers(runs, 30, (run) => new Set(run === runs[0].run ? ["report.html"] : []))
    expect(shown?.rows.map(({ title }) => title)).toEqual([
      "System",
      "Data quality",
      "Features",
      "Performance",
      "Business",
      "LLM",
    ])
    expect(shown?.rows[0].cells.map((cell) => [cell?.words, cell?.href])).toEqual([
      ["23 Nov 2026, 02:15 UTC: Failed", "2026-11-23T021500Z/report.html#metrics"],
      ["23 Nov 2026, 02:15 UTC: Failed", null],
    ])
    expect(indexLayers(runs.slice(1), 30, () => new Set())).toBeNull()
    expect(runOf(report(), "2026-11-23T021500Z")).not.toHaveProperty("layers")
  })
})
