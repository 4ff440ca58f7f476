import { beforeAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

let registry: Registry
beforeAll(async () => {
  registry = await loadRegistry()
})

type Table = Parameters<typeof memoryDataset>[0]

function compare(reference: Table, current: Table, options: Partial<CompareOptions> = {}): Promise<Comparison> {
  return compareDatasets(memoryDataset(reference), memoryDataset(current), { ...defaultOptions, ...options }, registry)
}

const randomNumbersOf = (n: number, seed: number) => {
  const next = randomNumbers(seed)
  return Array.from({ length: n }, next)
}
const normals = (n: number, seed: number, shift = 0) => Array.from(normalDraws(n, seed), (draw) => draw + shift)

describe("a column with thousands of values", () => {
  const codes = (rows: number, seed: number, values: number) => {
    const next = randomNumbers(seed)
    return Array.from({ length: rows }, () => `code-${Math.floor(next() * values)}`)
  }

  it("stays quiet when nothing changed", async () => {
    for (let seed = 0; seed < 10; seed++) {
      const { columns } = await compare({ code: codes(6000, seed, 3000) }, { code: codes(6000, seed + 100, 3000) })
      expect(columns[0]).toMatchObject({ type: "categorical", status: "ok" })
      // A fixed threshold of 0.1 would have cried wolf every time.
      const distance = columns[0].measurements.find(({ method }) => method === "jensen-shannon")
      expect(distance?.drift_score).toBeGreaterThan(0.2)
    }
  })

  it("drifts when half of its values are others", async () => {
    const other = codes(6000, 7, 3000).map((code, i) => (i % 2 === 0 ? `new-${code}` : code))
    const { columns } = await compare({ code: codes(6000, 1, 3000) }, { code: other })
    expect(columns[0].status).toBe("drift")
  })
})

describe("missing values", () => {
  it("from none to half never read as no change", async () => {
    const values = normals(400, 1)
    const half = normals(400, 2).map((value, i) => (i % 2 === 0 ? null : value))
    const { columns, checks } = await compare({ x: values }, { x: half })
    expect(columns[0].missing_test).toMatchObject({ reference_share: 0, current_share: 0.5, changed: true })
    expect(checks.find(({ id }) => id === "missing-values")?.status).toBe("fail")
  })
})

describe("a threshold below the noise floor", () => {
  it("is warned of where it alone decides", async () => {
    const table = (seed: number) => ({ x: normals(60, seed) })
    const byPsi = await compare(table(1), table(2), { methods: ["psi"] })
    expect(byPsi.warnings.join(" ")).toMatch(/threshold of psi lies below its noise floor in 1 column.*x \(/)
    expect((await compare(table(1), table(2))).warnings).toEqual([])
  })
})

describe("all columns together", () => {
  const rows = 1500
  const pairs = (seed: number, sign: 1 | -1) => {
    const x = normals(rows, seed)
    const noise = normals(rows, seed + 1)
    return { x, y: x.map((value, i) => sign * value + 0.3 * noise[i]) }
  }

  it("are looked at only when asked for", async () => {
    expect((await compare(pairs(1, 1), pairs(3, 1))).multivariate).toEqual([])
  })

  it("show a change of correlation that no single column shows", async () => {
    const { columns, multivariate, verdict } = await compare(pairs(1, 1), pairs(3, -1), { multivariate: true })
    expect(columns.map(({ status }) => status)).toEqual(["ok", "ok"])
    const classifier = multivariate.find(({ method }) => method === "domain-classifier")
    expect(classifier).toMatchObject({ status: "drift", reference_rows: rows, current_rows: rows })
    expect(classifier?.columns.map(({ name }) => name).sort()).toEqual(["x", "y"])
    // It is told, and fails the run only where it is asked to.
    expect(verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
    const gated = await compare(pairs(1, 1), pairs(3, -1), {
      multivariate: true,
      failOn: new Set(["multivariate"] as const),
    })
    expect(gated.verdict).toMatchObject({ status: "drift", exit_code: 1 })
  })

  it("stay quiet when nothing changed", async () => {
    const { multivariate } = await compare(pairs(1, 1), pairs(5, 1), { multivariate: true })
    expect(multivariate.map(({ status }) => status)).toEqual(["ok", "ok"])
  })
})

describe("corrections for many columns", () => {
  it("order as they should: none, Benjamini-Hochberg, Holm, Bonferroni", async () => {
    const table = (seed: number, shift: number) =>
      Object.fromEntries(Array.from({ length: 8 }, (_, c) => [`x${c}`, normals(300, seed + c, c < 3 ? shift : 0)]))
    const adjusted = async (correction: CompareOptions["correction"]) => {
      const { columns } = await compare(table(1, 0), table(50, 0.2), { correction })
      return columns.map((column) => column.p_value_adjusted ?? column.p_value ?? NaN)
    }
    const [none, bh, holm, bonferroni] = [
      await adjusted("none"),
      await adjusted("benjamini-hochberg"),
      await adjusted("holm"),
      await adjusted("bonferroni"),
    ]
    none.forEach((p, i) => {
      expect(bh[i]).toBeGreaterThanOrEqual(p)
      expect(holm[i]).toBeGreaterThanOrEqual(bh[i] - 1e-15)
      expect(bonferroni[i]).toBeGreaterThanOrEqual(holm[i])
    })
  })
})

describe("a method of one's own", () => {
  const table = (seed: number, shift = 0) => ({
    a: normals(300, seed, shift),
    b: normals(300, seed + 1, shift),
    flag: Array.from(randomNumbersOf(300, seed), (draw) => (draw < 0.5 ? "yes" : "no")),
  })

  it("for a type judges all its columns, and one for a column comes before it", async () => {
    const { columns } = await compare(table(1), table(11, 0.3), {
      perType: new Map([["numeric", { method: "psi", threshold: 9 }]]),
      perColumn: new Map([["b", { method: "wasserstein", threshold: 0.2 }]]),
    })
    expect(columns.map(({ method, threshold, status }) => [method, threshold, status])).toEqual([
      ["psi", 9, "ok"],
      ["wasserstein", 0.2, "drift"],
      ["chi-square", 0.05, "ok"],
    ])
  })

  it("is refused where it does not serve the type, or where the threshold is none", async () => {
    const refused = (options: Partial<CompareOptions>) => expect(compare(table(1), table(2), options)).rejects
    await refused({ perType: new Map([["numeric", { method: "chi-square" }]]) }).toThrow("does not serve numeric")
    await refused({ perType: new Map([["numeric", { method: "ks", threshold: 2 }]]) }).toThrow("no threshold for ks")
    await refused({ perColumn: new Map([["a", { method: "ks", threshold: 1 }]]) }).toThrow("no threshold for ks")
    await refused({ perType: new Map([["numeric", { method: "kss" }]]) }).toThrow('unknown method "kss"')
  })
})

describe("a column that only one side is expected to have", () => {
  const both = { x: normals(100, 1) }
  const label = { ...both, label: normals(100, 3) }

  it("is no change of the schema and no failed check while the other side lacks it", async () => {
    for (const [reference, current, onlyIn] of [
      [label, both, "reference"],
      [both, label, "current"],
    ] as const) {
      const found = await compare(reference, current, { perColumn: new Map([["label", { onlyIn }]]) })
      expect(found.schema).toEqual({ added: [], removed: [], type_changed: [], renamed: [] })
      expect(found.checks.filter(({ status }) => status !== "pass" && status !== "not_applicable")).toEqual([])
      expect(found.columns[1]).toMatchObject({ status: "not_tested", reason: `Only in ${onlyIn}, as expected.` })
    }
  })

  it("is a finding where it is the other side that lacks it, and is compared where both have it", async () => {
    const perColumn = new Map([["label", { onlyIn: "reference" as const }]])
    expect((await compare(both, label, { perColumn })).schema.added).toEqual(["label"])
    expect((await compare(label, label, { perColumn })).columns[1].status).toBe("ok")
  })
})
