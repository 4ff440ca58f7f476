import { readFileSync } from "node:fs"
import { join } from "node:path"
import { parquetWriteFile } from "hyparquet-writer"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { InputError } from "../../../src/errors.js"
import { openParquet } from "../../../src/sources/parquet.js"
import { readParquet } from "./cells.js"
import { temporaryFiles } from "./temporary-files.js"

const write = temporaryFiles()
const fixture = (name: string) => new URL(`../../../fixtures/parquet/${name}.parquet`, import.meta.url).pathname

/** What reading all of the file is refused with; the path is left out. */
async function refusal(path: string): Promise<string> {
  try {
    await readParquet(path)
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(path, "FILE")
    throw error
  }
  return "not refused"
}

/** A file like the fixture but that the given bytes, wherever they stand, are other ones. */
function changed(name: string, from: number[], to: number[]): string {
  const bytes = readFileSync(fixture(name))
  const searched = Buffer.from(from)
  let found = 0
  for (let at = bytes.indexOf(searched); at >= 0; at = bytes.indexOf(searched, at + 1), found++) bytes.set(to, at)
  expect(found).toBeGreaterThan(0)
  return write("changed.parquet", bytes)
}

test("encrypted files are refused, with the footer encrypted or a column", async () => {
  expect(await refusal(fixture("refused-encrypted-footer"))).toBe(
    "FILE is an encrypted Parquet file, which is not supported",
  )
  expect(await refusal(fixture("refused-encrypted-column"))).toBe(
    'FILE: column "d", row group 1 of 1: the column is encrypted, which is not supported',
  )
})

test("a column that is not encrypted is read from a file that has encrypted ones", async () => {
  const source = await openParquet(openFile(fixture("refused-encrypted-column")), {})
  expect(source.readColumn(0)).toHaveLength(60)
  source.close()
})

test("a summary of other files is refused by the name of what it refers to", async () => {
  expect(await refusal(fixture("refused-other-file"))).toBe(
    'FILE: column "i", row group 1 of 2: the values are in another file, part-0.parquet, which is not supported',
  )
})

/** Column "i": its path, then field 4, the codec, a 32-bit number in zigzag (1, Snappy, is 2), then the number of values. */
const codecOfI = (codec: number) => [0x18, 1, 0x69, 0x15, 2 * codec, 0x16]

test("compression that nobody supports is named", async () => {
  expect(await refusal(changed("pyarrow-snappy-page2", codecOfI(1), codecOfI(3)))).toBe(
    'FILE: column "i", row group 1 of 2: compression by LZO is not supported',
  )
  expect(await refusal(changed("pyarrow-snappy-page2", codecOfI(1), codecOfI(31)))).toBe(
    'FILE: column "i", row group 1 of 2: compression by an unknown number is not supported',
  )
})

test("levels packed as before 2013 are refused by their name", async () => {
  // The encodings of the two levels in each header of a data page: RLE is 3, in zigzag 6; BIT_PACKED is 4.
  expect(await refusal(changed("pyarrow-unused-categories", [0x15, 6, 0x15, 6], [0x15, 8, 0x15, 8]))).toContain(
    "levels in the encoding BIT_PACKED are not supported",
  )
})

/** The fixture's footer with other bytes wherever `from` stands in it; its length is put right. */
function withFooter(name: string, from: number[], to: number[]): string {
  const bytes = readFileSync(fixture(name))
  const start = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
  const footer = bytes.subarray(start, -8).toString("latin1").replaceAll(latin1(from), latin1(to))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(footer.length)
  return write(
    "footer.parquet",
    Buffer.concat([bytes.subarray(0, start), Buffer.from(footer, "latin1"), length, Buffer.from("PAR1")]),
  )
}

const latin1 = (bytes: number[]) => Buffer.from(bytes).toString("latin1")

test("counts of rows that the file cannot hold are refused before memory is taken for them", async () => {
  const before = process.resourceUsage().maxRSS
  // All 64-bit counts of 60 (in zigzag 120) become 2^40, the largest 32-bit number, and 2^24, which is believed until the pages end.
  const counts: [number[], RegExp][] = [
    [[0x80, 0x80, 0x80, 0x80, 0x80, 0x40], /^FILE is not a readable Parquet file: 1099511627776 values are announced/],
    [[0xfe, 0xff, 0xff, 0xff, 0x0f], /^FILE is not a readable Parquet file: 2147483647 values are announced/],
    [[0x80, 0x80, 0x80, 0x10], /the pages hold 60 values of 16777216 announced/],
  ]
  for (const [varint, message] of counts)
    expect(await refusal(withFooter("pyarrow-required", [0x16, 120], [0x16, ...varint]))).toMatch(message)
  expect((process.resourceUsage().maxRSS - before) / 1024).toBeLessThan(250)
})

test("a variant is a nested column of its own name: which rows lack it is known, what it holds is not read", async () => {
  const path = join(write("folder", ""), "..", "variant.parquet")
  parquetWriteFile({ filename: path, columnData: [{ name: "v", data: [{ a: 1 }, "x", 2], type: "VARIANT" }] })
  const { columns } = await readParquet(path)
  expect(columns).toMatchObject([{ name: "v", storageType: "variant", kind: "nested", cells: [true, true, true] }])
})

for (const version of [1, 2])
  test(`a flipped bit in a page of version ${version} is seen by its checksum`, async () => {
    const bytes = readFileSync(fixture(`pyarrow-small-pages-page${version}`))
    // Inside the first column's dictionary.
    bytes[80] ^= 4
    expect(await refusal(write("flipped.parquet", bytes))).toContain("a page's checksum does not match its bytes")
  })
