import { describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { memoryDataset } from "../helpers/memory-dataset.js"
import { oneOf, random as seeded } from "../helpers/random.js"

const registry = await loadRegistry()
type Columns = Parameters<typeof memoryDataset>[0]

const compare = (reference: Columns, current: Columns, options: Partial<CompareOptions>) =>
  compareDatasets(memoryDataset(reference), memoryDataset(current), { ...defaultOptions, ...options }, registry)

const countries = ["DE", "DE", "DE", "FR", "FR", "IT", null]

/** 1,400 rows; where `shift` is given, the amounts and kinds of Italy alone move. */
function orders(
  seed: number,
  shift = 0,
): Record<"country" | "amount" | "kind" | "paid", (string | number | boolean | null)[]> {
  const random = seeded(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const rows = Array.from({ length: 1400 }, () => {
    const country = oneOf(random, countries)
    const moved = country === "IT" ? shift : 0
    return {
      country,
      amount: random() < 0.05 ? null : 50 + 10 * normal() + 10 * moved,
      kind: random() < 0.4 * moved ? "z" : oneOf(random, ["a", "b", "c"]),
      paid: random() < 0.5,
    }
  })
  return {
    country: rows.map((row) => row.country),
    amount: rows.map((row) => row.amount),
    kind: rows.map((row) => row.kind),
    paid: rows.map((row) => row.paid),
  }
}

const where = (columns: ReturnType<typeof orders>, country: string | null) => {
  const keep = columns.country.map((value) => value === country)
  return Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells.filter((_, i) => keep[i])]))
}

describe("segments", () => {
  const byCountry = { segments: [{ column: "country" }] }

  it("the scores in a segment are those of the segment's rows compared by themselves", async () => {
    const [reference, current] = [orders(1), orders(2, 1)]
    const { segments = [] } = await compare(reference, current, byCountry)
    expect(segments[0].segments.map(({ value }) => value)).toEqual(["DE", "FR", "IT", null])
    for (const segment of segments[0].segments) {
      const alone = await compare(where(reference, segment.value), where(current, segment.value), {})
      expect([segment.reference_rows, segment.current_rows]).toEqual([alone.reference.rows, alone.current.rows])
      for (const column of segment.columns) {
        const same = alone.columns.find(({ name }) => name === column.name)
        expect([column.name, column.effect, column.p_value]).toEqual([column.name, same?.effect, same?.p_value])
      }
      expect(segment.columns.map(({ name }) => name)).toEqual(["amount", "kind", "paid"])
    }
  })

  it("names the segment that drifts although the whole does not, and leaves the verdict alone", async () => {
    const { segments = [], columns, verdict } = await compare(orders(3), orders(4, 0.45), byCountry)
    const whole = columns.filter(({ status }) => status === "drift").map(({ name }) => name)
    const italy = segments[0].segments.find(({ value }) => value === "IT")
    const drifted = italy?.columns.filter(({ status }) => status === "drift").map(({ name }) => name) ?? []
    expect(whole).not.toContain("amount")
    expect(drifted).toContain("amount")
    expect(segments[0].segments.filter(({ drifted_columns }) => drifted_columns > 0).map(({ value }) => value)).toEqual(
      ["IT"],
    )
    expect(verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
  })

  it("fails the run where --fail-on says so", async () => {
    const failOn = new Set(["segments"] as const)
    const { verdict } = await compare(orders(3), orders(4, 0.45), { ...byCountry, failOn })
    expect(verdict).toMatchObject({ status: "drift", exit_code: 1 })
    expect(verdict.reasons).toContain('1 segment drifted: country "IT".')
    const quiet = await compare(orders(3), orders(4), { ...byCountry, failOn })
    expect(quiet.verdict).toMatchObject({ status: "no_drift", exit_code: 0 })
  })

  it("adjusts p-values over all columns of all segments together", async () => {
    const { segments = [] } = await compare(orders(5), orders(6, 0.6), byCountry)
    const tests = segments[0].segments.flatMap(({ columns }) => columns)
    const raw = tests.map(({ p_value }) => p_value ?? 1).sort((a, b) => a - b)
    const smallest = tests.find(({ p_value }) => p_value === raw[0])
    const expected = Math.min(...raw.map((p, i) => (p * raw.length) / (i + 1)))
    expect(raw.length).toBe(12)
    expect(smallest?.p_value_adjusted).toBeCloseTo(expected, 12)
  })

  it("small, new and gone segments are listed and not compared", async () => {
    const [reference, current] = [orders(7), orders(8)]
    reference.country = reference.country.map((value, i) => (i < 10 ? "LI" : i < 60 ? "AT" : value))
    current.country = current.country.map((value, i) => (i < 20 ? "LI" : i < 60 ? "PT" : value))
    const { segments = [] } = await compare(reference, current, byCountry)
    const others = segments[0].segments.filter(({ status }) => status !== "compared")
    expect(others.map(({ value, status, columns }) => [value, status, columns.length]).sort()).toEqual([
      ["AT", "gone", 0],
      ["LI", "too_few_rows", 0],
      ["PT", "new", 0],
    ])
  })

  it("bins part by bounds or by the reference's quantiles; missing values are a segment of their own", async () => {
    const { segments = [] } = await compare(orders(9), orders(10), {
      segments: [
        { column: "amount", edges: [40, 60] },
        { column: "amount", bins: 4 },
      ],
    })
    expect(segments[0].segments.map(({ value }) => value).sort()).toEqual([
      "60 and above",
      "[40, 60)",
      "below 40",
      null,
    ])
    const quarters = segments[1].segments.filter(({ value }) => value !== null)
    expect(quarters).toHaveLength(4)
    const rows = quarters.map(({ reference_rows }) => reference_rows)
    expect(Math.max(...rows) - Math.min(...rows)).toBeLessThanOrEqual(1)
    expect(segments[1].edges).toHaveLength(3)
  })

  it("lists the 50 largest of many", async () => {
    const many = (seed: number) => {
      const random = seeded(seed)
      const amounts = Array.from({ length: 6000 }, random)
      return { shop: amounts.map(() => `s${Math.floor(80 * random() ** 2)}`), amount: amounts }
    }
    const { segments = [] } = await compare(many(1), many(2), { segments: [{ column: "shop" }] })
    expect(segments[0].segments).toHaveLength(50)
    expect(segments[0].segments_total).toBe(80)
    const sizes = segments[0].segments.map((segment) => segment.reference_rows + segment.current_rows)
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  it("without segments the report has none", async () => {
    expect(await compare(orders(1), orders(2), {})).not.toHaveProperty("segments")
  })
})
