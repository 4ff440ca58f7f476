import { existsSync, readFileSync } from "node:fs"
import { afterEach, describe, expect, it } from "vitest"
import { openSource } from "../../src/sources/open.js"
import { endpointOf } from "../../src/traces/ask/endpoint.js"
import { usualPost } from "../../src/traces/ask/post.js"
import { columnNumbers } from "../../src/traces/columns.js"
import { endpointEmbedder } from "../../src/traces/embed/endpoint-embedder.js"
import { localEmbedder } from "../../src/traces/embed/local-embedder.js"
import { factMismatch } from "../../src/traces/groundedness/facts.js"
import { groundednessOf, largestSimilarities } from "../../src/traces/groundedness/similarity.js"
import { isRefusal } from "../../src/traces/texts/refusal.js"
import { sentencesOf } from "../../src/traces/texts/sentences.js"
import { withModeration } from "../../src/traces/with-moderation.js"
import { passagesOf, withTextFacts } from "../../src/traces/with-text-facts.js"
import { freshFolder } from "../helpers/in-folder.js"
import { chat, json, loopback, type Loopback } from "../helpers/loopback.js"

const { path, write } = freshFolder()
let server: Loopback | null = null
afterEach(async () => {
  await server?.close()
  server = null
})

/** Vectors by the words of a text: equal texts have cosine 1, texts without a common word 0. */
const embedding = (text: string) =>
  Array.from(
    { length: 64 },
    (_, i) =>
      text
        .toLowerCase()
        .split(/\W+/)
        .filter((word) => word !== "" && hash(word) === i).length,
  )
const hash = (word: string) => Array.from(word).reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 64, 7)

const embedder = (url: string) =>
  endpointEmbedder(endpointOf(url, "embeddings", "--embedder", {}), "m", {
    ...usualPost,
    timeout: 500,
    wait: () => Promise.resolve(),
  })

describe("an embedder at a server", () => {
  it("gives the vectors in the order of the texts, many at a time", async () => {
    server = await loopback((response, { input }) => {
      const data = (input as string[]).map((text, index) => ({ index, embedding: embedding(text) }))
      json(response, { data: data.reverse() })
    })
    const texts = Array.from({ length: 100 }, (_, i) => `sentence number ${i}`)
    const vectors = await embedder(server.url)(texts)
    expect(vectors).toHaveLength(100)
    expect(server.requests).toHaveLength(2)
    const [norm] = vectors.map((vector) => vector.reduce((sum, value) => sum + value * value, 0))
    expect(norm).toBeCloseTo(1, 6)
    expect(
      await groundednessOf("The sky is blue. Cats bark loudly.", ["Note: the sky is blue."], embedder(server.url)),
    ).toBe(0.5)
  })

  it.each([
    ["fewer vectors than texts", { data: [] }, 200],
    ["vectors of words", { data: [{ embedding: ["a"] }] }, 200],
    ["an error", { error: "no such model" }, 404],
  ])("that gives %s is refused", async (_, answer, status) => {
    server = await loopback((response) => {
      json(response, answer, status)
    })
    await expect(embedder(server.url)(["a text"])).rejects.toThrow(/the embedder at 127\.0\.0\.1:\d+ gave no vector/)
  })
})

interface Case {
  id: string
  chunks: string[]
  sentences: string[]
  int8: { max_similarity: number[] } | null
}

const golden = "../shared/golden/groundedness.json"
/** A folder with model.onnx (all-MiniLM-L6-v2, int8) and tokenizer.json, and the two optional packages beside it. */
const folder = process.env.EMBEDDER_DIR ?? ""

describe.skipIf(folder === "" || !existsSync(golden))(
  "a local model (skipped without EMBEDDER_DIR and ../shared)",
  () => {
    it("gives the similarities of the oracle within 2e-4", async () => {
      const embed = await localEmbedder(folder)
      const { cases } = JSON.parse(readFileSync(golden, "utf8")) as { cases: Case[] }
      const compared = cases.filter(({ int8 }) => int8 !== null)
      expect(compared.length).toBeGreaterThan(8)
      for (const { id, chunks, sentences, int8 } of compared) {
        const found = await largestSimilarities(sentences, chunks, embed)
        for (const [i, expected] of (int8?.max_similarity ?? []).entries())
          expect([id, Math.abs(found[i] - expected) <= 2e-4]).toEqual([id, true])
      }
    })

    it("embeds 200 sentences in 2 CPU seconds, loading included", async () => {
      const before = process.cpuUsage()
      const embed = await localEmbedder(folder)
      await embed(
        Array.from(
          { length: 200 },
          (_, i) => `Sentence ${i} says that the warranty covers the battery for ${i} months after delivery.`,
        ),
      )
      const { user, system } = process.cpuUsage(before)
      expect((user + system) / 1e6).toBeLessThan(2 * Number(process.env.TEST_SLOWNESS ?? 1))
    })
  },
)

