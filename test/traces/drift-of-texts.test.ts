import { afterEach, describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { json, loopback, type Loopback } from "../helpers/loopback.js"
import { runCli } from "../helpers/run-cli.js"

const { path, write } = freshFolder()
let server: Loopback | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

/** Questions whose words are all different, of topics that only an embedder sees: the letter after the number is the topic. */
function questions(name: string, seed: number, topics: string): void {
  const next = randomNumbers(seed)
  const pick = (from: string) => from[Math.floor(from.length * next())]
  const noise = () => Array.from({ length: 40 }, () => pick("abcdefghijklmnopqrstuvwxyz    ")).join("")
  const lines = Array.from({ length: 150 }, (_, i) =>
    JSON.stringify({
      trace_id: `${name}-${i}`,
      output_tokens: 5 + (i % 7),
      prompt: `SECRET ${noise()} ${Math.floor(1e6 * next())}${pick(topics)}`,
    }),
  )
  write(`${name}.jsonl`, lines.join("\n"))
}

/** The topic, and noise from the text. */
function vectorOf(text: string): number[] {
  const next = randomNumbers(Array.from(text).reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 1e6, 7))
  const topic = Array.from({ length: 6 }, (_, i) => Number("xyzuvw".indexOf(text.slice(-1)) === i))
  return [...topic, ...Array.from({ length: 6 }, () => 0.3 * (next() - 0.5))]
}

async function compared(...more: string[]): Promise<{ report: Report; html: string; text: string }> {
  server ??= await loopback((response, { input }) => {
    const data = (input as string[]).map((text, index) => ({ index, embedding: vectorOf(text) }))
    json(response, { data, usage: { prompt_tokens: 10 * data.length, total_tokens: 10 * data.length } })
  })
  const argv = ["compare", path("last.jsonl"), path("this.jsonl"), "--embedder", server.url, "--embedder-model", "e"]
  const config = path("driftcheck.json")
  const run = (format: string) => runCli([...argv, "--config", config, "--no-output", "--format", format, ...more])
  const text = (await run("json")).stdout
  return { report: JSON.parse(text) as Report, html: (await run("html")).stdout, text }
}

const promptOf = ({ columns }: Report) => columns.find(({ name }) => name === "prompt")

describe("prompts with an embedder", () => {
  it("drift by what they mean, and the rows that moved most are named without their texts", async () => {
    write("driftcheck.json", JSON.stringify({ llm_cache: path("cache") }))
    questions("last", 1, "xyz")
    questions("this", 2, "xyzuuu")
    const { report, html, text } = await compared()
    const prompt = promptOf(report)
    expect(prompt).toMatchObject({ status: "drift", method: "embedding-classifier" })
    // What a classifier of letters makes of it stands beside; it decides as well.
    expect(prompt?.measurements.map(({ method }) => method)).toContain("text-classifier")
    const [moved] = report.llm?.moved ?? []
    expect(moved).toMatchObject({ column: "prompt", reference_texts: 150, current_texts: 150 })
    expect(moved.auc).toBeGreaterThan(0.7)
    expect(moved.rows).toHaveLength(10)
    for (const { id, row, text: shown, likelihood } of moved.rows) {
      expect([id, shown]).toEqual([`this-${row - 1}`, null])
      expect(likelihood).toBeGreaterThan(0.5)
    }
    expect(text + html).not.toContain("SECRET")
    expect(html).toContain("What moved in")
    expect(html).toContain(moved.rows[0].id)
    // Both sides were sent once; the page came from what was kept.
    expect(
      report.llm?.asked.map(({ side, purpose, sent, known, rows }) => ({ side, purpose, sent, known, rows })),
    ).toEqual(["reference", "current"].map((side) => ({ side, purpose: "embedder", sent: 150, known: 0, rows: 150 })))
    expect(report.llm?.asked[0]).toMatchObject({
      model: "e",
      input_tokens: 1500,
      address: new URL(server?.url ?? "").origin,
    })
    expect(html).toContain("What was sent where")
    expect(html).toContain("0 texts sent to")
  })

  it("show their texts where the configuration allows it", async () => {
    write("driftcheck.json", JSON.stringify({ llm_cache: path("cache"), show_texts: true }))
    questions("last", 1, "xyz")
    questions("this", 2, "xyzuuu")
    const { report, html } = await compared()
    const [first] = report.llm?.moved[0].rows ?? []
    expect(first.text).toMatch(/^SECRET .*u$/)
    expect(html).toContain("SECRET")
  })

  it("of the same topics are quiet, and none of them is listed", async () => {
    write("driftcheck.json", JSON.stringify({ llm_cache: path("cache") }))
    questions("last", 3, "xyz")
    questions("this", 4, "xyz")
    const { report } = await compared()
    expect(promptOf(report)?.status).toBe("ok")
    expect(report.llm?.moved[0].rows).toEqual([])
  })
})

describe("prompts without an embedder", () => {
  it("drift by their language and length", async () => {
    const said = (language: "English" | "German", i: number) =>
      language === "English"
        ? `When is the refund of my order number ${i} due?`
        : `Wann ist die Gutschrift für ${i} da?`
    for (const [name, german] of [
      ["last", 20],
      ["this", 120],
    ] as const)
      write(
        `${name}.jsonl`,
        Array.from({ length: 200 }, (_, i) =>
          JSON.stringify({
            trace_id: `${name}${i}`,
            output_tokens: 5 + (i % 7),
            prompt: said((i * 77) % 200 < german ? "German" : "English", i),
          }),
        ).join("\n"),
      )
    const { stdout } = await runCli([
      "compare",
      path("last.jsonl"),
      path("this.jsonl"),
      "--no-output",
      "--format",
      "json",
    ])
    const report = JSON.parse(stdout) as Report
    const language = report.columns.find(({ name }) => name === "prompt_language")
    expect(language?.status).toBe("drift")
    expect(JSON.stringify(language?.distribution)).toContain("German")
    expect(promptOf(report)?.measurements.map(({ method }) => method)).toEqual(
      expect.arrayContaining(["text-classifier", "text-length"]),
    )
    expect(promptOf(report)?.measurements.map(({ method }) => method)).not.toContain("embedding-classifier")
    expect(report.llm).toMatchObject({ moved: [], asked: [] })
  })
})
