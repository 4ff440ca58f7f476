import { describe, expect, it } from "vitest"
import classifier from "../../src/methods/text-classifier.js"
import type { Texts } from "../../src/model.js"
import { edgeTexts, shuffled, texts, traceRows } from "./text-sides.js"
import { patience } from "../helpers/patience.js"

const prompts = { before: await traceRows("ref", "prompt"), after: await traceRows("cur", "prompt") }
const responses = { before: await traceRows("ref", "response"), after: await traceRows("cur", "response") }
const { threshold } = classifier.meta

function measure(given: Texts): { score: number; statistic: number } {
  const result = classifier.measure(given)
  if (result.score === null) throw new Error(result.reason)
  return result
}

describe("text-classifier", () => {
  it("comes within 0.02 of the AUC of scikit-learn", () => {
    // scikit-learn 1.9.1: mean AUC over StratifiedGroupKFold(5, shuffle=True, random_state=0), groups = texts, of
    // LogisticRegression(C=1) on TfidfVectorizer(analyzer="char", ngram_range=(3, 5), min_df=2, sublinear_tf=True, lowercase=False).
    const oracle = { prompts: 0.7607507266501665, responses: 0.685258795113937 }
    const [p, r] = [prompts, responses].map(({ before, after }) => measure(texts(before, after)))
    expect(Math.abs(p.statistic - oracle.prompts)).toBeLessThan(0.02)
    expect(Math.abs(r.statistic - oracle.responses)).toBeLessThan(0.02)
    expect(p.score).toBeGreaterThan(threshold)
    expect(r.score).toBeGreaterThan(threshold)
    expect(p.statistic - p.score).toBeLessThan(0.025)
  })

  it("does not reach 0.55 in random splits, and guesses at 0.5 on average", () => {
    const splits = 60
    let [reached, sum] = [0, 0]
    for (let split = 0; split < splits; split++) {
      const rows = shuffled(responses.before, split)
      const { score, statistic } = measure(texts(rows.slice(0, 150), rows.slice(150, 300)))
      if (score >= threshold) reached++
      sum += statistic
    }
    expect(reached).toBe(0)
    expect(Math.abs(sum / splits - 0.5)).toBeLessThan(0.02)
  })

  it("cannot recognise texts by having seen them: repeats on one side only tell nothing", () => {
    // Nonsense words, each ten times on one side: rows of one text would give the side away at once.
    const words = shuffled(
      Array.from({ length: 400 }, (_, i) => ((i + 1) * 2_654_435_761).toString(36)),
      1,
    )
    const tenfold = (from: number) => words.slice(from, from + 200).flatMap((word) => new Array<string>(10).fill(word))
    expect(measure(texts(tenfold(0), tenfold(200))).score).toBeLessThan(threshold)
  })

  it("finds a column that turned constant, and says when it cannot judge", () => {
    const constant = new Array<string>(300).fill("n/a")
    expect(measure(texts(prompts.before.slice(0, 300), constant)).score).toBeGreaterThan(0.9)
    expect(classifier.measure(texts(["a"], ["b"]))).toEqual({
      score: null,
      reason: "Too few texts: none is left to judge after learning.",
    })
  })

  it("guesses when both sides are the same rows", () => {
    const { score, statistic } = measure(texts(prompts.before, prompts.before))
    expect(statistic).toBeCloseTo(0.5, 1)
    expect(score).toBeLessThan(0.5)
  })

  it("takes few seconds of processor time at its caps", () => {
    const words = shuffled(
      Array.from({ length: 5000 }, (_, i) => ((i + 1) * 2_654_435_761).toString(36)),
      3,
    )
    const text = (i: number) => Array.from({ length: 25 }, (_, k) => words[(i * 31 + k * k * 7) % 5000]).join(" ")
    const rows = Array.from({ length: 12_000 }, (_, i) => text(i))
    const start = process.cpuUsage()
    measure(texts(rows.slice(0, 6000), rows.slice(6000)))
    const { user } = process.cpuUsage(start)
    expect(user / 1000).toBeLessThan(patience(6))
  })

  it("gives a score from 0 to 1 at the edges or says why not, twice the same", () => {
    for (const [name, given] of Object.entries(edgeTexts)) {
      const before = structuredClone(given)
      const result = classifier.measure(given)
      const figures = result.score === null ? [] : [result.score, result.statistic]
      expect(
        figures.every((figure) => figure >= 0 && figure <= 1),
        `${name}: ${figures.join(" ")}`,
      ).toBe(true)
      expect(classifier.measure(given)).toEqual(result)
      expect(given).toEqual(before)
    }
  })

  it("tells two constants apart", () => {
    // Folds of 8 and 6 rows: 1 - 1.645·√(2.25/5 · 15/(12·8·6)).
    expect(measure(edgeTexts["two constants"]).score).toBeCloseTo(0.8219, 4)
    expect(measure(edgeTexts["two constants"]).statistic).toBe(1)
  })
})
