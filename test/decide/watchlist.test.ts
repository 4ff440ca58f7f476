import { describe, expect, test } from "vitest"
import { dirname } from "node:path"
import { readWatchlist, watchedAt, withColumns, writeWatchlist } from "../../src/decide/watchlist.js"
import { freshFolder } from "../helpers/in-folder.js"

const files = freshFolder()
const day = 86_400_000
const run = (date: number) => ({ run: `run-${date}`, created_at: `2026-11-${date}T02:00:00.000Z` })

describe("a watchlist", () => {
  test("keeps a column for so long after the last run in which it drifted", () => {
    const first = withColumns([], ["amount"], run(10), 5 * day)
    expect(first).toEqual([{ name: "amount", since_run: "run-10", until: "2026-11-15T02:00:00.000Z" }])
    const second = withColumns(first, ["amount", "zip"], run(12), 5 * day)
    expect(second).toEqual([
      { name: "amount", since_run: "run-10", until: "2026-11-17T02:00:00.000Z" },
      { name: "zip", since_run: "run-12", until: "2026-11-17T02:00:00.000Z" },
    ])
    expect(withColumns(second, [], run(16), 5 * day)).toEqual(second)
    expect(withColumns(second, [], run(18), 5 * day)).toEqual([])
    expect(watchedAt(second, new Date("2026-11-17T02:00:00.001Z"))).toEqual([])
  })

  test("is read as it was written; there is none without a file, and a damaged one is named", () => {
    const path = files.write("watchlist.json", '{"columns":[{"name":1}]}')
    const folder = dirname(path)
    expect(() => readWatchlist(folder)).toThrow(/watchlist\.json is no watchlist/)
    files.write("watchlist.json", "{")
    expect(() => readWatchlist(folder)).toThrow(/watchlist\.json is no watchlist/)
    const columns = withColumns([], ["__proto__", ""], run(10), day)
    writeWatchlist(folder, columns)
    expect(readWatchlist(folder)).toEqual(columns)
    expect(readWatchlist(files.path("nowhere"))).toEqual([])
  })
})
