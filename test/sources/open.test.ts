import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { Readable } from "node:stream"
import { gzipSync } from "node:zlib"
import { afterEach, expect, test, vi } from "vitest"
import { InputError, UsageError } from "../../src/errors.js"
import { fileFacts } from "../../src/sources/file-facts.js"
import { openSource } from "../../src/sources/open.js"
import { saveStdin, refuseTwoStdins } from "../../src/sources/stdin.js"
import { freshFolder } from "../helpers/in-folder.js"
import { temporaryFiles } from "./parquet/temporary-files.js"

const write = temporaryFiles()
const files = freshFolder()
const json = '{"a":1}\n{"a":2}\n'
const arrow = readFileSync("fixtures/arrow/types.arrow")
const stream = readFileSync("fixtures/arrow/types.arrows")
const parquet = readFileSync("fixtures/arrow/types.parquet")

const formats: [name: string, content: string | Uint8Array, format: string][] = [
  ["a.jsonl", json, "json-lines"],
  ["a.ndjson", json, "json-lines"],
  ["A.JSONL.GZ", gzipSync(json), "json-lines"],
  ["a.csv", "a\n1\n", "csv"],
  ["a.tsv", "a\tb\n1\t2\n", "csv"],
  ["a.csv.gz", gzipSync("a\n1\n"), "csv"],
  ["a.arrow", arrow, "arrow-ipc"],
  ["a.feather", arrow, "arrow-ipc"],
  ["a.ipc", arrow, "arrow-ipc"],
  ["a.arrows", stream, "arrow-ipc"],
  ["no-ending-1", parquet, "parquet"],
  ["no-ending-2", arrow, "arrow-ipc"],
  ["no-ending-3", stream, "arrow-ipc"],
  ["a.json", `\uFEFF ${json}`, "json-lines"],
  ["a.gz", gzipSync(json), "json-lines"],
  ["b.gz", gzipSync("a\n1\n"), "csv"],
]
for (const [name, content, format] of formats)
  test(`${name} is read as ${format}`, async () => {
    const source = await openSource(write(name, content), {})
    expect(source.format).toBe(format)
    expect(source.readColumn(0).length).toBe(source.rows)
    source.close()
  })

test("a file that is nothing known lists the endings", async () => {
  await expect(openSource(write("data.xyz", "what is this"), {})).rejects.toMatchObject({
    message: expect.stringMatching(/data\.xyz: unknown kind of file$/) as string,
    hint: expect.stringContaining(".parquet") as string,
  })
})

test("a known kind of file that is not read is named, with what would work", async () => {
  const kinds: Record<string, string | Buffer> = {
    "an .xlsx, .ods or .zip archive": "PK\x03\x04",
    "an old Excel workbook (.xls)": Buffer.from("d0cf11e0a1b11ae1", "hex"),
    "an ORC file": "ORC",
    "an SQLite database": "SQLite format 3\0",
    "a DuckDB database": "\0\0\0\0\0\0\0\0DUCK",
    "an Avro file": "Obj\x01",
    "a pickle": Buffer.from("80049500", "hex"),
    "a NumPy array": Buffer.from("934e554d5059", "hex"),
    "a Stata file": "<stata_dta><header>",
    "a SAS data set": Buffer.from(`${"00".repeat(12)}c2ea8160b31411cf`, "hex"),
    "a Git LFS pointer, not the data": "version https://git-lfs.github.com/spec/v1\n",
    "an HTML page": "\n<!doctype html>",
    "bzip2 data": "BZh91AY",
    "xz data": Buffer.from("fd377a585a00", "hex"),
    "a tar archive": `${"a".repeat(257)}ustar`,
  }
  for (const [what, start] of Object.entries(kinds))
    await expect(
      openSource(write("data.xyz", Buffer.concat([Buffer.from(start), Buffer.from("rest of it")])), {}),
    ).rejects.toMatchObject({
      message: expect.stringMatching(
        new RegExp(`^cannot read .*data\\.xyz: it is ${what.replace(/[().]/g, "\\$&")}$`),
      ) as string,
      hint: expect.stringMatching(/unzip|write|save|to_parquet|git lfs pull|page|unpack/) as string,
    })
})

test("a document of JSON is known by its first characters, and a packed one as well", async () => {
  for (const content of ['[{"a":1},\n{"a":2}]', gzipSync('[\n {"a":1}, {"a":2}]'), '{\n "a": 1\n}\n{"a":2}'])
    expect((await openSource(write("list.json", content), {})).rows).toBe(2)
})

test("an address is told apart from a missing file", async () => {
  await expect(openSource("gs://bucket/cur.parquet", {})).rejects.toThrow(
    "cannot read gs://bucket/cur.parquet: addresses of this kind are not read",
  )
})

test("a missing file is said to be missing", async () => {
  await expect(openSource("nowhere/cur.jsonl", {})).rejects.toThrow("cannot read nowhere/cur.jsonl: no such file")
})

afterEach(() => vi.unstubAllEnvs())

/** Opens what comes in. */
async function pipe(content: string | Uint8Array) {
  const bytes = Buffer.from(content)
  const chunks = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(7 * i, 7 * i + 7))
  const saved = [await saveStdin(Readable.from(chunks))]
  return openSource({ path: "-", files: saved, partitions: null }, {})
}

for (const [kind, content, format] of [
  ["JSON Lines", json, "json-lines"],
  ["gzipped JSON Lines", gzipSync(json), "json-lines"],
  ["gzipped CSV", gzipSync("a\n1\n2\n"), "csv"],
  ["Parquet", parquet, "parquet"],
  ["an Arrow stream", stream, "arrow-ipc"],
] as const)
  test(`standard input may be ${kind}`, async () => {
    vi.stubEnv("TMPDIR", files.path("."))
    const source = await pipe(content)
    expect(readdirSync(tmpdir())).toEqual([])
    expect(source.format).toBe(format)
    expect(source.readColumn(0).length).toBe(source.rows)
    const { bytes, sha256 } = await fileFacts(source.input)
    expect(bytes).toBe(content.length)
    expect(sha256).toBe(createHash("sha256").update(content).digest("hex"))
    source.close()
  })

test("messages call it standard input", async () => {
  const error: unknown = await pipe('{"a":1}\n5\n').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InputError)
  expect((error as InputError).message).toBe("standard input line 2: not a JSON object but a number")
})

test("empty standard input is said to be empty", async () => {
  await expect(pipe("")).rejects.toThrow("standard input is empty: 0 bytes")
})

test("a terminal is refused instead of waited for", async () => {
  const terminal = Object.assign(new Readable(), { isTTY: true })
  await expect(saveStdin(terminal)).rejects.toThrow("nothing comes in on standard input")
})

test("only one side can be standard input", () => {
  expect(() => refuseTwoStdins("-", "-")).toThrow(UsageError)
  expect(() => refuseTwoStdins("-", "cur.csv")).not.toThrow()
})
