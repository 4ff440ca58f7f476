import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { UsageError } from "../../../src/errors.js"
import type { ReadOptions } from "../../../src/sources/source.js"
import { cellsOf, failureFor, readText } from "./read-csv.js"

const table = [
  ["x", "note"],
  [1.5, "a, b"],
  [2.5, "c, d"],
  [-3, "e, f"],
]
const rest = (text: string) => text.split("\n").slice(1).join("\n")

describe("the same table in other clothes is read as it is", () => {
  const clothes: [what: string, content: string | Uint8Array, options: ReadOptions][] = [
    ["quoted as usual", 'x,note\n1.5,"a, b"\n2.5,"c, d"\n-3,"e, f"\n', {}],
    ["in single quotes", "x,note\n1.5,'a, b'\n2.5,'c, d'\n-3,'e, f'\n", {}],
    ["in single quotes, said", "x,note\n1.5,'a, b'\n2.5,'c, d'\n-3,'e, f'\n", { quote: "'" }],
    ["spaces before quotes", 'x, "note"\n1.5, "a, b"\n2.5,  "c, d"\n-3, "e, f"\n', {}],
    ["delimiters escaped", "x,note\n1.5,a\\, b\n2.5,c\\, d\n-3,e\\, f\n", {}],
    ["delimiters escaped, said", "x,note\n1.5,a%, b\n2.5,c%, d\n-3,e%, f\n", { escape: "%" }],
    ["quotes of no meaning", "x;note\n1.5;a, b\n2.5;c, d\n-3;e, f\n", { quote: "none" }],
    ["comments between", 'x,note\n#,,,\n1.5,"a, b"\n# "\n2.5,"c, d"\n-3,"e, f"\n#', { comment: "#" }],
    ["decimal commas", "x;note\n1,5;a, b\n2,5;c, d\n-3;e, f\n", { decimal: "," }],
    ["UTF-16", Buffer.from('\uFEFFx,note\n1.5,"a, b"\n2.5,"c, d"\n-3,"e, f"\n', "utf16le"), {}],
    ["UTF-16, big end first", Buffer.from('\uFEFFx,note\n1.5,"a, b"\n2.5,"c, d"\n-3,"e, f"', "utf16le").swap16(), {}],
    [
      "UTF-16 without a mark",
      Buffer.from('x,note\n1.5,"a, b"\n2.5,"c, d"\n-3,"e, f"', "utf16le"),
      { encoding: "utf-16le" },
    ],
    ["a delimiter after each row", "x|note\n1.5|a, b|\n2.5|c, d|\n-3|e, f|\n", {}],
    ["a delimiter after the header alone", "x;note;\n1.5;a, b\n2.5;c, d\n-3;e, f\n", {}],
    ["lines to skip", 'a,b,c\n\nd\nx,note\n1.5,"a, b"\n2.5,"c, d"\n-3,"e, f"\n', { skip: 3 }],
  ]
  for (const chunk of [3, 65_536])
    test.for(clothes)(`%s, in pieces of ${chunk} bytes`, async ([, content, options]) => {
      expect(cellsOf(await readText(content, options, chunk))).toEqual(table)
    })
})

test("an escape keeps the next character, and \\N stays a missing value", async () => {
  const text = 'a,b\n"5\\" disk",1\n"back\\\\slash",\\N\n"two\\\nlines",3\nplain,4\n'
  const expected = [
    ["a", "b"],
    ['5" disk', 1],
    ["back\\slash", null],
    ["two\nlines", 3],
    ["plain", 4],
  ]
  for (const chunk of [4, 65_536]) expect(cellsOf(await readText(text, { escape: "\\" }, chunk))).toEqual(expected)
})

test("8-bit pages are read by their names, and an unknown name is a usage error", async () => {
  const cells = cellsOf(await readText(Buffer.from("name,x\nM\xfcller,1\n", "latin1"), { encoding: "windows-1252" }))
  expect(cells[1]).toEqual(["Müller", 1])
  const error = await failureFor("a,b\n1,2\n", { encoding: "klingon" })
  expect(error).toBeInstanceOf(UsageError)
  expect(error.hint).toContain("windows-1250")
})

describe("stated marks of numbers hold for every column", () => {
  const spellings: [text: string, options: ReadOptions, value: number | string][] = [
    ["1.234", { decimal: "," }, 1234],
    ["1.234,5", { decimal: "," }, 1234.5],
    ["1,234", { thousands: "," }, 1234],
    ["1,234", { decimal: "," }, 1.234],
    ["-1'234.5", { thousands: "'" }, -1234.5],
    ["1 234,5", { decimal: ",", thousands: " " }, 1234.5],
    ["1.5e3", { decimal: "." }, 1500],
    ["1.5", { decimal: "," }, "1.5"],
    ["1.234", { decimal: ",", thousands: "none" }, "1.234"],
  ]
  test.for(spellings)("%s with %j is %s", async ([text, options, value]) => {
    const cells = cellsOf(await readText(`x;y\n${text};1\n`, options))
    expect(typeof value === "number" ? Number(cells[1][0]) : cells[1][0]).toBe(value)
  })
})

