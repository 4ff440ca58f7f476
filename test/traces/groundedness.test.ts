import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
import { openSource } from "../../src/sources/open.js"
import { endpointOf } from "../../src/traces/ask/endpoint.js"
import { usualPost } from "../../src/traces/ask/post.js"
import { Tally } from "../../src/traces/ask/tally.js"
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

const waits: number[] = []
/** How long one try may take is short only where a server never answers: a busy machine fails no test. */
const postFor = (name = "") => ({
  ...usualPost,
  timeout: /no answer|never answers/.test(name) ? 150 : 10_000,
  maxBytes: 50_000,
  wait: (ms: number) => {
    waits.push(ms)
    return Promise.resolve()
  },
})

function embedder(url: string, cacheFolder: string | null = null, name?: string) {
  waits.length = 0
  const endpoint = endpointOf(url, "embeddings", "--embedder", {})
  const tally = new Tally({ purpose: "embedder", endpoint, model: "m", price: null })
  const embed = endpointEmbedder({ endpoint, model: "m", cacheFolder, post: postFor(name) }, tally)
  return Object.assign(embed, { tally })
}

/** What an embedder answers. */
const vectors = (input: unknown) => ({
  data: (input as string[]).map((text, index) => ({ index, embedding: embedding(text) })),
  usage: { prompt_tokens: 7 },
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

  it("waits as long as 429 asks for, and tries again where it fails", async () => {
    server = await loopback((response, { input }, nth) => {
      if (nth === 1) json(response, {}, 429, { "retry-after": "7" })
      else if (nth === 2) json(response, {}, 500)
      else json(response, vectors(input))
    })
    const embed = embedder(server.url)
    expect(await embed(["a", "b"])).toHaveLength(2)
    expect(waits[0]).toBe(7000)
    expect(waits).toHaveLength(2)
    expect(embed.tally.use()).toMatchObject({ sent: 2, known: 0, input_tokens: 7, address: new URL(server.url).origin })
  })

  it("is not asked twice for the same text, and what is kept holds no text", async () => {
    server = await loopback((response, { input }) => {
      json(response, vectors(input))
    })
    const folder = path("vectors")
    const first = await embedder(server.url, folder)(["secret one", "secret two", "secret one"])
    expect(server.requests[0].body.input).toEqual(["secret one", "secret two"])
    const again = embedder(server.url, folder)
    expect(await again(["secret two", "secret one"])).toEqual([first[1], first[0]])
    expect(server.requests).toHaveLength(1)
    expect(again.tally.use()).toMatchObject({ sent: 0, known: 2 })
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), "utf8")).not.toContain("secret")
  })

  it.each<[string, Parameters<typeof loopback>[0], RegExp]>([
    ["fewer vectors than texts", (response) => json(response, { data: [] }), /no vector of numbers for each of 1/],
    ["vectors of words", (response) => json(response, { data: [{ embedding: ["a"] }] }), /no vector of numbers/],
    ["another object", (response) => json(response, { vectors: [[1, 2]] }), /no vector of numbers/],
    ["an error", (response) => json(response, { error: "no such model" }, 404), /no vectors: HTTP 404/],
    ["nothing but 500", (response) => json(response, {}, 500), /no vectors: HTTP 500/],
    ["no answer", () => undefined, /no vectors: no answer within 0\.15 s/],
    ["no JSON", (response) => response.end("<html>"), /no vectors: an answer that is not JSON/],
    [
      "half an answer",
      (response) => {
        response.writeHead(200, { "content-length": "5000" })
        response.write('{"data":')
        setTimeout(() => response.destroy(), 5)
      },
      /no vectors: a broken connection/,
    ],
    [
      "a huge answer",
      (response) => response.end(`{"data":"${"x".repeat(17 * 2 ** 20)}"}`),
      /no vectors: an answer of more than 16777216 bytes/,
    ],
  ])("that gives %s is refused", async (name, reply, said) => {
    server = await loopback(reply)
    await expect(embedder(server.url, null, name)(["a text"])).rejects.toThrow(said)
  })

  it("that gives vectors of different lengths is refused", async () => {
    server = await loopback((response) => {
      json(response, { data: [{ embedding: [1, 2] }, { embedding: [1, 2, 3] }] })
    })
    await expect(embedder(server.url)(["a", "b"])).rejects.toThrow(/no vector of numbers for each of 2/)
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

  const classifiers: [string, boolean, (unsafe: boolean) => object][] = [
    ["moderations", false, (unsafe) => ({ results: [{ flagged: unsafe }] })],
    ["chat/completions", true, (unsafe) => chat(unsafe ? "unsafe\nS1,S9" : "safe")],
  ]

  /** Eight answers, no two alike; those of rows 0 and 4 speak of 36 months. */
  const answers = () => {
    const lines = Array.from({ length: 8 }, (_, i) =>
      JSON.stringify({ ...row(i), response: `${row(i).response} ${i}` }),
    )
    write("answers.jsonl", lines.join("\n"))
    return path("answers.jsonl")
  }

  async function moderated(resource: string, byChat: boolean, cacheFolder: string | null = null, name = "") {
    waits.length = 0
    const endpoint = endpointOf(server?.url ?? "", resource, "--moderation", {})
    const settings = { endpoint, model: "guard", byChat, cacheFolder, price: null, post: postFor(name) }
    const source = await withModeration(await openSource(answers(), {}), settings)
    const flags = Array.from(columnNumbers(source, "safety_flag"))
    return { flags, warnings: source.warnings.join(), asked: source.asked?.[0] }
  }

  describe.each(classifiers)("flags from %s", (resource, byChat, answer) => {
    it("join the table; the same answer is not asked about twice, also by another run", async () => {
      server = await loopback((response, body) => {
        json(response, answer(JSON.stringify(body).includes("36 months")))
      })
      const folder = path("flags")
      const first = await moderated(resource, byChat, folder)
      expect(first.flags).toEqual([1, 0, 0, 0, 1, 0, 0, 0])
      expect(first.warnings).toBe("")
      expect(first.asked).toMatchObject({ purpose: "moderation", rows: 8, sent: 8, known: 0, failed: 0, invalid: 0 })
      expect(first.asked?.input_tokens).toBe(byChat ? 8000 : null)
      const second = await moderated(resource, byChat, folder)
      expect(second).toMatchObject({ flags: first.flags, asked: { sent: 0, known: 8 } })
      expect(server.requests).toHaveLength(8)
    })

    it("wait as long as 429 asks for, and try again after 500", async () => {
      server = await loopback((response, _, nth) => {
        if (nth === 1) json(response, {}, 429, { "retry-after": "7" })
        else if (nth === 2) json(response, {}, 500)
        else json(response, answer(false))
      })
      expect((await moderated(resource, byChat)).flags).toEqual(new Array(8).fill(0))
      expect(waits).toContain(7000)
      expect(waits).toHaveLength(2)
    })

    it.each<[string, Parameters<typeof loopback>[0], "failed" | "invalid"]>([
      ["never answers", () => undefined, "failed"],
      ["always fails", (response) => json(response, {}, 500), "failed"],
      ["refuses the key", (response) => json(response, {}, 401), "failed"],
      ["sends no JSON", (response) => response.end("<html>"), "failed"],
      ["never ends", (response) => response.end(`"${"x".repeat(60_000)}"`), "failed"],
      [
        "breaks off",
        (response) => {
          response.writeHead(200, { "content-length": "5000" })
          response.write('{"results":')
          setTimeout(() => response.destroy(), 5)
        },
        "failed",
      ],
      ["answers with something else", (response) => json(response, { odd: true }), "invalid"],
      ["flags with a mark of 7", (response) => json(response, { ...chat("7"), results: [{ flagged: 7 }] }), "invalid"],
    ])("of a server that %s cost their rows, never the run", async (name, reply, counted) => {
      server = await loopback(reply)
      const { flags, warnings, asked } = await moderated(resource, byChat, null, name)
      expect(flags.every(Number.isNaN)).toBe(true)
      expect(asked?.[counted]).toBe(8)
      expect(warnings).toContain("8 of 8 answers came back without a flag")
    })
  })
})
