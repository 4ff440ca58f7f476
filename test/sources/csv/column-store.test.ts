import { readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { openCsvInChunks } from "../../../src/sources/csv.js"
import { ColumnStore, Room } from "../../../src/sources/shared/column-store.js"
import { openJsonLinesInChunks } from "../../../src/sources/json-lines.js"
import type { TableSource } from "../../../src/sources/source.js"
import { fileWith } from "./read-csv.js"

const rows = Array.from({ length: 20_000 }, (_, i) => ({
  n: i % 1000 === 7 ? null : i / 3,
  big: 9007199254740993n + BigInt(i),
  t: `t${i % 100}`,
  day: new Date(Date.UTC(2024, 0, 1) + i * 60_000).toISOString(),
  us: `2024-01-01T00:00:00.${String(i).padStart(6, "0")}`,
  yes: i % 3 === 0,
  late: i < 19_000 ? null : 1,
  early: i < 9000 ? i : null,
}))

const names = Object.keys(rows[0])
const csv = `${names.join(",")}\n${rows.map((row) => Object.values(row).join(",")).join("\n")}\n`
const jsonLines = rows
  .map((row) => JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? Number(value) : value)))
  .join("\n")

const temporaryFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("driftcheck-columns-"))

/** All bytes that the columns' vectors hold. */
function buffersOf(source: TableSource): Buffer {
  const arrays = source.columns.flatMap((_, i) => {
    const [data] = source.readColumn(i).data
    return [data.values, data.nullBitmap, data.dictionary?.data[0].values] as (Uint8Array | undefined)[]
  })
  const bytes = arrays.map((array) =>
    array === undefined ? Buffer.alloc(0) : Buffer.from(array.buffer, array.byteOffset, array.byteLength),
  )
  expect(bytes.every((each, i) => i % 3 > 0 || each.length >= 2500)).toBe(true)
  return Buffer.concat(bytes)
}

test("columns that do not fit in memory are read the same from a temporary file, which leaves nothing behind", async () => {
  const before = temporaryFolders()
  for (const open of [
    (store: ColumnStore) => openCsvInChunks(openFile(fileWith(csv)), {}, 65_536, store),
    (store: ColumnStore) => openJsonLinesInChunks(openFile(fileWith(jsonLines)), 65_536, {}, store),
  ]) {
    const expected = buffersOf(await open(new ColumnStore(new Room(Infinity))))
    for (const bytes of [0, 300_000]) {
      const source = await open(new ColumnStore(new Room(bytes)))
      expect(buffersOf(source).equals(expected)).toBe(true)
      expect(buffersOf(source).equals(expected)).toBe(true)
      source.close()
      source.close()
    }
  }
  expect(temporaryFolders().filter((name) => !before.includes(name))).toEqual([])
})

test("room taken is given back when the file is closed, and when it cannot be read", async () => {
  const room = new Room(2_000_000)
  const source = await openCsvInChunks(openFile(fileWith(csv)), {}, 65_536, new ColumnStore(room))
  expect(room.take(2_000_000)).toBe(false)
  source.close()
  expect(room.take(2_000_000)).toBe(true)
  room.giveBack(2_000_000)
  const ragged = openCsvInChunks(openFile(fileWith(`${csv}1,2\n`)), {}, 65_536, new ColumnStore(room))
  await expect(ragged).rejects.toThrow("line 20002: 2 fields, header has 8")
  expect(room.take(2_000_000)).toBe(true)
})
