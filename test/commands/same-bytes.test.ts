import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import json from "../../src/reporters/json.js"
import { runCli } from "../helpers/run-cli.js"

const pairs = ["bikeshare", "birdstrikes", "flights_schema", "calhousing_delayed"]

async function bytesOf(pair: string, at: string): Promise<string> {
  const files = ["ref", "cur"].map((side) => `fixtures/data/${pair}_${side}.parquet`)
  const { stdout } = await runCli(["compare", ...files, "--no-output", "--format", "json"], { at: new Date(at) })
  return stdout
}

/** Without what is counted from the time of the run: when it was made, how long it took, how old the newest row is. */
function timeless(text: string): string {
  const report = JSON.parse(text) as Report
  return json.render({
    ...report,
    created_at: "",
    setup: { ...report.setup, duration_ms: 0 },
    checks: report.checks.filter(({ id }) => id !== "data-age"),
  })
}

it.each(pairs)("%s: run again, the report has the same bytes, times apart", async (pair) => {
  const first = await bytesOf(pair, "2026-11-23T02:15:00Z")
  expect(first.length).toBeGreaterThan(10_000)
  expect(await bytesOf(pair, "2026-11-23T02:15:00Z")).toBe(first)
  const later = await bytesOf(pair, "2027-01-05T17:40:12Z")
  expect(later).not.toBe(first)
  expect(timeless(later)).toBe(timeless(first))
})

it("with late labels the report has the same bytes for any number of threads", async () => {
  const files = ["ref", "cur"].map((side) => `fixtures/data/calhousing_delayed_${side}.parquet`)
  const config = ["--config", "fixtures/labels/driftcheck.yaml", "--no-output", "--format", "json"]
  const [one, two] = await Promise.all(
    ["1", "2"].map((workers) => runCli(["compare", ...files, ...config, "--workers", workers])),
  )
  expect(one.stdout).toContain('"coverage":')
  expect(two.stdout.replace("--workers 2", "--workers 1")).toBe(one.stdout)
})
