import { describe, expect, it } from "vitest"
import nonLetterShare from "../../src/methods/non-letter-share.js"
import textLength from "../../src/methods/text-length.js"
import wordCount from "../../src/methods/word-count.js"
import { edgeTexts, shuffled, texts, traceRows } from "./text-sides.js"

const [promptsBefore, promptsAfter] = [await traceRows("ref", "prompt"), await traceRows("cur", "prompt")]
const [responsesBefore, responsesAfter] = [await traceRows("ref", "response"), await traceRows("cur", "response")]

/**
 * scipy 1.17.1: ks_2samp([f(t) for t in reference], [f(t) for t in current]) over llm_traces, f being len, runs of the
 * categories L and N (M within), and the share of characters outside L and M by unicodedata.category.
 */
const oracle = [
  {
    method: textLength,
    name: "text-length",
    prompts: [0.301, 2.6836404988085233e-120],
    responses: [0.24433333333333335, 5.506184503165575e-79],
  },
  {
    method: wordCount,
    name: "word-count",
    prompts: [0.2683333333333333, 2.220834236228244e-95],
    responses: [0.044, 0.006001417929110813],
  },
  {
    method: nonLetterShare,
    name: "non-letter-share",
    prompts: [0.12666666666666668, 2.2092251719023595e-21],
    responses: [0.245, 2.0281368952919782e-79],
  },
] as const

describe.each(oracle)("$name", ({ method, prompts, responses }) => {
  it("gives scipy's D and p on prompts and responses", () => {
    for (const [given, [gap, p]] of [
      [texts(promptsBefore, promptsAfter), prompts],
      [texts(responsesBefore, responsesAfter), responses],
    ] as const) {
      const { score, statistic } = method.measure(given)
      expect(statistic).toBeCloseTo(gap, 14)
      expect(Math.abs(score / p - 1)).toBeLessThan(1e-12)
    }
  })

  it("counts every row of a text, and is 1 for equal sides", () => {
    expect(method.measure(texts(promptsBefore, promptsBefore)).score).toBe(1)
  })

  it("falls below 0.05 in at most one in twenty random splits", () => {
    let below = 0
    for (let split = 0; split < 100; split++) {
      const rows = shuffled(promptsBefore, split)
      if (method.measure(texts(rows.slice(0, 400), rows.slice(400, 700))).score < 0.05) below++
    }
    expect(below).toBeLessThanOrEqual(5)
  })

  it("gives a p-value at the edges and leaves its evidence as it was", () => {
    for (const [name, given] of Object.entries(edgeTexts)) {
      const before = structuredClone(given)
      const { score, statistic } = method.measure(given)
      expect(score >= 0 && score <= 1 && statistic >= 0 && statistic <= 1, `${name}: ${score}`).toBe(true)
      expect(given).toEqual(before)
    }
  })
})
