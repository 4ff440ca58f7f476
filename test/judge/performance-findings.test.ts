import { expect, it } from "vitest"
import { figuresOf } from "../../src/alerts/figures.js"
import { fromLine, toLine } from "../../src/history/line.js"
import { figuresOfLine } from "../../src/history/line-figures.js"
import { runOf } from "../../src/history/run-of.js"
import { failingCauses } from "../../src/judge/causes.js"
import { layersOf } from "../../src/judge/layers.js"
import { performanceFindings } from "../../src/judge/performance-findings.js"
import { verdictOf } from "../../src/judge/verdict.js"
import type { PerformanceReport, Report } from "../../src/model.js"
import github from "../../src/reporters/github.js"
import junit from "../../src/reporters/junit.js"
import markdown from "../../src/reporters/markdown.js"
import prometheus from "../../src/reporters/prometheus.js"
import table from "../../src/reporters/table.js"
import { kindOf } from "../../src/kinds/kinds.js"
import { chunksAt, samplePerformance, shiftBy } from "../helpers/sample-performance.js"
import { options, sampleReport } from "../helpers/sample-report.js"

const quiet: PerformanceReport = {
  ...samplePerformance,
  shift: shiftBy(0.005),
  chunks: chunksAt([0.8, 0.7]),
  changes: [],
}

/** The report of a run over sample columns with this performance, judged. */
function judged(performance: PerformanceReport, ...failOn: string[]): Report {
  const sample = sampleReport({ performance, checks: [], columns: [] })
  const drift = { ...sample.drift, dataset_drift: false, drifted_columns: 0, tested_columns: 3 }
  return { ...sample, drift, verdict: verdictOf({ ...sample, drift }, failOn) }
}

it("concept drift and chunks that are worse are found, and nothing where they are not", () => {
  expect(performanceFindings(samplePerformance)).toEqual([
    {
      cause: "concept",
      title: "Concept drift",
      message:
        "Error rate 20.0% → 33.0%: the inputs explain 0.0 points, the relation itself +13.0 points (z = 13.0): concept drift.",
    },
    {
      cause: "chunks",
      title: "The model got worse in 5 of 10 chunks (ROC AUC, estimated)",
      message:
        "ROC AUC, estimated, is worse in 5 of 10 chunks by 500 rows (6 to 10, below 0.780): more than chance brings. Estimates hold only while the target follows from the inputs as it did in the reference.",
    },
  ])
  expect(performanceFindings(quiet)).toEqual([])
  expect(performanceFindings(undefined)).toEqual([])
})

it("they are reasons of the verdict and fail a run only where it is asked for", () => {
  const report = judged(samplePerformance, "drift", "checks", "metrics")
  expect(report.verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
  for (const { message } of performanceFindings(samplePerformance)) expect(report.verdict.reasons).toContain(message)
  for (const cause of ["concept", "chunks"]) {
    expect(judged(samplePerformance, cause).verdict).toMatchObject({ status: "metrics_failed", exit_code: 1 })
    expect(failingCauses(judged(quiet), [cause])).toEqual([])
  }
})

it("every output says them, and blames them where they fail the run", async () => {
  const [plain, failing] = [judged(samplePerformance), judged(samplePerformance, "concept", "chunks")]
  const shown = await table.render(plain, { ...options, width: 400 })
  expect(shown).toContain("! Concept drift.")
  expect(shown).toContain("ROC AUC by 500 rows, estimated: 5 of 10 chunks outside 0.780 to 0.820 (6 to 10).")
  const written = markdown.render(plain, options)
  expect(written).toContain("## ! Concept drift")
  expect(written).toContain("| concept drift | Error rate 20.0% → 33.0%")
  expect(written).toContain("| errors in time | Error rate 20.0% → 33.0% from 20 Nov 2026")
  expect(written).toContain("| by chunk | ROC AUC by 500 rows, estimated: 5 of 10 chunks")
  expect(github.render(plain)).toContain("::warning title=driftcheck%3A Concept drift::")
  expect(github.render(failing)).toContain("::error title=driftcheck%3A Concept drift::")
  expect(github.render(failing)).toContain("::error title=driftcheck%3A The model got worse in 5 of 10 chunks")
  expect(junit.render(plain)).toContain('<testcase classname="driftcheck.performance" time="0" name="concept"/>')
  expect(junit.render(failing)).toMatch(/name="concept"><failure message="Error rate/)
  expect(junit.render(failing)).toMatch(/name="chunks"><failure message="ROC AUC, estimated/)
  const left = { ...samplePerformance, shift: { ...shiftBy(0), verdict: "no_verdict" as const, message: "Left open." } }
  expect(junit.render(judged(left))).toContain('name="concept"><skipped message="Left open."')
  const gauges = prometheus.render(plain)
  expect(gauges).toContain("driftcheck_concept_drift 1\n")
  expect(gauges).toContain('driftcheck_loss_change{loss="error",part="concept"} 0.13\n')
  expect(gauges).toContain("driftcheck_error_changes 1\n")
  expect(gauges).toContain('driftcheck_chunks_outside{name="roc_auc",by="estimate"} 5\n')
  expect(gauges).toContain('driftcheck_chunks_worse{name="roc_auc"} 1\n')
  expect(prometheus.render(judged(left))).not.toContain("driftcheck_concept_drift")
})

it("the history keeps them, the list of runs names them, and alert rules can ask for them", () => {
  const run = runOf(judged(samplePerformance), "2026-11-23T021500Z")
  const kept = fromLine(toLine(run))
  expect(kept).toMatchObject({ concept_drift: 1, error_changes: 1, chunks: [["roc_auc", 5, 10, 1]] })
  expect(kindOf(run).runSentence(run)).toMatch(/^Concept drift. roc_auc is worse in 5 of 10 chunks. 0 of 3/)
  for (const figures of [figuresOf(judged(samplePerformance)), figuresOfLine(kept ?? run)]) {
    const found = figures.map(({ name, subject, value }) => [name, subject, value])
    expect(found).toContainEqual(["concept_drift", "", 1])
    expect(found).toContainEqual(["chunk_alert", "roc_auc", 1])
    expect(found).toContainEqual(["worse_chunks", "roc_auc", 0.5])
    expect(found).toContainEqual(["error_changes", "", 1])
  }
})

it("the layer of performance has something to look at", () => {
  const state = (performance: PerformanceReport) =>
    layersOf(judged(performance)).find(({ layer }) => layer === "performance")?.state
  expect(state(samplePerformance)).toBe("warn")
  expect(state(quiet)).toBeUndefined()
})
