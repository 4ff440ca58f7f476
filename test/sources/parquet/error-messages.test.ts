import { readFileSync } from "node:fs"
import { dirname } from "node:path"
import { parquetWriteBuffer } from "hyparquet-writer"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { InputError } from "../../../src/errors.js"
import { openParquet } from "../../../src/sources/parquet.js"
import { readParquet } from "./cells.js"
import { temporaryFiles } from "./temporary-files.js"

const write = temporaryFiles()
const fixture = (name: string) => new URL(`../../../fixtures/parquet/${name}.parquet`, import.meta.url).pathname
const bytesOf = (name: string) => readFileSync(fixture(name))

/** The message with the path as PATH, and the hint. */
async function failure(path: string): Promise<{ message: string; hint: string | undefined }> {
  const error: unknown = await readParquet(path).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw new Error("no InputError", { cause: error })
  return { message: error.message.replaceAll(path, "PATH"), hint: error.hint }
}

test("a missing file is said to be missing", async () => {
  expect(await failure("nowhere/cur.parquet")).toEqual({
    message: "cannot read PATH: no such file",
    hint: "Check the spelling; paths start at the current folder.",
  })
})

test("a folder is said to be a folder", async () => {
  expect((await failure(dirname(fixture("x")))).message).toBe("cannot read PATH: it is a folder")
})

test("a device is refused before it is opened", async () => {
  expect((await failure("/dev/null")).message).toBe("cannot read PATH: it is a pipe or a device")
})

test("an empty file is said to be empty", async () => {
  expect((await failure(write("empty.parquet", ""))).message).toBe("PATH is empty: 0 bytes")
})

test("text with the name of a Parquet file is told from a damaged one", async () => {
  expect((await failure(write("text.parquet", "a,b\n1,2\n"))).message).toBe(
    "PATH is not a Parquet file: does not start with PAR1",
  )
})

test("a file cut off before its footer is said to lack it, with its size", async () => {
  expect(await failure(write("cut.parquet", bytesOf("pyarrow-types-page1-plain").subarray(0, 4096)))).toEqual({
    message: "PATH is not a readable Parquet file: the footer is missing",
    hint: "The file may be cut short: 4,096 bytes.",
  })
})

test("a footer longer than the file is refused", async () => {
  const bytes = bytesOf("pyarrow-required")
  bytes.writeUInt32LE(0x7fffffff, bytes.length - 8)
  expect((await failure(write("long.parquet", bytes))).message).toBe(
    "PATH is not a readable Parquet file: the footer is said to be 2,147,483,647 bytes long, longer than the file",
  )
})

test("a footer that does not parse is said to be damaged", async () => {
  const bytes = bytesOf("pyarrow-required")
  bytes.fill(0xff, bytes.length - 200, bytes.length - 8)
  expect((await failure(write("garbage.parquet", bytes))).message).toMatch(
    /^PATH is not a readable Parquet file: the footer is damaged: /,
  )
})

test("an encrypted file is said to be encrypted", async () => {
  const bytes = bytesOf("pyarrow-required")
  bytes.write("PARE", 0, "latin1")
  bytes.write("PARE", bytes.length - 4, "latin1")
  expect((await failure(write("encrypted.parquet", bytes))).message).toBe(
    "PATH is an encrypted Parquet file, which is not supported",
  )
})

test("a damaged page names column, row group and what is wrong", async () => {
  const bytes = bytesOf("pyarrow-snappy-page1")
  // Inside the first page: the file has checksums.
  bytes[60] ^= 1
  expect(await failure(write("flipped.parquet", bytes))).toEqual({
    message: 'PATH: column "i", row group 1 of 2: a page\'s checksum does not match its bytes',
    hint: "The file is damaged: write or download it again.",
  })
})

test("rows that disagree between file and row groups are refused", async () => {
  const bytes = bytesOf("pyarrow-zero-row-groups")
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
  // The number of rows follows the schema as field 3, a 64-bit number: 0x16, then 0 in zigzag.
  const at = bytes.indexOf(Buffer.from([0x16, 0x00, 0x19]), footer)
  bytes[at + 1] = 2
  expect((await failure(write("rows.parquet", bytes))).message).toBe(
    "PATH is not a readable Parquet file: the file is said to have 1 rows, its row groups have 0",
  )
})

test("a column cannot be read after the file was closed", async () => {
  const source = await openParquet(openFile(fixture("pyarrow-required")), {})
  source.close()
  source.close()
  expect(() => source.readColumn(0)).toThrow("the file was closed")
})

test("a footer names what it lacks and what is of the wrong type", async () => {
  const bytes = bytesOf("duckdb-snappy-v1")
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8)
  // The compact protocol: a list (type 9) one field after the version is the schema; as a field of bytes (8), it is none.
  const schema = bytes.indexOf(0x19, footer)
  const damaged = Buffer.from(bytes)
  damaged[schema] = 0x18
  expect((await failure(write("other-type.parquet", damaged))).message).toBe(
    "PATH is not a readable Parquet file: the footer is damaged: what should be the schema is something else",
  )
  // The struct ends (0) where the schema should begin.
  damaged[schema] = 0
  expect((await failure(write("no-schema.parquet", damaged))).message).toBe(
    "PATH is not a readable Parquet file: the footer is damaged: it has no schema",
  )
})

test("a note without a value is read", async () => {
  // Writers may leave the value out (parquet.thrift: optional); the types of hyparquet-writer do not say so.
  const kvMetadata = [{ key: "pandas" }, { key: "empty", value: "" }] as { key: string; value: string }[]
  const columnData = [{ name: "a", data: [1, 2, 3], type: "INT32" as const }]
  const path = write("note.parquet", Buffer.from(parquetWriteBuffer({ columnData, kvMetadata })))
  expect((await readParquet(path)).columns).toHaveLength(1)
})
