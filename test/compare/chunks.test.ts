import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

const data = "../shared/data/carloan50k"
const present = existsSync(`${data}_ref.parquet`)
if (!present) console.log(`skipped: no ${data}_ref.parquet; bands, limits and alerts were not held to NannyML's`)

interface Kept {
  value: number[]
  sampling_error: number[]
  upper_threshold: number
  lower_threshold: number
  alert: boolean[]
}
type Side = Record<"reference" | "analysis", Record<string, Kept>>
const golden = JSON.parse(readFileSync("fixtures/golden/estimate_carloan50k.json", "utf8")) as {
  cbpe: Side
  realised: Record<"analysis", Record<string, { value: number[] }>>
}
const names = { pr_auc: "average_precision" }

/**
 * NannyML draws rows anew for average precision, fifty times and without a seed: its own error is known to 10 %, and ours to 7 %. Equal scores
 * stand in its ROC curve as its sort leaves them, half above and half below each other here: car loan has 101 different scores, and orders of
 * equal ones give 0.00165 to 0.00196 for its 0.001814 and our 0.001807.
 */
const bandWithin: Partial<Record<string, number>> = { pr_auc: 0.2, roc_auc: 0.005 }

async function compare(...argv: string[]): Promise<Report> {
  const { stdout } = await runCli(["compare", ...argv, "--no-config", "--no-output", "--format=json"])
  return JSON.parse(stdout) as Report
}

it.skipIf(!present)("estimates by chunk, their bands, limits and alerts are those of NannyML 0.13.1", async () => {
  const { performance } = await compare(
    ...[`${data}_ref.parquet`, `${data}_cur.parquet`],
    ...["--target=repaid", "--prediction=y_pred,y_pred_proba", "--chunk=5000"],
  )
  const chunks = performance?.chunks
  expect(chunks).toMatchObject({ by: 5000, reference_chunks: 10 })
  expect(chunks?.figures.map(({ id }) => id).sort()).toEqual(
    ["accuracy", "f1", "pr_auc", "precision", "recall", "roc_auc", "specificity"].sort(),
  )
  for (const { id, low_limit, high_limit, values } of chunks?.figures ?? []) {
    const name = id in names ? names[id as keyof typeof names] : id
    const [theirs, truth] = [golden.cbpe.analysis[name], golden.realised.analysis[name]]
    expect(Math.abs((low_limit ?? 0) - theirs.lower_threshold), `${id} lower limit`).toBeLessThan(1e-9)
    expect(Math.abs((high_limit ?? 0) - theirs.upper_threshold), `${id} upper limit`).toBeLessThan(1e-9)
    expect(values.map(({ alert }) => alert)).toEqual(theirs.alert)
    const isOutside = (value: number) => value < theirs.lower_threshold || value > theirs.upper_threshold
    expect(values.map(({ realised_alert }) => realised_alert)).toEqual(truth.value.map(isOutside))
    values.forEach(({ estimated, high, low, realised }, i) => {
      expect(Math.abs((estimated ?? 0) - theirs.value[i]), `${id} of chunk ${i}`).toBeLessThan(1e-9)
      expect(Math.abs((realised ?? 0) - truth.value[i]), `realised ${id} of chunk ${i}`).toBeLessThan(1e-9)
      const band = ((high ?? 0) - (low ?? 0)) / (6 * theirs.sampling_error[i])
      expect(Math.abs(band - 1), `${id} band`).toBeLessThan(bandWithin[id] ?? 1e-9)
    })
  }
})

interface KeptClasses {
  whole: number
  value: number[]
  sampling_error: number[]
  realized: number[]
  alert: boolean[]
  upper_threshold: number
  lower_threshold: number
}
const threeClasses = JSON.parse(readFileSync("fixtures/golden/multiclass_cbpe.json", "utf8")) as {
  chunk: number
  metrics: Record<string, KeptClasses>
}
const ofThree = {
  accuracy: "accuracy",
  macro_f1: "f1",
  macro_precision: "precision",
  macro_recall: "recall",
  ovr_auc: "roc_auc",
}
const threeSides = ["ref", "cur"].map((side) => `fixtures/estimates/three_classes_${side}.parquet`)
const threeRoles = [...["--target=truth", "--prediction=predicted", "--probabilities=high=p_high,low=p_low,mid=p_mid"]]

