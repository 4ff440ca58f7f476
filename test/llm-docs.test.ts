import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { freshFolder } from "./helpers/in-folder.js"
import { runCli } from "./helpers/run-cli.js"

const { path, write } = freshFolder()
const page = readFileSync("docs/llm.md", "utf8")
const tutorial = page.slice(page.indexOf("## From an OTLP export"), page.indexOf("## What is read"))

/** The commands of the tutorial, word by word. */
const commands = Array.from(tutorial.matchAll(/```sh\n([\s\S]*?)```/g), ([, block]) => block.trim().split("\n")).flat()
const configuration = /```yaml\n([\s\S]*?)```/.exec(tutorial)?.[1] ?? ""

/** So many calls as the collector writes them, ten on a line; one in `each` is cut off. */
function otlp(calls: number, each: number): string {
  const spans = Array.from({ length: calls }, (_, i) => {
    const start = 1_790_000_000_000 + i * 60_000
    const attributes = {
      "gen_ai.operation.name": { stringValue: "chat" },
      "gen_ai.response.model": { stringValue: "gpt-4o-mini" },
      "gen_ai.usage.input_tokens": { intValue: String(700 + (i % 50)) },
      "gen_ai.usage.output_tokens": { intValue: String(200 + (i % 70)) },
      "gen_ai.response.finish_reasons": {
        arrayValue: { values: [{ stringValue: i % each === 0 ? "length" : "stop" }] },
      },
      "gen_ai.response.time_to_first_chunk": { doubleValue: 0.3 + (i % 10) / 100 },
    }
    return {
      traceId: i.toString(16).padStart(32, "0"),
      startTimeUnixNano: `${start}000000`,
      endTimeUnixNano: `${start + 2500 + (i % 90) * 10}000000`,
      attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    }
  })
  const lines = Array.from({ length: calls / 10 }, (_, i) => ({
    resourceSpans: [{ scopeSpans: [{ spans: spans.slice(10 * i, 10 * i + 10) }] }],
  }))
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("")
}

/** Runs a command of the page in the folder of this test. */
function run(command: string) {
  const [program, ...words] = command.split(" ")
  expect(program).toBe("driftcheck")
  const args = words.map((word) => (/\.(jsonl|yaml)$/.test(word) ? path(word) : word))
  return runCli([...args, "--no-output"])
}

describe("the tutorial on traces", () => {
  it("has the commands that are run here", () => {
    expect(commands).toHaveLength(3)
    expect(configuration).toContain("truncation_share: { warn: 0.05, fail: 0.2 }")
  })

  it.each([
    [2, 1, "a day on which half of the answers are cut off fails the gate"],
    [50, 0, "a usual day passes it"],
  ])("one cut answer in %i: exit code %i, %s", async (each, exit) => {
    write("driftcheck.yaml", configuration)
    write("last_week.jsonl", otlp(600, 50))
    write("today.jsonl", otlp(400, each))
    const [, check, compare] = await Promise.all(commands.map(run))
    for (const result of [check, compare]) {
      expect([result.code, result.stdout + result.stderr]).toEqual([exit, result.stdout + result.stderr])
      if (exit === 1) expect(result.stdout).toContain("Share of truncated answers is 50.0%")
    }
  })

  it("leaves ten requests open: three cut answers are more than 20 %, but not for sure", async () => {
    write("driftcheck.yaml", configuration)
    write("today.jsonl", otlp(10, 4))
    const result = await run(commands[1])
    expect(result.stdout).toMatch(/warning {2}Share of truncated answers is 30\.0%.*leave it open/)
    expect(result.code).toBe(0)
  })
})
