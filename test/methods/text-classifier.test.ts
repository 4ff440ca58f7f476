import { describe, expect, it } from "vitest"
import classifier from "../../src/methods/text-classifier.js"
import { edgeTexts, shuffled, texts, traceRows } from "./text-sides.js"

const prompts = { before: await traceRows("ref", "prompt"), after: await traceRows("cur", "prompt") }
const responses = { before: await traceRows("ref", "response"), after: await traceRows("cur", "response") }
const { threshold } = classifier.meta

describe("text-classifier", () => {
  it("comes within 0.02 of the AUC of scikit-learn", () => {
    // scikit-learn 1.9.1: mean AUC over StratifiedGroupKFold(5, shuffle=True, random_state=0), groups = texts, of
    // LogisticRegression(C=1) on TfidfVectorizer(analyzer="char", ngram_range=(3, 5), min_df=2, sublinear_tf=True, lowercase=False).
    const oracle = { prompts: 0.7607507266501665, responses: 0.685258795113937 }
    const [p, r] = [prompts, responses].map(({ before, after }) => classifier.measure(texts(before, after)))
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
      const { score, statistic } = classifier.measure(texts(rows.slice(0, 150), rows.slice(150, 300)))
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
    expect(classifier.measure(texts(tenfold(0), tenfold(200))).score).toBeLessThan(threshold)
  })

  it("finds a column that turned constant, and says when it cannot judge", () => {
    const constant = new Array<string>(300).fill("n/a")
    expect(classifier.measure(texts(prompts.before.slice(0, 300), constant)).score).toBeGreaterThan(0.9)
    expect(classifier.measure(texts(["a"], ["b"]))).toEqual({
      score: 0,
      statistic: 0.5,
      warnings: [expect.stringContaining("too few")],
    })
  })

  it("guesses when both sides are the same rows", () => {
    const { score, statistic } = classifier.measure(texts(prompts.before, prompts.before))
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
    classifier.measure(texts(rows.slice(0, 6000), rows.slice(6000)))
    const { user } = process.cpuUsage(start)
    expect(user / 1e6).toBeLessThan(6)
  })

  it("gives a score from 0 to 1 at the edges, twice the same", () => {
    for (const [name, given] of Object.entries(edgeTexts)) {
      const before = structuredClone(given)
      const { score, statistic } = classifier.measure(given)
      expect(score >= 0 && score <= 1 && statistic >= 0 && statistic <= 1, `${name}: ${score}`).toBe(true)
      expect(classifier.measure(given).score).toBe(score)
      expect(given).toEqual(before)
    }
  })
})
