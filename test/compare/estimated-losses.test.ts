import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

/** By fixtures/golden/direct_loss.py. */
const oracle = JSON.parse(readFileSync("fixtures/golden/direct_loss.json", "utf8")) as {
  whole: Record<"mae" | "rmse", number>
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-losses-"))
  const [head, ...rows] = readFileSync("fixtures/data/bikeshare_cur.csv", "utf8").trimEnd().split("\n")
  const target = head.split(",").indexOf("cnt")
  const without = (line: string) =>
    line
      .split(",")
      .filter((_, i) => i !== target)
      .join(",")
  writeFileSync(join(folder, "unlabelled.csv"), [head, ...rows].map(without).join("\n"))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const options = ["--target=cnt", "--prediction=prediction", "--exclude=dteday,instant", "--no-config", "--no-output"]

it("MAE and RMSE are estimated within 1 % of what NannyML 0.13.1 has, marked, with the sentence on when they hold", async () => {
  const { stdout } = await runCli([
    ...["compare", "fixtures/data/bikeshare_ref.csv", join(folder, "unlabelled.csv"), "--format=json"],
    ...options,
  ])
  const { metrics } = JSON.parse(stdout) as Report
  for (const id of ["mae", "rmse"] as const) {
    const found = metrics.find((metric) => metric.id === `estimated_${id}`)
    if (found?.value == null) throw new Error(`no estimated_${id}`)
    expect(found).toMatchObject({ estimated: true, rows: 4367, unit: "number" })
    expect(found.message).toMatch(/holds only while the target follows from the inputs as it did in the reference\.$/)
    expect(Math.abs(found.value / oracle.whole[id] - 1), id).toBeLessThan(0.01)
    expect(metrics.find((metric) => metric.id === id)).toMatchObject({ value: null, estimated: false })
  }
})

it("nothing is estimated where every row has its label", async () => {
  const { stdout } = await runCli([
    ...["compare", "fixtures/data/bikeshare_ref.csv", "fixtures/data/bikeshare_cur.csv", "--format=json"],
    ...options,
  ])
  const { metrics } = JSON.parse(stdout) as Report
  expect(metrics.filter(({ estimated }) => estimated)).toEqual([])
})
