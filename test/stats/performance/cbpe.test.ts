import { existsSync, readFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import { openSource } from "../../../src/sources/open.js"
import { calibrated, calibrateScores } from "../../../src/stats/performance/scores/calibrate-scores.js"
import { expectedPerformance } from "../../../src/stats/performance/scores/expected-performance.js"
import { normalDraws, randomNumbers } from "../../../src/stats/random.js"

const data = "../shared/data/carloan50k"
const present = existsSync(`${data}_ref.parquet`)
if (!present) console.log(`skipped: no ${data}_ref.parquet; estimates were not held to NannyML's`)

const metrics = ["accuracy", "precision", "recall", "specificity", "f1", "roc_auc", "average_precision"] as const
type Golden = Record<
  "reference" | "analysis",
  Record<(typeof metrics)[number], { value: number[]; sampling_error: number[] }>
>
const { cbpe } = JSON.parse(readFileSync("fixtures/golden/estimate_carloan50k.json", "utf8")) as { cbpe: Golden }
const chunkRows = 5000

interface Side {
  labels: Uint8Array
  scores: Float64Array
  predicted: Uint8Array
}

async function read(side: string): Promise<Side> {
  const source = await openSource(`${data}_${side}.parquet`, {})
  const column = (name: string) =>
    Float64Array.from(source.readColumn(source.columns.findIndex((each) => each.name === name)), Number)
  return {
    labels: Uint8Array.from(column("repaid")),
    scores: column("y_pred_proba"),
    predicted: Uint8Array.from(column("y_pred")),
  }
}

describe.skipIf(!present)("estimates by chunk are those of NannyML 0.13.1", () => {
  let sides: Record<"reference" | "analysis", Side>
  beforeAll(async () => {
    sides = { reference: await read("ref"), analysis: await read("cur") }
  })

  it.each(["reference", "analysis"] as const)("in every figure of the %s to 1e-9", (side) => {
    const calibration = calibrateScores(sides.reference.labels, sides.reference.scores)
    const { scores, predicted } = sides[side]
    for (let chunk = 0; chunk < 10; chunk++) {
      const part = <Values extends { subarray: (from: number, to: number) => Values }>(values: Values) =>
        values.subarray(chunk * chunkRows, (chunk + 1) * chunkRows)
      const { rocAuc, averagePrecision, ...others } = expectedPerformance(
        calibrated(calibration, part(scores)),
        part(predicted),
        part(scores),
        { places: 5 },
      )
      const ours = { ...others, roc_auc: rocAuc, average_precision: averagePrecision }
      for (const metric of metrics) {
        const off = Math.abs((ours[metric] ?? NaN) - cbpe[side][metric].value[chunk])
        expect(off, `${metric} of chunk ${chunk}`).toBeLessThan(1e-9)
      }
    }
  })
})

describe("scores are made into probabilities", () => {
  const rows = 4000
  const next = randomNumbers(3)
  const truth = normalDraws(rows, 1).map((z) => 1 / (1 + Math.exp(-z)))
  const labels = Uint8Array.from(truth, (p) => Number(next() < p))

  it("and left as they are where they are right already", () => {
    expect(calibrated(calibrateScores(labels, truth), truth)).toEqual(truth)
  })

  it("where they are wrong, or no probabilities at all", () => {
    for (const scores of [truth.map((p) => p ** 3), truth.map((p) => Math.log(p / (1 - p)))]) {
      const probabilities = calibrated(calibrateScores(labels, scores), scores)
      const off = probabilities.reduce((sum, p, i) => sum + Math.abs(p - truth[i]), 0) / rows
      expect(off).toBeLessThan(0.04)
      expect(probabilities.every((p) => p >= 0 && p <= 1)).toBe(true)
    }
  })
})
