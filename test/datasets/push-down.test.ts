import { beforeAll, describe, expect, it } from "vitest"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { notHandedOver, pushDownDataset } from "../helpers/push-down-dataset.js"

const pairs = ["carloan", "penguins", "bikeshare"]
const byValues = new Set<string>()
let registry: Registry

beforeAll(async () => {
  registry = await loadRegistry()
  for (const [id, { meta }] of registry.methods) if (meta.needs === "samples") byValues.add(id)
})

async function compare(pair: string, options: Partial<CompareOptions>, as: (side: Dataset) => Dataset) {
  const open = (side: string) =>
    openDataset(`fixtures/data/${pair}_${side}.${pair === "penguins" ? "csv" : "parquet"}`, {})
  const [reference, current] = [await open("ref"), await open("cur")]
  // A database states its types: strings such as "50%" are numbers there from the start.
  const { datasets } = await agree([reference, current], namesOf(reference), nothingSaid)
  return compareDatasets(as(datasets[0]), as(datasets[1]), { ...defaultOptions, ...options }, registry)
}

const inMemory = (side: Dataset) => side
const measured = ({ columns }: Comparison) =>
  columns.map(({ name, type, measurements }) => ({ name, type, measurements }))

describe("a dataset that answers by figures and counts alone", () => {
  for (const pair of pairs)
    it(`gives the scores of ${pair} in memory, to the byte, for every method over counts`, async () => {
      const options = { measure: ["all"] }
      const [values, counts] = [await compare(pair, options, inMemory), await compare(pair, options, pushDownDataset)]
      const expected = measured(values)
      let scores = 0
      for (const [i, column] of measured(counts).entries())
        for (const [j, measurement] of column.measurements.entries()) {
          const same = expected[i].measurements[j]
          expect([column.name, column.type, measurement.method]).toEqual([
            expected[i].name,
            expected[i].type,
            same.method,
          ])
          if (byValues.has(measurement.method))
            expect(measurement, column.name).toMatchObject({ drift_score: null, reason: notHandedOver })
          else {
            expect(measurement, column.name).toEqual(same)
            scores += Number(measurement.drift_score !== null)
          }
        }
      expect(scores).toBeGreaterThan(20)
    })

  it("draws the same bars and finds the same values outside the reference's range", async () => {
    const [values, counts] = [await compare("carloan", {}, inMemory), await compare("carloan", {}, pushDownDataset)]
    for (const [i, column] of counts.columns.entries()) {
      const { distribution, outside_range, outside_fences } = values.columns[i]
      expect(column).toMatchObject({ outside_range, outside_fences })
      // Whether all numbers are whole shows in the values alone; the bars of these columns are others.
      if (distribution?.kind === "histogram" && !distribution.discrete && column.type === "numeric") {
        const mine = column.distribution
        expect(mine).toMatchObject({ reference_quantiles: distribution.reference_quantiles, gap: null })
      } else if (distribution?.kind === "categories") expect(column.distribution).toEqual(distribution)
    }
  })

  it("is judged by PSI as the same data in memory", async () => {
    const options = { methods: ["psi"] }
    const [values, counts] = [
      await compare("carloan", options, inMemory),
      await compare("carloan", options, pushDownDataset),
    ]
    const judged = ({ columns }: Comparison) =>
      columns.map(({ name, status, drift_score }) => ({ name, status, drift_score }))
    expect(judged(counts)).toEqual(judged(values))
    expect(counts.drift).toEqual(values.drift)
    expect(counts.drift.tested_columns).toBeGreaterThan(5)
  })

  it("leaves columns untested whose rule needs values, with the reason, and says what else it does not know", async () => {
    const { columns, current, correlations, verdict } = await compare("carloan", {}, pushDownDataset)
    // Two values are judged as categories, whatever they are stored as: counts are enough for them.
    const numeric = columns.filter(({ type, reference }) => type === "numeric" && (reference?.distinct ?? 0) > 2)
    expect(numeric.length).toBeGreaterThan(2)
    for (const { status, reason } of numeric)
      expect({ status, reason }).toEqual({ status: "not_tested", reason: notHandedOver })
    expect(columns.filter(({ status }) => status === "error")).toEqual([])
    expect(current).toMatchObject({ missing_cells: null, duplicate_rows: null })
    expect(correlations.reason).toBe("Reference hands over no single rows.")
    expect(verdict.exit_code).not.toBe(2)
  })
})
