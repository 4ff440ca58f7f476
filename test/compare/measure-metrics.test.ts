import { describe, expect, it } from "vitest"
import { measureMetrics } from "../../src/compare/measure-metrics.js"
import type { MetricOptions } from "../../src/options/settings/metrics.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadMetrics } from "../../src/registry.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const metrics = await loadMetrics()

const every = (n: number, each: number) => Array.from({ length: n }, (_, i) => i % each === 0)
const repeat = (n: number, ...values: string[]) => Array.from({ length: n }, (_, i) => values[i % values.length])

async function measure(
  columns: { reference: Parameters<typeof memoryDataset>[0] | null; current: Parameters<typeof memoryDataset>[0] },
  figures: Record<string, MetricOptions>,
  more: Partial<CompareOptions> = {},
  hidden: ReadonlySet<string> = new Set(),
) {
  const measured = await measureMetrics({
    reference: columns.reference === null ? null : memoryDataset(columns.reference),
    current: memoryDataset(columns.current),
    metrics,
    options: { ...defaultOptions, metrics: new Map(Object.entries(figures)), ...more },
    hidden,
  })
  return measured.metrics
}

describe("figures of the configuration", () => {
  it("stand beside their reference, with the change", async () => {
    const [conversion] = await measure(
      { reference: { converted: every(1000, 10) }, current: { converted: every(1000, 20) } },
      { conversion: { kind: "rate", column: "converted", fail: { side: "below", by: 0.1, from: "reference_share" } } },
    )
    expect(conversion).toMatchObject({
      id: "conversion",
      value: 0.05,
      reference_value: 0.1,
      status: "fail",
      rows: 1000,
    })
    expect(conversion.change).toBeCloseTo(-0.05, 12)
    expect(conversion.fail_limit).toBeCloseTo(0.09, 12)
  })

  it("have no reference in a check", async () => {
    const [basket] = await measure(
      { reference: null, current: { price: [1, 2, 3, null] } },
      {
        basket: { kind: "sum", column: "price" },
      },
    )
    expect(basket).toMatchObject({ value: 6, reference_value: null, change: null, rows: 3, status: "no_limit" })
  })

  it("read flags in every spelling, and say what else they met", async () => {
    const rate = async (cells: (string | number | boolean | null)[], positive?: string) => {
      const [figure] = await measure(
        { reference: null, current: { flag: cells } },
        {
          share: { kind: "rate", column: "flag", ...(positive === undefined ? {} : { positive }) },
        },
      )
      return figure
    }
    expect((await rate([true, false, null, true])).value).toBeCloseTo(2 / 3, 12)
    expect((await rate([1, 0, 0, null])).value).toBeCloseTo(1 / 3, 12)
    expect((await rate(["Yes", "no", "NO", "yes"])).value).toBe(0.5)
    expect((await rate(["ok", "timeout", "ok"], "timeout")).value).toBeCloseTo(1 / 3, 12)
    expect((await rate([200, 500, 200, 200], "500")).value).toBe(0.25)
    const unclear = await rate(["ok", "timeout"])
    expect(unclear).toMatchObject({ status: "not_applicable", value: null })
    expect(unclear.message).toBe(
      'The column "flag" holds "ok", which is not true or false, 1 or 0, yes or no; `positive` names the value that counts.',
    )
  })

  it("are taken within each segment as well, the one with the most rows first", async () => {
    const side = (each: number) => ({ converted: every(600, each), region: repeat(600, "EU", "US", "EU") })
    const results = await measure(
      { reference: side(2), current: side(3) },
      { conversion: { kind: "rate", column: "converted" } },
      { segments: [{ column: "region" }] },
    )
    expect(results.map(({ labels, rows }) => [labels, rows])).toEqual([
      [{}, 600],
      [{ region: "EU" }, 400],
      [{ region: "US" }, 200],
    ])
    expect(results[1].reference_rows).toBe(400)
  })

  it("do not name the values of a private segment column", async () => {
    const side = { converted: every(200, 2), region: repeat(200, "EU") }
    const options = { segments: [{ column: "region" }] }
    const figures = { conversion: { kind: "rate", column: "converted" } }
    const results = await measure({ reference: side, current: side }, figures, options, new Set(["region"]))
    expect(results[1].labels).toEqual({ region: "segment 1" })
  })

  it("take limits of their own for a label", async () => {
    const side = { converted: every(400, 2), region: repeat(400, "EU", "US") }
    const below = (by: number) => ({ side: "worse" as const, by, from: "zero" as const })
    const results = await measure(
      { reference: null, current: side },
      {
        conversion: {
          kind: "rate",
          column: "converted",
          fail: below(0.1),
          perLabel: new Map([["region=US", { fail: below(0.9) }]]),
        },
      },
      { segments: [{ column: "region" }] },
    )
    expect(results.map(({ labels, status }) => [labels.region, status])).toEqual([
      [undefined, "pass"],
      ["EU", "pass"],
      ["US", "fail"],
    ])
  })

  it("say so where a side lacks the column, and leave the others alone", async () => {
    const results = await measure(
      { reference: { price: [1, 2] }, current: { price: [1, 2], converted: [true, false] } },
      { conversion: { kind: "rate", column: "converted" }, basket: { kind: "mean", column: "price" } },
    )
    expect(results[0]).toMatchObject({ value: 0.5, reference_value: null })
    expect(results[1]).toMatchObject({ value: 1.5, reference_value: 1.5 })
    const [gone] = await measure(
      { reference: { price: [1] }, current: { other: [1] } },
      {
        basket: { kind: "mean", column: "price" },
      },
    )
    expect(gone).toMatchObject({ status: "not_applicable", message: 'There is no column "price".' })
  })
})

