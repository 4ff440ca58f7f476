import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { openSource } from "../../../src/sources/open.js"
import { cellsOf } from "../parquet/cells.js"

/** A file's columns by name. */
async function tableOf(path: string): Promise<Record<string, unknown[]>> {
  const source = await openSource(path, {})
  const columns = source.columns.map(({ name }, i) => [name, cellsOf(source.readColumn(i), false)] as const)
  source.close()
  return Object.fromEntries(columns)
}

/** What a column of ours is called in the file of right answers. */
const oracleNames: Record<string, string> = {
  trace_id: "trace_id",
  model: "model",
  input_tokens: "prompt_tokens",
  cached_tokens: "cached_tokens",
  output_tokens: "completion_tokens",
  latency_ms: "latency_ms",
  ttft_ms: "ttft_ms",
  finish_reason: "finish_reason",
  is_error: "error",
  user_id: "user_id",
  feature: "feature",
  cost_usd: "cost_usd",
}

const shared = "../shared/data"
const oracle = "../shared/golden/llm_kpi.json"

interface Oracle {
  formats: { normalised: Record<string, string | number | boolean | null>[] }
}

describe.skipIf(!existsSync(oracle))(
  "the same 60 requests, whichever format they come in (../shared is missing where this is skipped)",
  () => {
    const { normalised } = (JSON.parse(readFileSync(oracle, "utf8")) as Oracle).formats
    const cell = (value: string | number | boolean | null) => (typeof value === "number" ? String(value) : value)
    const expected = (column: string) => normalised.map((row) => cell(row[oracleNames[column]]))

    it.each([
      ["otlp", ["cost_usd"]],
      ["openinference", ["ttft_ms", "cost_usd"]],
      ["langfuse", []],
      ["langsmith", []],
    ])("%s gives the right table and lacks %j", async (format, lacking) => {
      const table = await tableOf(`${shared}/llm_format_${format}.jsonl`)
      for (const column of lacking) expect(table).not.toHaveProperty(column)
      const compared = Object.keys(oracleNames).filter((column) => !lacking.includes(column))
      for (const column of compared) expect([column, table[column]]).toEqual([column, expected(column)])
      expect(table.timestamp.map((ms) => new Date(Number(ms)).toISOString())).toEqual(
        normalised.map(({ start }) => start),
      )
    })

    it("openai has what answers by themselves say, and nothing about time, users and failures", async () => {
      const table = await tableOf(`${shared}/llm_format_openai.jsonl`)
      for (const column of ["model", "input_tokens", "cached_tokens", "output_tokens", "finish_reason"])
        expect([column, table[column]]).toEqual([column, expected(column)])
      for (const column of ["latency_ms", "ttft_ms", "user_id", "feature", "is_error", "cost_usd"])
        expect(table).not.toHaveProperty(column)
    })
  },
)
