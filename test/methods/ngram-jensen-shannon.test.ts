import { describe, expect, it } from "vitest"
import ngrams from "../../src/methods/ngram-jensen-shannon.js"
import { ngramShannon } from "../../src/stats/ngram-shannon.js"
import { edgeTexts, shuffled, texts, traceRows } from "./text-sides.js"

const prompts = { before: await traceRows("ref", "prompt"), after: await traceRows("cur", "prompt") }
const responses = { before: await traceRows("ref", "response"), after: await traceRows("cur", "response") }

describe("ngram-jensen-shannon", () => {
  it("comes within 2 % of the distance of the n-grams themselves, which buckets can only lower", () => {
    // scipy 1.17.1, jensenshannon of rows that hold each 3-gram: prompts 0.13764 (298 of them), responses 0.11668 (820).
    for (const [{ before, after }, unhashed] of [
      [prompts, 0.1376393186234311],
      [responses, 0.1166812943733933],
    ] as const) {
      const { statistic } = ngrams.measure(texts(before, after))
      expect(statistic).toBeLessThanOrEqual(unhashed)
      expect(statistic).toBeGreaterThan(0.98 * unhashed)
    }
  })

  it("finds that prompts and responses drifted, with what chance adds taken out", () => {
    const given = texts(prompts.before, prompts.after)
    const { score, statistic } = ngrams.measure(given)
    expect(score).toBeLessThan(statistic)
    expect(score).toBeGreaterThan(ngrams.meta.threshold)
    expect(ngrams.noiseFloor(given)).toBeLessThan(0.02)
    expect(ngrams.measure(texts(responses.before, responses.after)).score).toBeGreaterThan(ngrams.meta.threshold)
  })

  it("exceeds its noise floor in about one in twenty random splits, and 0.1 in none of 300 rows", () => {
    const splits = 160
    let [above, drifted] = [0, 0]
    for (let split = 0; split < splits; split++) {
      const rows = shuffled(prompts.before, 1000 + split)
      const given = texts(rows.slice(0, 300), rows.slice(300, 500))
      const { excess, noiseFloor } = ngramShannon(given.reference, given.current)
      if (excess > noiseFloor) above++
      if (excess >= ngrams.meta.threshold) drifted++
    }
    expect(drifted).toBe(0)
    expect(above).toBeGreaterThanOrEqual(2)
    expect(above).toBeLessThanOrEqual(16)
  })

  it("reaches 0.1 when 3 % of the rows turn to another script", () => {
    const rows = shuffled(prompts.before, 1)
    // As many different 3-grams as a prompt has on average.
    const script = String.fromCodePoint(...Array.from({ length: 70 }, (_, i) => 0x4e00 + i))
    const other = (part: number) => rows.map((row, i) => (i < rows.length * part ? script : row))
    expect(ngrams.measure(texts(rows, other(0.02))).score).toBeLessThan(0.1)
    expect(ngrams.measure(texts(rows, other(0.04))).score).toBeGreaterThan(0.1)
  })

  it("counts an n-gram once per row", () => {
    const { statistic } = ngrams.measure(texts(["abcabcabc", "xyz"], ["abcab", "xyz"]))
    expect(statistic).toBe(0)
  })

  it("says so when there are too few rows for its threshold", () => {
    const rows = shuffled(prompts.before, 2)
    expect(ngrams.measure(texts(rows.slice(0, 20), rows.slice(20, 40))).warnings[0]).toMatch(/few rows chance/)
  })

  it("is 0 for equal sides, and ln 2 rooted without anything in common", () => {
    expect(ngrams.measure(texts(prompts.before, prompts.before)).score).toBe(0)
    const { statistic } = ngrams.measure(texts(new Array<string>(50).fill("abc"), new Array<string>(50).fill("xyz")))
    expect(statistic).toBeCloseTo(Math.sqrt(Math.LN2), 14)
  })

  it("gives finite figures at the edges, twice the same", () => {
    for (const [name, given] of Object.entries(edgeTexts)) {
      const before = structuredClone(given)
      const figures = [ngrams.measure(given).score, ngrams.measure(given).statistic, ngrams.noiseFloor(given)]
      expect(
        figures.every((figure) => figure >= 0 && figure < 1),
        `${name}: ${figures.join(" ")}`,
      ).toBe(true)
      expect(ngrams.measure(given).score).toBe(figures[0])
      expect(given).toEqual(before)
    }
  })
})