it("three classes: estimates, bands, limits, alerts and what is realised are NannyML's 0.13.1, all to 1e-9", async () => {
  const { performance } = await compare(...threeSides, ...threeRoles, `--chunk=${threeClasses.chunk}`)
  const figures = performance?.chunks?.figures ?? []
  expect(figures.map(({ id }) => id)).toEqual(Object.keys(ofThree))
  const near = (a: number | null, b: number, what: string) => {
    expect(Math.abs((a ?? NaN) - b), what).toBeLessThan(1e-9)
  }
  for (const { id, low_limit, high_limit, values } of figures) {
    const theirs = threeClasses.metrics[ofThree[id as keyof typeof ofThree]]
    near(low_limit, theirs.lower_threshold, `${id} lower limit`)
    near(high_limit, theirs.upper_threshold, `${id} upper limit`)
    expect(values.map(({ alert }) => alert)).toEqual(theirs.alert)
    values.forEach(({ estimated, high, low, realised }, i) => {
      near(estimated, theirs.value[i], `${id} of chunk ${i}`)
      near(realised, theirs.realized[i], `realised ${id} of chunk ${i}`)
      // The scores have no ties, so that the error of the AUC does not hang on how these are broken.
      near(((high ?? 0) - (low ?? 0)) / 6, theirs.sampling_error[i], `${id} band of chunk ${i}`)
    })
  }
})

it("three classes whose labels have not come are estimated as a whole, each figure marked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-classes-"))
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(threeSides[1]), compressors })
  const names = ["p_high", "p_low", "p_mid", "predicted"]
  const lines = rows.map((row) => names.map((name) => String(row[name])).join(","))
  const unlabelled = join(folder, "unlabelled.csv")
  writeFileSync(unlabelled, [names.join(","), ...lines, ""].join("\n"))
  const { metrics } = await compare(threeSides[0], unlabelled, ...threeRoles)
  rmSync(folder, { recursive: true })
  const estimated = new Map(
    metrics.flatMap(({ id, value, estimated: is }) => (is ? [[id, value ?? NaN] as const] : [])),
  )
  expect(Array.from(estimated.keys())).toEqual(Object.keys(ofThree).map((id) => `estimated_${id}`))
  for (const [id, name] of Object.entries(ofThree))
    expect(Math.abs((estimated.get(`estimated_${id}`) ?? NaN) - threeClasses.metrics[name].whole), id).toBeLessThan(
      1e-9,
    )
})

it("numbers are estimated by chunk beside the truth, in the order of the file where rows have no times", async () => {
  const { performance } = await compare(
    ...["fixtures/data/bikeshare_ref.csv", "fixtures/data/bikeshare_cur.csv"],
    ...["--target=cnt", "--prediction=prediction", "--exclude=dteday,instant", "--chunk=1000"],
  )
  const { chunks = [], figures = [], reference_chunks } = performance?.chunks ?? {}
  expect(reference_chunks).toBe(5)
  expect(chunks.map(({ rows, labelled, from }) => [rows, labelled, from])).toEqual([
    ...new Array<unknown>(4).fill([1000, 1000, null]),
    [367, 367, null],
  ])
  expect(figures.map(({ id }) => id)).toEqual(["mae", "rmse"])
  // The model does not follow the demand, which has doubled: no input says so.
  for (const { values } of figures) {
    expect(values.some(({ realised_alert }) => realised_alert)).toBe(true)
    for (const { estimated, low, high, realised } of values) {
      expect(low ?? NaN).toBeLessThan(estimated ?? NaN)
      expect(estimated ?? NaN).toBeLessThan(high ?? NaN)
      expect(realised ?? NaN).toBeGreaterThan(high ?? NaN)
    }
  }
})

it("says why there are no chunks, or no limits, where chunks are asked for", async () => {
  const sides = ["ref", "cur"].map((side) => `fixtures/shift/shift_none_${side}.parquet`)
  const said = async (...argv: string[]) => (await compare(...sides, ...argv)).warnings.join("\n")
  expect(await said("--chunk=500")).toContain("No chunks by 500 rows: no target and prediction are known")
  expect(await said("--target=label", "--prediction=pred", "--chunk=500")).toContain("nothing can be estimated")
  const roles = ["--target=label", "--prediction=pred,score"]
  expect(await said(...roles, "--chunk=day")).toContain("No chunks by day: no column is known to hold the time")
  expect(await said(...roles, "--chunk=5000")).toContain(
    "Chunks by 5,000 rows have no limits: the reference has fewer than two of them with 100 labels.",
  )
})

it("a chunk is a unit of the calendar or a number of rows", async () => {
  const { code, stderr } = await runCli(["compare", "a.csv", "b.csv", "--chunk=fortnight", "--no-config"])
  expect(code).toBe(2)
  expect(stderr).toContain("hour, day, week, month or a number of rows")
})
