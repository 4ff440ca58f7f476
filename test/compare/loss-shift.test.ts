import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { shiftOf } from "../../src/compare/loss-shift.js"
import type { Report, RowLoss } from "../../src/model.js"
import { binNumbers } from "../../src/stats/boosting/bin-numbers.js"
import { normalDraws } from "../../src/stats/random.js"
import { runCli } from "../helpers/run-cli.js"

type Terms = Record<"ref" | "cur" | "change" | "to_shared" | "concept" | "from_shared", number>
const golden = JSON.parse(readFileSync("fixtures/golden/shift_pairs.json", "utf8")) as {
  pairs: Record<string, { sample_true_weights: Record<"error" | "log_loss" | "brier", Terms> }>
}

async function compare(reference: string, current: string, ...flags: string[]): Promise<Report> {
  const { stdout } = await runCli([
    "compare",
    reference,
    current,
    "--no-config",
    "--no-output",
    "--format=json",
    ...flags,
  ])
  return JSON.parse(stdout) as Report
}

const verdicts = { none: "none", covariate: "inputs", concept: "concept", both: "concept" }
/** As the golden file's README has them. */
const tolerances: Partial<Record<RowLoss, number>> = { error: 0.008, brier: 0.008, log_loss: 0.02 }

it.each(Object.entries(verdicts))(
  "of the pair %s the loss changed as the true weights say, and the verdict is %s",
  async (pair, verdict) => {
    const files = ["ref", "cur"].map((side) => `fixtures/shift/shift_${pair}_${side}.parquet`)
    const report = await compare(files[0], files[1], "--target=label", "--prediction=pred,score", "--id=id")
    const shift = report.performance?.shift
    expect(shift).toMatchObject({ verdict, reason: null, reference_rows: 3000, current_rows: 3000 })
    expect(new Set(shift?.inputs)).toEqual(new Set(["x1", "x2", "x3", "group"]))
    for (const [loss, terms] of Object.entries(golden.pairs[pair].sample_true_weights).slice(0, 3)) {
      const ours = shift?.losses.find((each) => each.loss === loss)
      if (ours === undefined) throw new Error(`no ${loss}`)
      // The scores of the files are rounded to six places, those of the golden figures are not.
      expect(ours.reference).toBeCloseTo(terms.ref, 6)
      expect(ours.current).toBeCloseTo(terms.cur, 6)
      expect(ours.to_shared + ours.concept + ours.from_shared).toBeCloseTo(ours.change, 12)
      for (const term of ["to_shared", "concept", "from_shared"] as const)
        expect(Math.abs(ours[term] - terms[term]), `${loss} ${term}`).toBeLessThan(tolerances[loss as RowLoss] ?? 0)
    }
    expect(report.verdict.reasons.some((reason) => reason.endsWith(": concept drift."))).toBe(verdict === "concept")
  },
)

it("docs/estimates.md has how often concept drift is found where there is none: at most 7 % of 400", () => {
  const { kinds } = JSON.parse(readFileSync("fixtures/shift/false-alarms.json", "utf8")) as {
    kinds: Record<string, { runs: number; concept: number }>
  }
  const docs = readFileSync("docs/estimates.md", "utf8")
  for (const { runs, concept } of Object.values(kinds)) expect(docs).toContain(`${concept} of ${runs}`)
  for (const kind of ["nothing changed", "other inputs"]) {
    expect(kinds[kind].runs).toBe(400)
    expect(kinds[kind].concept / 400).toBeLessThanOrEqual(0.07)
  }
})

it("the mix of labels that predictions mean stands beside the labels' own", async () => {
  const files = ["ref", "cur"].map((side) => `fixtures/shift/shift_covariate_${side}.parquet`)
  const { performance } = await compare(files[0], files[1], "--target=label", "--prediction=pred,score", "--id=id")
  const { reference = 0, current = 0, estimated = 0 } = performance?.shift?.label_shift ?? {}
  expect(current).toBeGreaterThan(reference + 0.1)
  expect(estimated).toBeGreaterThan(reference + 0.1)
})

/** Two sides of `rows` rows whose input lies `apart` from the other's; half of all predictions are wrong. */
function sides(rows: number, apart: number) {
  const x = normalDraws(2 * rows, 5).map((z, i) => (i < rows ? z : z + apart))
  const wrong = Float64Array.from({ length: rows }, (_, i) => i % 2)
  const columns = [{ name: "x", binned: binNumbers(x) }]
  return shiftOf({
    columns,
    losses: [{ loss: "error", reference: wrong, current: wrong }],
    reference_rows: rows,
    current_rows: rows,
  })
}

it("where the sides share no inputs there is no verdict, and the column that tells them apart is named", () => {
  const { verdict, reason, message, overlap } = sides(1000, 9)
  expect(verdict).toBe("no_verdict")
  expect(overlap).toBeLessThan(0.1)
  expect(reason).toBe('the two sides share almost no inputs; "x" tells them apart best')
  expect(message).toContain("is left open (1,000 labelled rows and 1,000 rows): the two sides share almost no inputs")
})

it("where few rows lie where both sides are there is no verdict", () => {
  expect(sides(110, 1.5)).toMatchObject({ verdict: "no_verdict", reason: "too few rows lie where both sides are" })
})

it("a regression is judged by its absolute error", async () => {
  const files = ["ref", "cur"].map((side) => `fixtures/data/bikeshare_${side}.csv`)
  const { performance } = await compare(files[0], files[1], "--target=cnt", "--prediction=prediction")
  expect(performance?.shift?.losses.map(({ loss }) => loss)).toEqual(["absolute_error", "squared_error"])
})
