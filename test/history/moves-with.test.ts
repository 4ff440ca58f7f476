import { expect, test } from "vitest"
import { fromLine, toLine } from "../../src/history/line.js"
import { movesWithBusiness } from "../../src/history/moves-with.js"
import { randomNumbers } from "../../src/stats/random.js"
import { movesWithText } from "../../src/words/moves-with.js"
import { historyColumn, historyRun } from "../helpers/history.js"

/** Nights whose conversion falls two nights after latency rises, with columns that have nothing to do with either. */
function nights(n: number, effect: number) {
  const next = randomNumbers(3)
  const latency = Array.from({ length: n }, () => 100 + 50 * next())
  return latency.map((value, i) => {
    const conversion = 0.3 - effect * ((latency[i - 2] ?? 120) - 120) + 0.01 * next()
    const figure = (id: string, of: number) => ({
      id,
      labels: {},
      value: of,
      low: null,
      high: null,
      status: "pass" as const,
    })
    return historyRun(
      i,
      Array.from({ length: 15 }, (_, k) => historyColumn(`x${String(k)}`, 0, { score: next() })),
      { metrics: [figure("p99_latency", value), { ...figure("conversion", conversion), business: true }] },
    )
  })
}

test("a business figure moves with what it follows, at its lag, and with nothing else", () => {
  const [found, ...more] = movesWithBusiness(nights(60, 0.001))
  expect(more).toEqual([])
  expect(found).toMatchObject({
    business: { name: "conversion" },
    other: { name: "p99_latency", subject: "" },
    lag: 2,
    nights: 57,
  })
  expect(movesWithText(found)).toMatch(
    /^conversion moves with p99_latency, 2 nights later, the other way \(Spearman −0\.\d\d of changes over 57 nights, adjusted p <0\.0001\)$/,
  )
})

test("nothing is said where nothing moves together, in a month, and without a business figure", () => {
  expect(movesWithBusiness(nights(60, 0))).toEqual([])
  expect(movesWithBusiness(nights(29, 0.001))).toEqual([])
  const plain = nights(60, 0.001).map((run) => ({
    ...run,
    metrics: run.metrics.map(({ business: _, ...rest }) => rest),
  }))
  expect(movesWithBusiness(plain)).toEqual([])
})

test("the history keeps which figures are of the business", () => {
  const [run] = nights(1, 0)
  expect(fromLine(toLine(run))?.metrics.map(({ id, business }) => [id, business])).toEqual([
    ["p99_latency", undefined],
    ["conversion", true],
  ])
})
