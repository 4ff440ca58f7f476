import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { llmFacts } from "../../src/compare/llm/llm-facts.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { MetricReader } from "../../src/evidence/metric-columns.js"
import type { LlmFacts, Spender } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { freshFolder } from "../helpers/in-folder.js"

const { path, write } = freshFolder()

async function factsOf(
  files: { reference?: string; current: string },
  more: Partial<CompareOptions> & { hidden?: string[]; prices?: string } = {},
): Promise<LlmFacts> {
  const { hidden = [], prices = null, ...options } = more
  const current = await openDataset(files.current, { prices })
  const reference = files.reference === undefined ? null : await openDataset(files.reference, { prices })
  const readers = { reference: reference && new MetricReader(reference), current: new MetricReader(current) }
  const facts = await llmFacts({
    reference,
    current,
    readers,
    options: { ...defaultOptions, ...options },
    hidden: new Set(hidden),
  })
  if (facts === null) throw new Error("these are no traces")
  return facts
}

/** Requests that cost 1, 2, 3 … dollars, of three users on two days. */
function requests(name: string, more: (i: number) => object = () => ({})): string {
  const lines = Array.from({ length: 60 }, (_, i) =>
    JSON.stringify({
      trace_id: `t${i}`,
      timestamp: `2026-06-${i < 30 ? "01" : "02"}T12:00:00Z`,
      user_id: `u${i % 3}`,
      output_tokens: 10 + i,
      cost_usd: i + 1,
      ...more(i),
    }),
  )
  write(name, lines.join("\n"))
  return path(name)
}

const by = (facts: LlmFacts, spender: Spender) => facts.spending.find((each) => each.by === spender)

describe("spending", () => {
  it("is summed by day and by user, held to the budget, beside the reference", async () => {
    const files = { reference: requests("a.jsonl"), current: requests("b.jsonl", () => ({ feature: "chat" })) }
    const facts = await factsOf(files, { budget: { per_day: 1000, per_user: 600 } })
    // 1 + … + 60 = 1830; the first thirty are 465. Of users: 1 + 4 + … + 58 = 590, then 610 and 630.
    expect(facts.cost).toEqual({ usd: 1830, requests: 60, unpriced: 0, reference_usd: 1830 })
    expect(by(facts, "day")).toMatchObject({
      column: "timestamp",
      budget: 1000,
      groups: 2,
      over_budget: 1,
      other_usd: 0,
      listed: [
        { value: "2026-06-01", usd: 465, requests: 30, reference_usd: null },
        { value: "2026-06-02", usd: 1365, requests: 30, reference_usd: null },
      ],
    })
    expect(by(facts, "user")).toMatchObject({
      over_budget: 2,
      listed: [
        { value: "u2", usd: 630, requests: 20, reference_usd: 630 },
        { value: "u1", usd: 610, requests: 20, reference_usd: 610 },
        { value: "u0", usd: 590, requests: 20, reference_usd: 590 },
      ],
    })
    // The reference has no feature, current no model.
    expect(by(facts, "feature")?.listed).toEqual([{ value: "chat", usd: 1830, requests: 60, reference_usd: null }])
    expect(by(facts, "model")).toBeUndefined()
  })

  it("names no user of a private column, and counts what is not listed", async () => {
    const many = requests("many.jsonl", (i) => ({ user_id: `secret${i}` }))
    const found = by(await factsOf({ current: many }, { hidden: ["user_id"] }), "user")
    expect(found?.listed.map(({ value }) => value)).toEqual(Array.from({ length: 10 }, (_, i) => `value ${i + 1}`))
    // 60 + … + 51 = 555 are listed.
    expect(found).toMatchObject({ groups: 60, other_usd: 1830 - 555 })
  })

  it("is nothing where no request has a cost", async () => {
    const free = requests("free.jsonl", () => ({ cost_usd: undefined }))
    expect(await factsOf({ current: free })).toMatchObject({ cost: null, spending: [] })
  })
})

describe("feedback", () => {
  it("lists the figures that surely move with it, the surest first, and no others", async () => {
    const file = requests("feedback.jsonl", (i) => ({
      feedback: i >= 30,
      latency_ms: 1000 - i,
      ttft_ms: (i * 37) % 60,
    }))
    const { feedback } = await factsOf({ current: file })
    expect(feedback.map(({ outcome, column }) => [outcome, column])).toEqual([
      ["feedback", "latency_ms"],
      ["feedback", "cost_usd"],
      ["feedback", "output_tokens"],
    ])
    // By hand: ranks 1 … 60 against two halves with mean ranks 15.5 and 45.5 correlate by √(3/4 · 60²/(60² − 1)).
    const expected = Math.sqrt((0.75 * 3600) / 3599)
    for (const { correlation, rows } of feedback) {
      expect(Math.abs(Math.abs(correlation) - expected)).toBeLessThan(1e-12)
      expect(rows).toBe(60)
    }
    expect(feedback[0].correlation).toBeLessThan(0)
  })
})

describe("the worst answers", () => {
  const marked = () =>
    requests("marked.jsonl", (i) => ({
      judge_accuracy: i === 7 ? 1 : i === 9 ? 2 : 5,
      judge_safety: i === 11 ? 2 : 5,
      prompt: `question ${i}`,
      response: `answer ${i}`,
    }))

  it("are those that a judge marks below 4, by name, without their texts", async () => {
    const { worst } = await factsOf({ current: marked() }, { hidden: ["prompt", "response"] })
    expect(worst.map(({ id, row, score }) => [id, row, score])).toEqual([
      ["t7", 8, 3],
      ["t9", 10, 3.5],
      ["t11", 12, 3.5],
    ])
    expect(worst[0]).toMatchObject({ marks: { judge_accuracy: 1, judge_safety: 5 }, prompt: null, response: null })
  })

  it("have them where they may be shown", async () => {
    const { worst } = await factsOf({ current: marked() }, { hidden: ["trace_id"] })
    expect(worst[0]).toMatchObject({ id: null, row: 8, prompt: "question 7", response: "answer 7" })
  })
})

const golden = "../shared/golden/llm_kpi.json"
const data = "../shared/data"

interface Side {
  by_user: Record<string, { usd: number }>
  by_feature: Record<string, { usd: number }>
  by_model: Record<string, { usd: number }>
  by_day: Record<string, { usd: number }>
}

// Tolerance: 1e-9 of the value. The files are not part of the project.
describe.skipIf(!existsSync(golden))("spending agrees with llm_kpi.json (skipped where ../shared is missing)", () => {
  const { sides } = JSON.parse(readFileSync(golden, "utf8")) as { sides: Record<string, Side> }

  it.each(["healthy", "watch", "alert"])("%s", async (name) => {
    const facts = await factsOf({ current: `${data}/llm_kpi_${name}.parquet` }, { prices: `${data}/llm_prices.json` })
    for (const spender of ["day", "user", "feature", "model"] as const) {
      const expected = sides[name][`by_${spender}`]
      const found = by(facts, spender)
      expect(found?.listed.length).toBeGreaterThan(0)
      for (const { value, usd } of found?.listed ?? []) {
        const right = expected[value].usd
        expect([spender, value, Math.abs(usd - right) <= 1e-9 * right]).toEqual([spender, value, true])
      }
    }
  })
})
