import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()
const files = ["ref", "cur"].map((side) => `fixtures/data/calhousing_delayed_${side}.parquet`)
const compare = ["compare", ...files, "--config", "fixtures/labels/driftcheck.yaml"]

describe("figures of late labels", () => {
  it("are coverage and delay as fixtures/golden/calhousing_delayed.json has them (1e-9), of all rows alone, and in the history", async () => {
    const out = folder.path("runs")
    await runCli([...compare, "-o", out, "--json", folder.path("report.json")])
    const { metrics } = JSON.parse(folder.read("report.json")) as Report
    const found = metrics.filter(({ id }) => id.includes("label_"))
    expect(found.map(({ id, status, layer, rows }) => [id, status, layer, rows])).toEqual([
      ["label_coverage", "no_limit", "data_quality", 8232],
      ["p50_label_delay", "no_limit", "data_quality", 7206],
      ["p95_label_delay", "no_limit", "data_quality", 7206],
    ])
    const [coverage, median, most] = found.map(({ value }) => value)
    expect(coverage).toBeCloseTo(0.8753644314868805, 12)
    expect((median ?? 0) / 3_600_000).toBeCloseTo(203.66625, 9)
    expect((most ?? 0) / 3_600_000).toBeCloseTo(572.2688888888888, 9)
    const line = JSON.parse(folder.read("runs/history.ndjson").trim()) as { metrics: unknown[] }
    expect(JSON.stringify(line.metrics)).toContain("label_coverage")
  })

  it("can be held to limits, and are absent without a label file", async () => {
    const config = folder.write(
      "driftcheck.yaml",
      "id: id\ntimestamp: timestamp\ntarget: clf_target\nmetrics: { label_coverage: { fail: 0.9 } }\n",
    )
    const args = ["compare", ...files, "--config", config, "--no-output", "--format", "json"]
    const late = await runCli([...args, "--labels", "fixtures/data/calhousing_delayed_labels.csv"])
    const { metrics } = JSON.parse(late.stdout) as Report
    expect(metrics.find(({ id }) => id === "label_coverage")).toMatchObject({ status: "fail", reference_value: null })
    const none = JSON.parse((await runCli(args)).stdout) as Report
    expect(none.metrics.filter(({ id }) => id.includes("label_"))).toEqual([])
  })
})
