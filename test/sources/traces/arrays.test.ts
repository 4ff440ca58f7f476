import { describe, expect, it } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { openJsonLinesInChunks } from "../../../src/sources/json-lines.js"
import { freshFolder } from "../../helpers/in-folder.js"
import { cellsOf } from "../parquet/cells.js"

const { write } = freshFolder()

/** The columns of a file with this text, read so many bytes at a time. */
async function tableOf(text: string, chunkBytes = 262_144): Promise<Record<string, unknown[]>> {
  const source = await openJsonLinesInChunks(openFile(write("traces.json", text)), chunkBytes)
  const columns = source.columns.map(({ name }, i) => [name, cellsOf(source.readColumn(i), false)] as const)
  source.close()
  return Object.fromEntries(columns)
}

const calls = Array.from({ length: 20 }, (_, i) => i)
const seconds = (i: number) => `2026-06-01T00:00:${String(i).padStart(2, "0")}Z`

const exports: [string, object[]][] = [
  [
    "OTLP",
    calls.map((i) => ({
      resourceSpans: [
        {
          scopeSpans: [
            {
              // Two spans in each object, one of them no call of a model.
              spans: [
                {
                  traceId: `t${i}`,
                  startTimeUnixNano: `17730146538540000${String(i).padStart(2, "0")}`,
                  endTimeUnixNano: `17730146543540000${String(i).padStart(2, "0")}`,
                  attributes: [
                    { key: "gen_ai.request.model", value: { stringValue: "m, {brace}" } },
                    { key: "gen_ai.usage.input_tokens", value: { intValue: String(i) } },
                  ],
                },
                {
                  traceId: `t${i}`,
                  attributes: [{ key: "gen_ai.operation.name", value: { stringValue: "embeddings" } }],
                },
              ],
            },
          ],
        },
      ],
    })),
  ],
  [
    "Langfuse",
    calls.map((i) => ({
      type: i % 5 === 0 ? "SPAN" : "GENERATION",
      trace_id: `t${i}`,
      start_time: seconds(i),
      end_time: seconds(i + 1),
      usage_details: { input: i, output: 2 },
      output: "] } [",
    })),
  ],
  [
    "LangSmith",
    calls.map((i) => ({
      run_type: "llm",
      id: `t${i}`,
      start_time: seconds(i),
      prompt_tokens: i,
      completion_tokens: 1,
    })),
  ],
]

describe.each(exports)("an export of %s", (_, objects) => {
  const lines = objects.map((each) => JSON.stringify(each)).join("\n")
  const batches = (indent?: number) =>
    [objects.slice(0, 7), objects.slice(7, 8), objects.slice(8)]
      .map((each) => JSON.stringify(each, null, indent))
      .join("\n")

  it.each([
    ["an array in one line", JSON.stringify(objects)],
    ["an array over many lines", JSON.stringify(objects, null, 2)],
    ["an array on each line", batches()],
    ["arrays one after the other, over many lines", batches(1)],
    ["objects one after the other, over many lines", objects.map((each) => JSON.stringify(each, null, 1)).join("\n")],
    ["a page of a web service", JSON.stringify({ data: objects, meta: { page: 1, total: 20 } })],
  ])("as %s is the same table as with an object on each line", async (form, text) => {
    const expected = await tableOf(lines)
    expect(Object.keys(expected).length).toBeGreaterThan(3)
    expect(await tableOf(text)).toEqual(expected)
    // Streamed: objects end anywhere in what is read at once.
    if (!form.startsWith("a page")) expect(await tableOf(text, 11)).toEqual(expected)
  })
})
