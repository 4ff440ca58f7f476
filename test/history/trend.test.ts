import { describe, expect, it } from "vitest"
import { furthestColumns } from "../../src/history/trend.js"
import { runsGrid } from "../../src/report/charts/runs-grid.js"
import { historyColumn, historyRun } from "../helpers/history.js"

/** Ten columns that were always loud without drift, and four that are near their threshold. */
const loud = Array.from({ length: 10 }, (_, i) => historyColumn(`loud${String(i)}`, 9 - i / 10, { drifted: false }))
const near = (fresh: number, lasting: number, season: Partial<Parameters<typeof historyColumn>[2]> = {}) => [
  historyColumn("fresh", fresh),
  historyColumn("old", lasting),
  historyColumn("season", 1.1, { drifted: false, accepted: true, ...season }),
  historyColumn("calm", 0.1),
]

describe("columns of the grid", () => {
  const runs = [historyRun(0, [...loud, ...near(0.5, 1.4)]), historyRun(1, [...loud, ...near(1.2, 1.3)])]

  it("are first what is new, then what lasts or is accepted, then the furthest", () => {
    const shown = furthestColumns(runs, 8)
    expect(shown.map(({ name, mark }) => [name, mark])).toEqual([
      ["fresh", "new"],
      ["old", "lasting"],
      ["season", "accepted"],
      ...[0, 1, 2, 3, 4].map((i) => [`loud${String(i)}`, undefined]),
    ])
  })

  it("are more than asked for where more have a mark, up to 20", () => {
    const columns = (ratio: number) => Array.from({ length: 30 }, (_, i) => historyColumn(`c${String(i)}`, ratio + i))
    expect(furthestColumns([historyRun(0, columns(-40)), historyRun(1, columns(2))], 8)).toHaveLength(20)
  })

  it("have no mark but that of accepted ones where no run came before", () => {
    expect(furthestColumns(runs.slice(1), 3).map(({ name, mark }) => [name, mark])).toEqual([
      ["season", "accepted"],
      ["loud0", undefined],
      ["loud1", undefined],
    ])
  })

  it("have their marks beside their names in the chart", () => {
    const drawing = runsGrid(furthestColumns(runs, 8), runs, "words")
    expect(Array.from(drawing.matchAll(/>(new|lasting|accepted)<\/text>/g), ([, mark]) => mark)).toEqual([
      "new",
      "lasting",
      "accepted",
    ])
  })
})
