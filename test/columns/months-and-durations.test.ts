import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  DurationMicrosecond,
  DurationMillisecond,
  DurationNanosecond,
  DurationSecond,
  makeData,
  makeVector,
  Table,
  tableToIPC,
  type Duration,
} from "apache-arrow"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { openDataset } from "../../src/datasets/open-dataset.js"

const rows = 48
const all = Array.from({ length: rows }, (_, row) => row)

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "months-"))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Kind, storage and values of the column on both sides once they were agreed on, and the notes of it. */
async function readBoth(column: string, names: readonly [string, string], contents: readonly [Buffer, Buffer]) {
  const paths = names.map((name) => join(folder, name))
  for (const [i, path] of paths.entries()) writeFileSync(path, contents[i])
  const opened = await Promise.all(paths.map((path) => openDataset(path, {})))
  const { datasets, notes } = await agree(opened, namesOf(opened[0]), nothingSaid)
  const sides = []
  for (const dataset of datasets) {
    const { kind, storageType } = dataset.columns.find(({ name }) => name === column)!
    const values = await dataset.values(column, Int32Array.from(all))
    sides.push({ kind, storageType, values: values?.kind === "numbers" ? Array.from(values.values) : values })
  }
  for (const dataset of opened) dataset.close()
  return { sides, notes: JSON.stringify(notes) }
}

describe("whole numbers yyyymm", () => {
  const first = (row: number) => ({ year: 2020 + Math.floor(row / 12), month: 1 + (row % 12) })
  const yyyymm = ({ year, month }: ReturnType<typeof first>) => 100 * year + month
  const csv = (name: string, values: readonly number[]) =>
    Buffer.from(`n,${name}\n${values.map((value, row) => `${row},${value}\n`).join("")}`)
  const lines = (name: string, values: readonly number[]) =>
    Buffer.from(values.map((value, n) => `${JSON.stringify({ n, [name]: value })}\n`).join(""))
  const written = { csv, jsonl: lines }

  describe.each(Object.entries(written))("in %s", (format, write) => {
    const read = (name: string, months: readonly number[]) => {
      const content = write(name, months)
      return readBoth(name, [`a.${format}`, `b.${format}`], [content, content])
    }

    it.each(["period", "x"])("are months, called %s", async (name) => {
      const { sides, notes } = await read(name, all.map(first).map(yyyymm))
      for (const { kind, values } of sides) {
        expect(kind).toBe("datetime")
        expect(values).toEqual(all.map((row) => Date.UTC(first(row).year, first(row).month - 1, 1)))
      }
      expect(notes).toContain("months written yyyymm")
    })

    it("are numbers where one is no month, and where few months are there and the name says none", async () => {
      const withThirteen = all.map(first).map(yyyymm).with(7, 202013)
      const few = all.map((row) => 202001 + (row % 4))
      for (const { kind } of [...(await read("x", withThirteen)).sides, ...(await read("x", few)).sides])
        expect(kind).toBe("number")
      for (const { kind } of (await read("period", few)).sides) expect(kind).toBe("datetime")
    })
  })
})

describe("durations", () => {
  const units = {
    "duration[s]": { type: new DurationSecond(), perSecond: 1n },
    "duration[ms]": { type: new DurationMillisecond(), perSecond: 1_000n },
    "duration[us]": { type: new DurationMicrosecond(), perSecond: 1_000_000n },
    "duration[ns]": { type: new DurationNanosecond(), perSecond: 1_000_000_000n },
  }
  const seconds = (row: number) => 90 * row - 600
  function file({ type, perSecond }: { type: Duration; perSecond: bigint }): Buffer {
    const data = BigInt64Array.from(all, (row) => BigInt(seconds(row)) * perSecond)
    return Buffer.from(tableToIPC(new Table({ took: makeVector(makeData({ type, data, length: rows })) }), "file"))
  }
  const pairs = Object.entries(units).flatMap(([a, one]) =>
    Object.entries(units).map(([b, other]) => [a, b, one, other] as const),
  )

  it.each(pairs)("%s and %s are compared as seconds", async (a, b, one, other) => {
    const { sides, notes } = await readBoth("took", ["a.arrow", "b.arrow"], [file(one), file(other)])
    for (const { kind, storageType, values } of sides) {
      expect({ kind, storageType }).toEqual({ kind: "number", storageType: "duration[s]" })
      expect(values).toEqual(all.map(seconds))
    }
    if (a !== "duration[s]" || b !== "duration[s]") expect(notes).toContain("durations, read as seconds")
  })
})
