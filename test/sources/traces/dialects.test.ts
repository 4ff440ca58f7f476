import { describe, expect, it } from "vitest"
import { openSource } from "../../../src/sources/open.js"
import { instant, isoTime, millisecondsBetween } from "../../../src/sources/traces/instants.js"
import { freshFolder } from "../../helpers/in-folder.js"
import { cellsOf } from "../parquet/cells.js"

const { path, write } = freshFolder()

/** The table of a file with these objects, a line each: rows of the columns that hold something. */
async function rowsOf(...objects: object[]) {
  write("traces.jsonl", objects.map((each) => JSON.stringify(each)).join("\n"))
  const source = await openSource(path("traces.jsonl"), {})
  const columns = source.columns.map(({ name }, i) => [name, cellsOf(source.readColumn(i), false)] as const)
  const rows = Array.from({ length: source.rows }, (_, row) =>
    Object.fromEntries(columns.map(([name, cells]) => [name, cells[row]])),
  )
  return { rows, warnings: source.warnings }
}

const attribute = (key: string, value: object) => ({ key, value })
const span = (attributes: object[], more: object = {}) => ({
  traceId: "t1",
  startTimeUnixNano: "1773014653854000001",
  endTimeUnixNano: "1773014654354000001",
  attributes,
  status: {},
  ...more,
})
const otlp = (...spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] })

