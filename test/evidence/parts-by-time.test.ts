import { expect, it } from "vitest"
import { partsByTime } from "../../src/evidence/parts-by-time.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { freshFolder } from "../helpers/in-folder.js"

const folder = freshFolder()

it.each<[string | null, "day" | "week", string, string]>([
  [null, "day", "2026-03-07T00:00:00.000Z", "2026-03-08T00:00:00.000Z"],
  ["America/New_York", "day", "2026-03-07T00:00:00.000Z", "2026-03-08T05:00:00.000Z"],
  // Summer time begins in the night to 8 March.
  ["America/New_York", "week", "2026-03-02T00:00:00.000Z", "2026-03-09T04:00:00.000Z"],
  ["Asia/Tokyo", "day", "2026-03-08T00:00:00.000Z", "2026-03-08T15:00:00.000Z"],
])("a part in the zone %s by %s ends when its clock says so", async (timezone, unit, start, end) => {
  const dataset = await openDataset(
    folder.write("rows.csv", "at,n\n2026-03-07T20:00:00Z,1\n2026-03-07T20:30:00Z,2\n"),
    {},
  )
  const { parts } = await partsByTime(dataset, "at", unit, timezone)
  expect(parts.map((part) => [part.start, new Date(part.end).toISOString(), Array.from(part.rows)])).toEqual([
    [start, end, [0, 1]],
  ])
  dataset.close()
})
