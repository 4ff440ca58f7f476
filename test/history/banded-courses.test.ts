import { describe, expect, test } from "vitest"
import { bandedCourses } from "../../src/history/banded-courses.js"
import { trendOf } from "../../src/history/trend.js"
import { historyColumn, historyRun } from "../helpers/history.js"

const noise = (i: number) => 0.02 + ((i * 7) % 5) / 1000
/** Night i: two columns and a figure; `a` jumps on nights 35 and 36. */
const run = (i: number) =>
  historyRun(
    i,
    [
      historyColumn("a", 0, { score: i === 35 || i === 36 ? 0.3 : noise(i) }),
      historyColumn("b", 0, { score: noise(i + 1) }),
    ],
    {
      drift_share: 5 * noise(i),
      metrics: [
        { id: "add_to_cart", labels: {}, value: i === 39 ? 0.9 : noise(i), low: null, high: null, status: "pass" },
      ],
    },
  )
const runs = Array.from({ length: 40 }, (_, i) => run(i))

describe("courses in their bands", () => {
  test("name figures that lay outside, the latest first, with the places of the runs", () => {
    const { unusual } = bandedCourses(runs, 30)
    expect(unusual.map(({ name, subject, outside }) => [name, subject, outside])).toEqual([
      ["add_to_cart", "", [29]],
      ["wasserstein", "a", [25, 26]],
    ])
    expect(unusual[1].values).toHaveLength(30)
    expect(unusual[1].bands.slice(0, 4)).toEqual([null, null, null, null])
    expect(unusual[1].bands[25]?.[1]).toBeLessThan(0.05)
  })

  test("stand in a report's trend: of its figures, and of the drift share", () => {
    const trend = trendOf(runs)
    expect(trend.unusual).toHaveLength(2)
    expect(trend.metrics[0].outside).toEqual([29])
    expect(trend.metrics[0].bands).toHaveLength(30)
    expect(trend.runs[0].share_band).toBeUndefined()
    expect(trend.runs[29].share_band).toHaveLength(2)
  })

  test("are absent while they are learned", () => {
    const trend = trendOf(runs.slice(0, 10))
    expect(trend.unusual).toEqual([])
    expect(trend.metrics[0]).not.toHaveProperty("bands")
  })
})
