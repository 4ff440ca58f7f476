/** Compressed data that unpack to far more than tables do: refused after the limit, and read where a user allows it. */
import { writeFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import { parquetWriteBuffer } from "hyparquet-writer"
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { openFile } from "../../src/files/open-file.js"
import { readBytes, textFile } from "../../src/sources/shared/bytes.js"
import { mostUnpacked } from "../../src/sources/shared/unpacked.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const write = (name: string, bytes: Uint8Array) => {
  writeFileSync(files.path(name), bytes)
  return files.path(name)
}
const rows = Array.from({ length: 4000 }, (_, i) => i % 10)

const inputs = {
  "rows.csv.gz": gzipSync(`a\n${rows.join("\n")}\n`),
  "rows.jsonl.gz": gzipSync(rows.map((a) => `{"a":${a}}`).join("\n")),
  "rows.parquet": Buffer.from(
    parquetWriteBuffer({ columnData: [{ name: "a", data: rows, type: "INT32" as const, encoding: "PLAIN" }] }),
  ),
}

describe.each(Object.entries(inputs))("%s", (name, bytes) => {
  const compare = (...more: string[]) => {
    const path = write(name, bytes)
    return runCli(["compare", path, path, "--no-output", ...more])
  }

  it("is read under the limit that holds without a word", async () => {
    expect(await compare()).toMatchObject({ code: 0, stderr: "" })
  })

  it("is refused above the limit, with what would work", async () => {
    const refused = new RegExp(`${name}.*: \\d+ bytes of (gzip|SNAPPY) unpack to more than 5000\\b`)
    const { code, stdout, stderr } = await compare("--max-bytes", "5000", "--format", "json")
    expect(code).toBe(2)
    // A file read by rows is no input at all; of one read by columns, the others are compared.
    if (name.endsWith(".gz"))
      expect(stderr).toMatch(new RegExp(`^error: .*${refused.source}\nhint: .*--max-bytes.*\n$`))
    else expect((JSON.parse(stdout) as Report).columns[0].reason).toMatch(refused)
  })
})

it("a column of an Arrow file is refused above the limit", async () => {
  const path = "fixtures/arrow/many-zstd.feather"
  const { code, stdout } = await runCli([
    "compare",
    path,
    path,
    "--no-output",
    "--max-bytes",
    "100",
    "--format",
    "json",
  ])
  expect(code).toBe(2)
  const reasons = (JSON.parse(stdout) as Report).columns.map(({ reason }) => reason)
  expect(reasons.join("\n")).toMatch(/many-zstd.*: column ".*": \d+ bytes of ZSTD unpack to more than 100\b/)
})

it("a gzip bomb ends at 1 GiB, whatever it would become", async () => {
  // Members of gzip follow each other: 12 times 100 MB in 1.2 MB.
  const member = gzipSync(Buffer.alloc(100_000_000, "1\n"))
  const file = openFile(write("bomb.csv.gz", Buffer.concat(Array.from({ length: 12 }, () => member))))
  const read = async () => {
    let length = 0
    for await (const chunk of readBytes(textFile(file, 1 << 20, {}))) length += chunk.length
    return length
  }
  await expect(read()).rejects.toThrow(`bytes of gzip unpack to more than ${2 ** 30}`)
})

it("without a word the limit is 1 GiB, or 100 times the stored size", () => {
  expect(mostUnpacked(1000, undefined)).toBe(2 ** 30)
  expect(mostUnpacked(1e9, undefined)).toBe(1e11)
  expect(mostUnpacked(1e9, 7)).toBe(7)
})
