import { readdirSync } from "node:fs"
import { expect, it } from "vitest"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { random } from "../helpers/random.js"

/** Every table of real pairs, of which two random halves say the same: what a column is must not depend on which rows a side happened to get. */
const files = readdirSync("fixtures/data").filter((name) => /_(ref|cur)\.(csv|parquet|arrow|jsonl)$/.test(name))

it.each(files)("two random halves of %s are read alike, and as the whole is", async (name) => {
  const whole = await openDataset(`fixtures/data/${name}`, {})
  const all = await agree([whole], namesOf(whole), nothingSaid)
  const next = random(31)
  const rows = Array.from({ length: whole.rows }, (_, row) => row)
  const inFirst = rows.map(() => next() < 0.5)
  const halves = [true, false].map((first) =>
    whole.only!(Int32Array.from(rows.filter((row) => inFirst[row] === first))),
  )
  const agreed = await agree(halves, namesOf(whole), nothingSaid)
  const kinds = (columns: readonly { name: string; kind: string }[]) => columns.map(({ name, kind }) => [name, kind])
  for (const half of agreed.datasets) expect(kinds(half.columns)).toEqual(kinds(all.datasets[0].columns))
  expect(agreed.notes).toEqual(all.notes)
  whole.close()
})
