import { gunzipSync, gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { InputError } from "../../../src/errors.js"
import { openCsvInChunks } from "../../../src/sources/csv.js"
import { below, random, type Random } from "../../helpers/random.js"
import { cellsOf, fileWith } from "./read-csv.js"

const sound = Buffer.from(
  `id,name,price,day,"a ""b"""\r\n${Array.from(
    { length: 40 },
    (_, i) => `${i},"Zoë, ${i}",${i / 7},2024-01-${String(1 + (i % 28)).padStart(2, "0")},"x\n${"y".repeat(i)}"\r\n`,
  ).join("")}`,
)

/** Cut off somewhere, or up to three bits turned over. */
function damaged(bytes: Buffer, next: Random): Buffer {
  if (next() < 0.3) return bytes.subarray(0, 1 + below(next, bytes.length - 1))
  const copy = Buffer.from(bytes)
  for (let flips = 1 + below(next, 3); flips > 0; flips--) copy[below(next, copy.length)] ^= 1 << below(next, 8)
  return copy
}

/** What reading ends in: the table, or an InputError; anything else is thrown. */
async function outcome(bytes: Buffer): Promise<"read" | "refused"> {
  try {
    const source = await openCsvInChunks(openFile(fileWith(bytes)), {}, 97)
    const cells = cellsOf(source)
    expect(cells).toHaveLength(source.rows + 1)
    source.close()
    return "read"
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    expect(error.message).toMatch(/cur\.csv( line \d+)?[: ]/)
    return "refused"
  }
}

test("600 damaged CSV files are read or refused, and none ends in anything else", async () => {
  const counts = { read: 0, refused: 0 }
  for (let seed = 0; seed < 600; seed++) counts[await outcome(damaged(sound, random(seed)))]++
  expect(counts.read).toBeGreaterThan(100)
  expect(counts.refused).toBeGreaterThan(100)
})

test("400 damaged gzipped files are refused, unless the damage does not reach the text", async () => {
  const zipped = gzipSync(sound)
  const counts = { read: 0, refused: 0 }
  for (let seed = 1000; seed < 1400; seed++) {
    const bytes = damaged(zipped, random(seed))
    const result = await outcome(bytes)
    counts[result]++
    if (result === "read" && bytes[0] === 0x1f && bytes[1] === 0x8b) expect(gunzipSync(bytes)).toEqual(sound)
  }
  expect(counts.refused).toBeGreaterThan(300)
})
