import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { openSource } from "../../src/sources/open.js"
import { sharedRoom } from "../../src/sources/shared/column-store.js"
import { readBeside, type Beside } from "../../src/workers/read-beside.js"
import { built } from "../helpers/built.js"
import { patience } from "../helpers/patience.js"

const data = "fixtures/data"
const read = { reference: {}, current: {} }
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-beside-"))
  built()
}, patience(120))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The same columns as CSV and as JSON Lines: every type that texts are read as, with values missing. */
function manyTypes(rows: number, shift: number): { csv: string; jsonLines: string } {
  const table = Array.from({ length: rows }, (_, i) => ({
    number: i % 50 === 7 ? null : (i * 7 + shift) / 3,
    big: `90071992547${40993 + i + shift}`,
    text: `t${(i * i + shift) % 1000}`,
    day: new Date(Date.UTC(2024, 0, 1 + ((i + shift) % 300))).toISOString().slice(0, 10),
    moment: new Date(Date.UTC(2024, 0, 1) + i * 61_000).toISOString(),
    fine: `2024-01-01T00:00:00.${String(i).padStart(6, "0")}`,
    yes: i % 9 === 0 ? null : (i + shift) % 3 === 0,
    never: null,
  }))
  const csv = [Object.keys(table[0]), ...table.map((row) => Object.values(row))].map((row) => row.join(",")).join("\n")
  const line = (row: (typeof table)[0]) => JSON.stringify({ ...row, list: [row.number ?? 0, shift] })
  return { csv, jsonLines: table.map((row) => line(row).replace(/"(\d{16,})"/, "$1")).join("\n") }
}

function written(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** Both sides as `onBothFiles` opens them, and everything that is found in them. */
async function compared(paths: { reference: string; current: string }, beside: Beside | null): Promise<string> {
  const opened: Dataset[] = []
  try {
    opened.push(await openDataset(paths.reference, {}))
    opened.push(await openDataset((await beside?.take()) ?? paths.current, {}))
    return JSON.stringify(await compareDatasets(opened[0], opened[1], defaultOptions, await loadRegistry(), {}))
  } finally {
    await beside?.end()
    for (const dataset of opened) dataset.close()
  }
}

describe("a file read in a thread of its own gives what it gives here", () => {
  const pairs = () => {
    const [reference, current] = [manyTypes(20_000, 0), manyTypes(20_000, 5)]
    return {
      "CSV of every type": {
        reference: written("ref.csv", reference.csv),
        current: written("cur.csv", current.csv),
      },
      "JSON Lines of every type": {
        reference: written("ref.jsonl", reference.jsonLines),
        current: written("cur.jsonl", current.jsonLines),
      },
      penguins: { reference: `${data}/penguins_ref.csv`, current: `${data}/penguins_cur.csv` },
    }
  }
  for (const name of ["CSV of every type", "JSON Lines of every type", "penguins"] as const)
    it(name, async () => {
      const paths = pairs()[name]
      const inTurn = await compared(paths, null)
      const beside = await readBeside(paths, read, 2, 1)
      expect(beside).not.toBeNull()
      expect(await compared(paths, beside)).toBe(inTurn)
    })

  it("where it leaves columns in a temporary file, which goes with it, as does the room", async () => {
    const paths = pairs()["CSV of every type"]
    const inTurn = await compared(paths, null)
    const taken = sharedRoom.takeAllBut(100_000)
    try {
      expect(await compared(paths, await readBeside(paths, read, 2, 1))).toBe(inTurn)
      expect(sharedRoom.takeAllBut(100_000)).toBe(0)
      expect(sharedRoom.takeAllBut(0)).toBe(100_000)
      sharedRoom.giveBack(100_000)
    } finally {
      sharedRoom.giveBack(taken)
    }
  })
})

describe("what goes wrong is said as it is here", () => {
  const good = `${data}/penguins_ref.csv`
  const messageOf = (reading: Promise<unknown>) =>
    reading.then(
      () => "nothing went wrong",
      (error: unknown) =>
        error instanceof InputError ? `InputError: ${error.message} | ${error.hint}` : String(error),
    )

  it("in the file that the thread reads", async () => {
    const current = written("ragged.csv", `${readFileSync(good, "utf8")}1,2\n`)
    const beside = await readBeside({ reference: good, current }, read, 2, 1)
    const here = await messageOf(openSource(current, {}))
    expect(here).toMatch(/^InputError: .*2 fields, header has/)
    expect(await messageOf(beside?.take() ?? Promise.resolve())).toBe(here)
    await beside?.end()
    expect(sharedRoom.takeAllBut(0)).toBe(256 * 2 ** 20)
    sharedRoom.giveBack(256 * 2 ** 20)
  })

  it("in the other one: the thread ends, and what it read is closed", async () => {
    const beside = await readBeside({ reference: good, current: good }, read, 2, 1)
    await beside?.end()
    expect(sharedRoom.takeAllBut(0)).toBe(256 * 2 ** 20)
    sharedRoom.giveBack(256 * 2 ** 20)
  })
})

describe("no thread", () => {
  const csv = `${data}/penguins_ref.csv`
  const both = { reference: csv, current: csv }
  it("for one thread alone", async () => {
    expect(await readBeside(both, read, 1, 1)).toBeNull()
    expect(await readBeside(both, read, "none", 1)).toBeNull()
  })
  it("for small files, files read by column, folders, addresses and what is not there", async () => {
    expect(await readBeside(both, read, 2)).toBeNull()
    for (const current of [`${data}/carloan_cur.parquet`, folder, "s3://bucket/a.csv", "-", join(folder, "none.csv")])
      expect(await readBeside({ ...both, current }, read, 2, 1)).toBeNull()
  })
  it("for a Parquet file that is called CSV, where the user says so", async () => {
    const path = join(folder, "really.csv")
    copyFileSync(`${data}/carloan_cur.parquet`, path)
    const parquet = { reference: {}, current: { format: "parquet" } }
    expect(await readBeside({ ...both, current: path }, parquet, 2, 1)).toBeNull()
  })
})