describe("a missing header", () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i},${(i * 0.37).toFixed(3)},${i % 2 === 0 ? "p" : "q"}`)
  test("is recognised where a number stands above numbers and a text recurs below", async () => {
    const source = await readText(rows.join("\n"))
    expect(source.rows).toBe(20)
    expect(source.columns.map(({ name }) => name)).toEqual(["column_1", "column_2", "column_3"])
    expect(source.warnings).toEqual([
      "the first line looks like the lines below it: it was read as data, with column_1 to column_3 as names",
    ])
  })
  test("is warned of where it only looks so", async () => {
    const source = await readText(["7,0.5,name", ...rows].join("\n"))
    expect(source.rows).toBe(20)
    expect(source.warnings.join()).toContain("if the file has no header, say --header none")
  })
  test.for([
    ["years", ["country,2019,2020", ...Array.from({ length: 9 }, (_, i) => `c${i},1,2`)]],
    ["quantiles", ["segment,0.25,0.5", ...Array.from({ length: 9 }, (_, i) => `s${i % 2},1,2`)]],
    ["texts", ["a,b", ...Array.from({ length: 9 }, (_, i) => `x${i % 2},y`)]],
  ] as const)("is not seen in a header of %s", async ([, lines]) => {
    expect((await readText(lines.join("\n"))).rows).toBe(9)
  })
  test("is not what the user says", async () => {
    expect((await readText(rows.join("\n"), { header: "row" })).warnings).toEqual([])
    expect((await readText("a,b\nc,d\n", { header: "none" })).rows).toBe(2)
  })
})

describe("a total below the table is left out and told", () => {
  const above = "region,a\n" + Array.from({ length: 30 }, (_, i) => `r${i % 3},${i}\n`).join("")
  for (const chunk of [40, 65_536])
    test.for([
      "Total,435\n",
      "Grand total,\n",
      "Total: 30 rows\n",
      "(30 rows affected)\n",
      "Summe,435",
      "\nTotal,435\n",
    ])(`%j in pieces of ${chunk} bytes`, async (last) => {
      const source = await readText(above + last, {}, chunk)
      expect(source.rows).toBe(30)
      expect(source.columns.map(({ kind }) => kind)).toEqual(["string", "number"])
      expect(source.warnings.join()).toContain(JSON.stringify(last.trim()))
    })
  test("but not where it is a category, nor in the middle, nor where a row is cut off", async () => {
    expect((await readText(above + "total,1\n" + rest(above) + "total,2\n")).rows).toBe(62)
    expect((await failureFor(above + "Total\n" + rest(above))).message).toBe("cur.csv line 32: 1 field, header has 2")
    expect((await failureFor(above + "r1")).message).toBe("cur.csv line 32: 1 field, header has 2")
  })
})

describe("one column that holds another separator is refused with the flag to use", () => {
  const columns = (separator: string) =>
    Array.from({ length: 20 }, (_, i) =>
      [i === 0 ? "a" : i, i === 0 ? "b" : "x", i === 0 ? "c" : i * 2].join(separator),
    ).join("\n")
  test.for([
    ["::", "--delimiter '::'"],
    [":", "--delimiter ':'"],
    ["\x02", "--delimiter $'\\x02'"],
    ["§", "--delimiter '§'"],
    ["    ", "tr -s ' '"],
  ] as const)("%j", async ([separator, hint]) => {
    const error = await failureFor(columns(separator))
    expect(error.hint).toContain(hint)
    if (separator !== "    ")
      expect(cellsOf(await readText(columns(separator), { delimiter: separator }))[0]).toEqual(["a", "b", "c"])
  })
  test("columns of a fixed width, whose values leave runs of spaces of any length", async () => {
    const line = (cells: readonly unknown[]) =>
      cells
        .map((cell) => String(cell).padEnd(9))
        .join("")
        .trimEnd()
    const lines = Array.from({ length: 40 }, (_, i) => line([i, (i * 37) % 1001, "xyz".slice(0, 1 + (i % 3))]))
    const { hint } = await failureFor([line(["id", "amount", "kind"]), ...lines].join("\n"))
    expect(hint).toContain("tr -s ' '")
  })
  test.for([
    "url\nhttp://a\nhttp://b\nhttp://c\nhttp://d\nhttp://e\n",
    "day\n1/2/24\n1/3/24\n1/4/24\n1/5/24\n1/6/24\n",
  ])("%j is one column", async (text) => {
    expect((await readText(text)).rows).toBe(5)
  })
})

test("files packed by Zstandard are read, and damaged ones refused", async () => {
  // `zstd -c` of a,b and 50,000 rows 1,2: 99 bytes.
  const packed = readFileSync("fixtures/csv/rows.csv.zst")
  expect((await readText(packed)).rows).toBe(50_000)
  expect((await failureFor(packed.subarray(0, packed.length - 9))).message).toMatch(/Zstandard data/)
  const damaged = Buffer.from(packed)
  damaged[4] ^= 0x08 // A reserved bit of the frame's header.
  expect((await failureFor(damaged)).message).toMatch(/Zstandard data/)
})
