import { describe, expect, it } from "vitest"
import { randomNumbers } from "../../src/stats/random.js"
import type { Report } from "../../src/model.js"
import { readPrices, priceOf, costOf } from "../../src/traces/prices.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const { path, write } = freshFolder()

/** So many calls, all drawn from the same laws whatever the seed. */
function calls(rows: number, seed: number): string {
  const next = randomNumbers(seed)
  const lines = Array.from({ length: rows }, (_, i) => {
    const output = 50 + Math.floor(400 * next())
    const ttft = 200 + 300 * next()
    return JSON.stringify({
      trace_id: `s${seed}-${i}`,
      timestamp: new Date(1_790_000_000_000 + i * 300_000).toISOString(),
      model: next() < 0.5 ? "gpt-4o-mini" : "gpt-4o",
      input_tokens: 300 + Math.floor(900 * next()),
      output_tokens: output,
      latency_ms: ttft + output * (10 + 4 * next()),
      ttft_ms: ttft,
      finish_reason: next() < 0.02 ? "length" : "stop",
      is_error: next() < 0.01,
      user_id: `u${Math.floor(8 * next())}`,
      feature: next() < 0.7 ? "chat" : "search",
      prompt: `SECRET question ${Math.floor(1e6 * next())} about refunds`,
      response: `SECRET answer ${Math.floor(1e6 * next())} on the matter`,
    })
  })
  return `${lines.join("\n")}\n`
}

async function compare(...more: string[]): Promise<{ code: number; report: Report; text: string }> {
  const { code, stdout } = await runCli([
    "compare",
    path("last.jsonl"),
    path("this.jsonl"),
    "--no-output",
    "--format",
    "json",
    ...more,
  ])
  return { code, report: JSON.parse(stdout) as Report, text: stdout }
}