describe("OTLP", () => {
  it("may have the older names of tokens, and prompts spread over names", async () => {
    const { rows } = await rowsOf(
      otlp(
        span([
          attribute("gen_ai.request.model", { stringValue: "gpt-4o" }),
          attribute("gen_ai.usage.prompt_tokens", { intValue: "12" }),
          attribute("gen_ai.usage.completion_tokens", { intValue: 3 }),
          attribute("gen_ai.prompt.0.role", { stringValue: "system" }),
          attribute("gen_ai.prompt.0.content", { stringValue: "Be brief." }),
          attribute("gen_ai.prompt.1.role", { stringValue: "user" }),
          attribute("gen_ai.prompt.1.content", { stringValue: "Hello?" }),
          attribute("gen_ai.completion.0.content", { stringValue: "Hi." }),
          attribute("gen_ai.completion.0.finish_reason", { stringValue: "stop" }),
        ]),
      ),
    )
    expect(rows).toEqual([
      {
        trace_id: "t1",
        timestamp: String(1773014653854),
        model: "gpt-4o",
        input_tokens: "12",
        output_tokens: "3",
        latency_ms: "500",
        finish_reason: "stop",
        is_error: false,
        prompt: "Hello?",
        response: "Hi.",
      },
    ])
  })

  it("may have messages as JSON, marks of evaluations as events, and OpenInference attributes", async () => {
    const messages = JSON.stringify([{ role: "assistant", parts: [{ type: "text", content: "Hi." }] }])
    const event = (name: string, score: number) => ({
      name: "gen_ai.evaluation.result",
      attributes: [
        attribute("gen_ai.evaluation.name", { stringValue: name }),
        attribute("gen_ai.evaluation.score.value", { doubleValue: score }),
      ],
    })
    const { rows } = await rowsOf(
      otlp(
        span(
          [
            attribute("gen_ai.request.model", { stringValue: "m" }),
            attribute("gen_ai.output.messages", { stringValue: messages }),
          ],
          {
            events: [event("Accuracy", 4), event("groundedness", 0.5), event("safety", 9)],
            status: { code: 2 },
          },
        ),
        span([
          attribute("openinference.span.kind", { stringValue: "LLM" }),
          attribute("llm.token_count.prompt", { intValue: "7" }),
          attribute("llm.output_messages.0.message.content", { stringValue: "Ho." }),
        ]),
        span([
          attribute("gen_ai.operation.name", { stringValue: "execute_tool" }),
          attribute("gen_ai.request.model", { stringValue: "m" }),
        ]),
      ),
      { resourceLogs: [] },
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({ response: "Hi.", judge_accuracy: "4", groundedness: "0.5", is_error: true })
    expect(rows[0]).not.toHaveProperty("judge_safety")
    expect(rows[1]).toMatchObject({ input_tokens: "7", response: "Ho.", is_error: false })
  })

  it("without any call of a model is refused with what would work", async () => {
    await expect(rowsOf(otlp(span([])))).rejects.toThrow(/traces without any call of a model/)
  })
})

describe("other exports", () => {
  it("Langfuse's API spells names in camel case, and leaves cached tokens out of the input", async () => {
    const { rows, warnings } = await rowsOf(
      { id: "1", traceId: "t", type: "SPAN", startTime: "2026-03-09T00:00:00Z" },
      {
        id: "2",
        traceId: "t",
        type: "GENERATION",
        startTime: "2026-03-09T00:00:00.000Z",
        endTime: "2026-03-09T00:00:01.500Z",
        completionStartTime: "2026-03-09T00:00:00.250Z",
        model: "m",
        usageDetails: { input: 10, input_cached_tokens: 5, output: 2 },
        level: "ERROR",
        input: [{ role: "user", content: "Hello?" }],
        output: { role: "assistant", content: "Hi." },
      },
    )
    expect(rows).toEqual([
      expect.objectContaining({
        input_tokens: "15",
        cached_tokens: "5",
        ttft_ms: "250",
        latency_ms: "1500",
        is_error: true,
        prompt: "Hello?",
        response: "Hi.",
      }),
    ])
    expect(warnings).toContain("Langfuse traces: 1 of 2 objects hold no call of a model; they were left out")
  })

  it("LangSmith's thumbs and marks come along; chains do not", async () => {
    const run = { start_time: "2026-03-09T00:00:00Z", trace_id: "t" }
    const { rows } = await rowsOf(
      { ...run, run_type: "chain" },
      {
        ...run,
        run_type: "llm",
        prompt_tokens: 4,
        completion_tokens: 2,
        inputs: { messages: [[{ type: "human", content: "Hello?" }]] },
        outputs: { generations: [[{ text: "Hi.", generation_info: { finish_reason: "length" } }]] },
        feedback_stats: { user_score: { n: 1, avg: 1 }, accuracy: { n: 1, avg: 4 }, helpfulness: { n: 1, avg: 0.5 } },
      },
    )
    expect(rows).toEqual([
      expect.objectContaining({
        finish_reason: "length",
        feedback: true,
        judge_accuracy: "4",
        prompt: "Hello?",
        response: "Hi.",
      }),
    ])
    expect(rows[0]).not.toHaveProperty("judge_helpfulness")
  })

  it("OpenAI's batches say which requests failed", async () => {
    const body = {
      id: "c1",
      object: "chat.completion",
      model: "gpt-4o",
      choices: [{ message: { content: "Hi." }, finish_reason: "stop" }],
      usage: { prompt_tokens: 5, completion_tokens: 1 },
    }
    const { rows } = await rowsOf(
      { id: "b1", custom_id: "r1", response: { status_code: 200, body }, error: null },
      {
        id: "b2",
        custom_id: "r2",
        response: { status_code: 429, body: { error: { code: "rate_limit" } } },
        error: null,
      },
      { id: "b3", custom_id: "r3", response: null, error: { code: "batch_expired" } },
    )
    expect(rows.map(({ trace_id, is_error }) => [trace_id, is_error])).toEqual([
      ["r1", false],
      ["r2", true],
      ["r3", true],
    ])
    expect(rows[0]).toMatchObject({ model: "gpt-4o", input_tokens: "5", output_tokens: "1", response: "Hi." })
    expect(rows[0]).not.toHaveProperty("cached_tokens")
  })

  it("OpenAI's Responses say that they are cut off in a field of their own", async () => {
    const { rows } = await rowsOf({
      object: "response",
      id: "r",
      created_at: 1773014653,
      model: "gpt-5",
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "message", content: [{ type: "output_text", text: "Hi" }] }],
      usage: { input_tokens: 9, input_tokens_details: { cached_tokens: 0 }, output_tokens: 4 },
    })
    expect(rows[0]).toMatchObject({
      finish_reason: "max_output_tokens",
      input_tokens: "9",
      cached_tokens: "0",
      response: "Hi",
    })
  })

  it("ordinary JSON Lines stay what they are", async () => {
    const { rows } = await rowsOf({ type: "A", id: 1, model: "car", response: "x" })
    expect(rows).toEqual([{ type: "A", id: "1", model: "car", response: "x" }])
  })
})

describe("instants", () => {
  it("keep nanoseconds, and are told by their size or as dates in UTC", () => {
    const [start, end] = [instant("1773014653854000001"), instant("1773014653854500001")]
    expect(millisecondsBetween(start, end)).toBe(0.5)
    expect(millisecondsBetween(end, start)).toBeUndefined()
    for (const written of [
      1773014653,
      1773014653000,
      1773014653000000,
      "2026-03-09 00:04:13",
      "2026-03-09T01:04:13+01:00",
    ])
      expect(isoTime(instant(written))).toBe("2026-03-09T00:04:13.000Z")
    expect(instant("yesterday")).toBeUndefined()
    expect(instant(-1)).toBeUndefined()
  })
})
