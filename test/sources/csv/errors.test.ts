import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { openSource } from "../../../src/sources/open.js"
import { openFile } from "../../../src/files/open-file.js"
import { InputError, UsageError } from "../../../src/errors.js"
import { openCsv } from "../../../src/sources/csv.js"
import { cellsOf, failureFor, fileWith, messageFor, readText } from "./read-csv.js"

const latin1 = (text: string) => Buffer.from(text, "latin1")
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le")

describe("a file that is not sound is refused with the line that is to blame", () => {
  const faults: [what: string, content: string | Uint8Array, message: string][] = [
    ["a row too long", "a,b\n1,2\n1,2,3\n", "cur.csv line 3: 3 fields, header has 2"],
    ["a row too short", "a,b\n1,2\n1\n", "cur.csv line 3: 1 field, header has 2"],
    ["a row too short at the end of the file", "a,b\n1,2\n1", "cur.csv line 3: 1 field, header has 2"],
    ["a ragged row after blank lines", "\na,b\n\n\n1,2,3\n", "cur.csv line 5: 3 fields, header has 2"],
    ["a ragged row after line ends in quotes", 'a,b\n"x\n\ny",2\n1,2,3\n', "cur.csv line 5: 3 fields, header has 2"],
    ["a ragged row in a CRLF file", "a,b\r\n1,2\r\n1,2,3\r\n", "cur.csv line 3: 3 fields, header has 2"],
    ["a ragged row in a CR file", "a,b\r1,2\r1,2,3\r", "cur.csv line 3: 3 fields, header has 2"],
    ["a quoted empty field in place of a row", 'a,b\n""\n', "cur.csv line 2: 1 field, header has 2"],
    ["a quote never closed", 'a,b\n1,"x\n2,y\n', "cur.csv line 2: a quote is opened here and never closed"],
    [
      "a quote never closed after line ends in quotes",
      'a,b\n"p\nq",1\nz,"x',
      "cur.csv line 4: a quote is opened here and never closed",
    ],
    [
      "a quote closed too early",
      'a,b\n1,x\n2,"5" disk\n3,"z"\n',
      "cur.csv line 3: a quoted field begins here and has text after its closing quote",
    ],
    [
      "a quote not closed before the next",
      'a,b\n1,"x\n2,"y"\n',
      "cur.csv line 2: a quoted field begins here and has text after its closing quote",
    ],
    [
      "a CR among LF",
      "a,b\n1,2\n1,x\ry\n",
      "cur.csv line 3: a carriage return outside quotes, where lines end otherwise",
    ],
    [
      "a CR that ends one line among LF",
      "a,b\n1,2\r3,4\n",
      "cur.csv line 2: a carriage return outside quotes, where lines end otherwise",
    ],
    [
      "two CR before LF",
      "a,b\r\n1,2\r\r\n",
      "cur.csv line 2: a carriage return outside quotes, where lines end otherwise",
    ],
    ["LF after CR alone", "a,b\r1,2\r3,4\n", "cur.csv line 3: a line feed outside quotes, where lines end otherwise"],
    ["Latin-1", latin1("a,b\n1,x\n2,Müller\n"), "cur.csv line 3: byte 0xFC at offset 11 is not UTF-8"],
    ["Latin-1 in the last byte", latin1("a,b\n1,é"), "cur.csv line 2: byte 0xE9 at offset 6 is not UTF-8"],
    [
      "a character cut off by the end",
      Buffer.from("a,b\n1,é").subarray(0, 7),
      "cur.csv line 2: byte 0xC3 at offset 6 is not UTF-8",
    ],
    ["UTF-16 without a mark", utf16("a,b\n1,2\n").subarray(2), "cur.csv: UTF-16 text without a byte order mark"],
    ["a stray zero byte", "a,b\n1,2\n3,\u00004\n5,6\n", "cur.csv line 3: a zero byte, at offset 10"],
    ["a zip archive", "PK\u0003\u0004rest", "cur.csv: not CSV but an .xlsx, .ods or .zip archive"],
    ["a Parquet file", "PAR1rest", "cur.csv: not CSV but a Parquet file"],
    ["gzip cut off", gzipSync("a,b\n1,2\n").subarray(0, 20), "cur.csv: the gzip data ends too early"],
    ["nothing", "", "cur.csv is empty: 0 bytes"],
    ["nothing, zipped", gzipSync(""), "cur.csv: the file is empty"],
    ["blank lines only", "\n \n\r\n", "cur.csv: no header line, only blank ones"],
    ["a byte order mark only", "\uFEFF", "cur.csv: no header line, only blank ones"],
  ]
  test.for(faults)("%s", async ([, content, message]) => {
    const error = await failureFor(content)
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toBe(message)
  })
})

test("damaged gzip data is refused, whichever byte is damaged", async () => {
  const sound = gzipSync("a,b\n" + "1,2\n".repeat(50))
  for (let i = 3; i < sound.length; i++) {
    const damaged = Buffer.from(sound)
    damaged[i] ^= 0xff
    // Bytes 3 to 9 are flags, time and system: most of them change nothing.
    if (i >= 10) expect(await messageFor(damaged), `byte ${i}`).toMatch(/^cur.csv: the gzip data /)
  }
})

test("hints say what would work", async () => {
  expect((await failureFor(latin1("a\né\n"))).hint).toContain("--encoding windows-1252")
  expect((await failureFor(latin1("a,b\nZ\x9frich,1\nGen\x8fve,2\nM\xfcller,3\n"))).hint).toContain(
    "--encoding macintosh reads",
  )
  expect((await failureFor("a|b|c\n1|2|3\n4|5|6|\n7|8\n")).hint).toContain("where all rows do it is left out")
  expect((await failureFor(utf16("a,b\n").subarray(2))).hint).toContain("--encoding utf-16le")
  expect((await failureFor("PK\u0003\u0004")).hint).toContain("save the sheet as CSV")
  expect((await failureFor("a;b,c\n1;2\n", { delimiter: "," })).hint).toContain('separated by ","')
  expect((await failureFor("a,b,c\n1,2,3\n4,5\n")).hint).toContain("the row ends early")
})

test("a missing file and a folder are named", async () => {
  await expect(openSource("no-such.csv", {})).rejects.toThrow("no-such.csv")
  expect(() => openFile("test")).toThrow(InputError)
})

test("a delimiter that cannot separate is a usage error", async () => {
  const path = fileWith("a,b\n1,2\n")
  for (const delimiter of ["", '"', "\n", "a\r"])
    await expect(openCsv(openFile(path), { delimiter })).rejects.toThrow(UsageError)
})

test("a ragged row far behind the first piece is found with its line", async () => {
  const rows = Array.from({ length: 100_000 }, (_, i) => (i % 7 === 0 ? `${i},"two\nlines"\n` : `${i},x\n`))
  const lines = rows.join("").split("\n").length
  expect(await messageFor(`a,b\n${rows.join("")}1,2,3\n`)).toBe(`cur.csv line ${lines + 1}: 3 fields, header has 2`)
})

test("a closed source says so", async () => {
  const source = await readText("a,b\n1,2\n")
  expect(cellsOf(source)).toHaveLength(2)
  source.close()
  expect(() => source.readColumn(0)).toThrow("was closed")
})