describe("traces", () => {
  it("from equal weeks are quiet, and show no word of prompts and answers", async () => {
    write("last.jsonl", calls(1200, 1))
    write("this.jsonl", calls(1200, 2))
    const { code, report, text } = await compare()
    expect(report.metrics.filter(({ status }) => status === "fail" || status === "error")).toEqual([])
    expect(code).toBe(0)
    expect(text).not.toContain("SECRET")
    const html = await runCli(["compare", path("last.jsonl"), path("this.jsonl"), "--no-output", "--format", "html"])
    expect(html.stdout).not.toContain("SECRET")
    const measured = report.metrics.filter(({ labels, value }) => Object.keys(labels).length === 0 && value !== null)
    expect(measured.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["cost_per_request", "truncation_share", "refusal_share"]),
    )
    const lacking = report.metrics.filter(({ value }) => value === null)
    expect(lacking.map(({ id }) => id)).toEqual(["groundedness", "judge_score", "safety_flag_share"])
    for (const { message, rows } of lacking) expect([message.startsWith("Not measured"), rows]).toEqual([true, 0])
  })

  it("may show texts where the configuration allows it", async () => {
    write("last.jsonl", calls(60, 1))
    write("this.jsonl", calls(60, 2))
    write("open.json", JSON.stringify({ show_texts: true }))
    expect((await compare("--config", path("open.json"))).text).toContain("SECRET")
  })

  it("fail above a budget, whose largest spender is named", async () => {
    write("last.jsonl", calls(300, 1))
    write("this.jsonl", calls(300, 2))
    write("budget.json", JSON.stringify({ budget: { per_day: 0.01, per_feature: 100 } }))
    const { report, code } = await compare("--config", path("budget.json"))
    const byId = new Map(
      report.metrics.filter(({ labels }) => Object.keys(labels).length === 0).map((each) => [each.id, each]),
    )
    expect(byId.get("highest_cost_per_day")).toMatchObject({ status: "fail", fail_limit: 0.01 })
    expect(byId.get("highest_cost_per_day")?.message).toMatch(/for "2026-09-\d\d"/)
    expect(byId.get("highest_cost_per_feature")).toMatchObject({ status: "pass" })
    expect(byId.get("highest_cost_per_feature")?.message).toContain('for "chat"')
    expect(code).toBe(1)
  })

  it("checked alone are shown with what they cost; what is derived of them may be constant", async () => {
    write("this.jsonl", calls(100, 2))
    const argv = ["check", path("this.jsonl"), "--no-output"]
    const [table, html] = [await runCli(argv), await runCli([...argv, "--format", "html"])]
    expect(table.stdout).toMatch(/^ {2}Cost +\$[\d.]+ for 100 requests\.$/m)
    expect(table.stdout).toMatch(/by feature +chat \$/)
    expect(table.stdout).not.toMatch(/refusal: Only|prompt_language: Only/)
    for (const title of ["Cost by day", "Cost by user", "Time to first token", "Reasons to stop"])
      expect(html.stdout).toContain(title)
  })

  it("of models without a price count them and name them", async () => {
    write("prices.json", JSON.stringify({ "gpt-4o": { input_cost_per_token: 1e-6, output_cost_per_token: 2e-6 } }))
    write("last.jsonl", calls(100, 1))
    write("this.jsonl", calls(100, 2))
    const { report } = await compare("--prices", path("prices.json"))
    expect(report.warnings.join("\n")).toMatch(
      /Current: \d\d of 100 requests have no price and count in no cost: "gpt-4o-mini" \(\d\d\)/,
    )
    const [cost] = report.metrics.filter(({ id }) => id === "cost_per_request")
    expect(cost.rows).toBeLessThan(100)
  })

  it("of other names are read by `traces:`, paths in JSON too", async () => {
    const line = (i: number) =>
      JSON.stringify({ usage: { in: 100 + i, out: 10 }, engine: "gpt-4o", reply: { text: `a${i}` }, extra: i })
    write("odd.jsonl", Array.from({ length: 50 }, (_, i) => line(i)).join("\n"))
    write("odd.csv", `n_in,n_out,engine\n${Array.from({ length: 50 }, (_, i) => `${100 + i},10,gpt-4o`).join("\n")}\n`)
    write(
      "odd.json",
      JSON.stringify({
        traces: { input_tokens: "usage.in", output_tokens: "usage.out", model: "engine", response: "reply.text" },
      }),
    )
    write("odd-csv.json", JSON.stringify({ traces: { input_tokens: "n_in", output_tokens: "n_out", model: "engine" } }))
    for (const [data, config] of [
      ["odd.jsonl", "odd.json"],
      ["odd.csv", "odd-csv.json"],
    ]) {
      const { stdout } = await runCli([
        "check",
        path(data),
        "--config",
        path(config),
        "--no-output",
        "--format",
        "json",
      ])
      const report = JSON.parse(stdout) as Report
      const [cost] = report.metrics.filter(({ id }) => id === "cost_per_request")
      // By the package's own prices: 124.5 tokens in on average, 10 out.
      expect(cost.value).toBeCloseTo(124.5 * 2.5e-6 + 10 * 1e-5, 12)
    }
  })
})

describe("prices", () => {
  it("are found without provider and date, tiers by the length of the prompt", () => {
    const table = readPrices(null)
    expect(priceOf("openai/GPT-4o-2024-08-06", table)).toBe(priceOf("gpt-4o", table))
    expect(priceOf("gpt-4o-something", table)).toBeNull()
    const gemini = priceOf("gemini-2.5-pro", table)
    expect(gemini && costOf({ input: 300_000, cached: 100_000, output: 10 }, gemini)).toBeCloseTo(
      200_000 * 2.5e-6 + 100_000 * 0.25e-6 + 10 * 15e-6,
      12,
    )
  })

  it("in a file that are none are refused, with its place", () => {
    write("bad.json", JSON.stringify({ m: { input_cost_per_token: -1, output_cost_per_token: 1 } }))
    expect(() => readPrices(path("bad.json"))).toThrow(/m: input_cost_per_token is -1/)
    write("none.json", "[]")
    expect(() => readPrices(path("none.json"))).toThrow(/not an object of prices/)
  })
})