it("a folder without a model is refused with what would work", async () => {
  await expect(localEmbedder(path("nowhere"))).rejects.toThrow(/there is no .*model\.onnx/)
})

describe("facts of an answer that its passages lack", () => {
  it.each([
    [
      "a changed number",
      "The warranty covers the battery for 36 months.",
      ["The warranty covers the battery for 24 months."],
      "number",
    ],
    ["a negation", "The warranty does not cover water damage.", ["The warranty covers water damage."], "negation"],
    [
      "a dropped negation",
      "The warranty covers water damage.",
      ["The warranty doesn't cover water damage."],
      "negation",
    ],
    ["another name", "You can return it to our shop in Berlin.", ["You can return it to our shop in Hamburg."], "name"],
    ["the same numbers, written otherwise", "It costs 1,500 euros.", ["The price is 1500 euros."], null],
    [
      "a plain paraphrase",
      "There is no charge for ending your plan.",
      ["Customers may cancel at any time without a fee."],
      null,
    ],
    ["German nouns", "Die Garantie deckt den Akku.", ["Die Garantie deckt den Akku zwei Jahre lang ab."], null],
  ])("are found: %s", (_, response, passages, expected) => {
    expect(factMismatch(response, passages)).toBe(expected)
  })

  it("sentences keep decimals and abbreviations such as e.g.", () => {
    expect(sentencesOf("The fee is 3.5 percent, e.g. 7 euros on 200 euros. Pay by card.")).toEqual([
      "The fee is 3.5 percent, e.g. 7 euros on 200 euros.",
      "Pay by card.",
    ])
  })

  it("passages are a JSON list, or have blank lines between them", () => {
    expect(passagesOf('["a", "b"]')).toEqual(["a", "b"])
    expect(passagesOf("a\nb\n\nc")).toEqual(["a\nb", "c"])
    expect(passagesOf("[sic] a")).toEqual(["[sic] a"])
  })
})

it.each([
  ["I'm sorry, but I can't help with that.", true],
  ["I cannot provide medical advice.", true],
  ["Es tut mir leid, aber das kann ich leider nicht beantworten.", true],
  ["Je suis désolé, mais je ne peux pas répondre.", true],
  ["Sorry for the wait: your parcel arrives on Monday.", false],
  ["You can't return opened items.", false],
])("%j is a refusal: %s", (text, expected) => {
  expect(isRefusal(text)).toBe(expected)
})

describe("what follows from texts", () => {
  const row = (i: number) => ({
    trace_id: `t${i}`,
    output_tokens: 5,
    prompt: "How long?",
    context: "The warranty covers the battery for 24 months.",
    response: i % 4 === 0 ? "The warranty covers the battery for 36 months." : "I cannot help with that.",
  })
  const file = () => {
    write("texts.jsonl", Array.from({ length: 8 }, (_, i) => JSON.stringify(row(i))).join("\n"))
    return path("texts.jsonl")
  }

  it("joins the table as columns", async () => {
    const source = withTextFacts(await openSource(file(), {}))
    expect(Array.from(columnNumbers(source, "fact_mismatch"))).toEqual([1, 0, 0, 0, 1, 0, 0, 0])
    expect(Array.from(columnNumbers(source, "refusal"))).toEqual([0, 1, 1, 1, 0, 1, 1, 1])
    expect(columnNumbers(source, "response_length")[0]).toBe(46)
  })

  it.each([
    ["moderations", false, (unsafe: boolean) => ({ results: [{ flagged: unsafe }] })],
    ["chat/completions", true, (unsafe: boolean) => chat(unsafe ? "unsafe\nS1,S9" : "safe")],
  ])("flags come from %s", async (resource, byChat, answer) => {
    server = await loopback((response, body, nth) => {
      if (nth === 8) json(response, { odd: true })
      else json(response, answer(JSON.stringify(body).includes("36 months")))
    })
    const endpoint = endpointOf(server.url, resource, "--moderation", {})
    const source = await withModeration(await openSource(file(), {}), { endpoint, model: "guard", byChat })
    const flags = Array.from(columnNumbers(source, "safety_flag"))
    expect(flags.filter((flag) => flag === 1)).toHaveLength(2)
    expect(flags.filter(Number.isNaN)).toHaveLength(1)
    expect(source.warnings.join()).toMatch(/8 answers were sent to 127\.0\.0\.1:\d+; 1 came back without a flag/)
  })
})
