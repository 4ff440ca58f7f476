import { describe, expect, it } from "vitest"
import type { LlmFacts } from "../../src/model.js"
import { dayBars } from "../../src/report/charts/day-bars.js"
import { viewOf } from "../../src/report/view.js"
import html from "../../src/reporters/html.js"
import markdown from "../../src/reporters/markdown.js"
import table from "../../src/reporters/table.js"
import { options, sampleReport } from "../helpers/sample-report.js"

const evil = `</td><script>alert(1)</script>\u001b[31m`

const facts: LlmFacts = {
  cost: { usd: 12.5, requests: 1000, unpriced: 20, reference_usd: 10 },
  spending: [
    {
      by: "day",
      column: "ts",
      budget: 5,
      groups: 3,
      over_budget: 1,
      other_usd: 0,
      listed: [
        { value: "2026-06-01", usd: 3, requests: 300, reference_usd: null },
        { value: "2026-06-02", usd: 6, requests: 400, reference_usd: null },
        { value: "2026-06-04", usd: 3.5, requests: 300, reference_usd: null },
      ],
    },
    {
      by: "user",
      column: "user_id",
      budget: null,
      groups: 40,
      over_budget: 0,
      other_usd: 4.5,
      listed: [{ value: evil, usd: 8, requests: 500, reference_usd: 7 }],
    },
  ],
  feedback: [
    {
      outcome: "feedback",
      column: "latency_ms",
      correlation: -0.31,
      low: -0.35,
      high: -0.27,
      p_value: 1e-9,
      p_value_adjusted: 1e-8,
      rows: 900,
    },
  ],
  worst: [
    { row: 7, id: evil, model: "m", score: 1.25, marks: { judge_safety: 1 }, prompt: null, response: null },
    { row: 1234, id: null, model: null, score: 2, marks: {}, prompt: null, response: null },
  ],
  moved: [
    {
      column: "prompt",
      reference_texts: 800,
      current_texts: 790,
      auc: 0.7,
      low: 0.66,
      rows: [{ row: 3, id: "t3", likelihood: 0.97, text: null }],
    },
    { column: "response", reference_texts: 800, current_texts: 790, auc: 0.5, low: 0.46, rows: [] },
  ],
  asked: [
    {
      side: "current",
      purpose: "judge",
      address: "https://judge.example",
      model: "m",
      rows: 40,
      sent: 60,
      known: 2,
      invalid: 1,
      failed: 3,
      input_tokens: 60_000,
      output_tokens: 1200,
      usd: 0.07,
      stopped: true,
      repeated: { rows: 20, same: 18, difference: 0.05 },
    },
  ],
}

const report = sampleReport({ llm: facts })

describe("requests of an LLM application", () => {
  it("have a section of the page: cost by day and spender, feedback, worst answers, what moved, what was sent", () => {
    const { llm, links } = viewOf(report)
    expect(links.map(({ id }) => id)).toContain("llm")
    expect(llm).toMatchObject({
      note: "$12.5 for 1,000 requests, $10 in reference; 20 have no price and count in no cost.",
      days: { note: "1 of 3 days above the budget of $5 (dashed)." },
      spenders: [{ title: "Cost by user", note: "40 users; 39 more cost $4.50 together" }],
      links: [{ correlation: "−0.31 (−0.35 to −0.27)" }],
      worst: { texts: false, marks: ["judge_safety"] },
      asked: [
        "Current, judge: 60 texts sent to https://judge.example (model m); 2 known from before; 60,000 tokens in, 1,200 out; $0.0700; 1 answer of no use; 3 without an answer; asked again about 20, the same marks for 18, 0.05 apart on average; stopped by the budget.",
      ],
    })
    expect(llm?.worst?.rows.map(({ name }) => name)[1]).toBe("row 1,234")
    // A column whose sides are not told apart lists no rows.
    expect(llm?.moved.map(({ rows }) => rows.length)).toEqual([1])
    expect(viewOf(sampleReport()).llm).toBeNull()
  })

  it("show what they hold as text, whatever it is", async () => {
    const page = await html.render(report, options)
    const terminal = await table.render(report, options)
    const summary = markdown.render(report, options)
    expect(page).not.toContain("<script>alert(1)")
    expect(page).toContain("&lt;script&gt;alert(1)")
    for (const text of [terminal, summary]) expect(text).not.toContain("\u001b[31m")
    expect(terminal).toContain("by day       ✖ 1 of 3 days above the budget of $5: 2026-06-02 $6")
    expect(terminal).toContain("Moves with   feedback: latency_ms −0.31 (−0.35 to −0.27)")
    expect(summary).toContain("### Cost by day: 1 of 3 days above the budget of $5")
    expect(summary).not.toContain("<script>")
  })
})

describe("the bars of days", () => {
  it("are one for each day at its date, in the colour of findings above the budget", () => {
    const svg = dayBars(facts.spending[0].listed, 5, "Cost by day")
    const bars = [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)]
    expect(bars.map(([, name]) => name)).toEqual(["cb", "fd", "cb"])
    const [first, second, third] = bars.map(([, , x, , , height]) => ({ x: Number(x), height: Number(height) }))
    // The third of June has no requests: a gap as wide as a day.
    expect(third.x - second.x).toBeCloseTo(2 * (second.x - first.x), 0)
    expect(second.height / first.height).toBeCloseTo(2, 1)
    expect(svg).toContain("stroke-dasharray")
    expect(dayBars(facts.spending[0].listed.slice(0, 1), null, "Cost by day")).not.toContain("stroke-dasharray")
  })
})