describe("performance", () => {
  const truth = every(400, 2)
  const good = truth.map((yes, i) => (yes ? 0.6 : 0.4) + ((i * 7) % 10) / 50)
  const guesses = truth.map((_, i) => ((i * 37) % 101) / 101)
  const roles = { roles: new Map([["y", "target"] as const, ["score", "prediction"] as const]) }
  const sides = { reference: { y: truth, score: good }, current: { y: truth, score: guesses } }

  it("fails where ROC AUC is far below the reference's, and says both sides and the change", async () => {
    const figures = await measure(sides, {}, roles)
    const auc = figures.find(({ id }) => id === "roc_auc")
    expect(auc).toMatchObject({ layer: "performance", status: "fail", rows: 400, reference_rows: 400 })
    expect(auc?.change).toBeCloseTo((auc?.value ?? 0) - (auc?.reference_value ?? 0), 12)
    expect(auc?.change_high).toBeLessThan(-0.03)
  })

  it("of too few labels is no figure, with their number", async () => {
    const few = truth.map((yes, i) => (i < 99 ? yes : null))
    const figures = await measure({ ...sides, current: { y: few, score: guesses } }, {}, roles)
    const auc = figures.find(({ id }) => id === "roc_auc")
    expect(auc).toMatchObject({ status: "not_applicable", value: null, rows: 99 })
    expect(auc?.message).toBe("Insufficient labelled data, n = 99: at least 100 are needed.")
    expect(auc?.reference_value).toBeGreaterThan(0.9)
  })

  it("of a side without the target is no figure either", async () => {
    const figures = await measure({ ...sides, current: { score: guesses } }, {}, roles)
    expect(figures.find(({ id }) => id === "roc_auc")).toMatchObject({ value: null, rows: 0, status: "not_applicable" })
  })

  it("by segments leaves out those with too few labels", async () => {
    const region = truth.map((_, i) => (i < 350 ? "EU" : "US"))
    const segmented = { reference: { ...sides.reference, region }, current: { ...sides.current, region } }
    const figures = await measure(segmented, {}, { ...roles, segments: [{ column: "region" }] })
    const labels = figures.filter(({ id }) => id === "roc_auc").map((each) => each.labels)
    expect(labels).toEqual([{}, { region: "EU" }])
  })

  it("by version of the model, where a column says it", async () => {
    const version = truth.map((_, i) => (i < 200 ? "v1" : "v2"))
    const named = new Map([...roles.roles, ["version", "model_version"] as const])
    const columns = { ...sides.current, version }
    const figures = await measure({ reference: null, current: columns }, {}, { roles: named })
    const labels = figures.filter(({ id }) => id === "roc_auc").map((each) => each.labels)
    expect(labels).toEqual([{}, { version: "v1" }, { version: "v2" }])
  })

  it("hides the classes of a private target", async () => {
    const y = repeat(300, "ill", "well", "unknown")
    const named = new Map([["y", "target"] as const, ["said", "prediction"] as const])
    const figures = await measure({ reference: null, current: { y, said: y } }, {}, { roles: named }, new Set(["y"]))
    expect(JSON.stringify(figures)).not.toContain("well")
    expect(figures.filter(({ id }) => id === "recall").map(({ labels }) => labels.class)).toEqual([
      "class 1",
      "class 2",
      "class 3",
    ])
  })
})
