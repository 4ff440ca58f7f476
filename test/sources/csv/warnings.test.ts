import { describe, expect, test } from "vitest"
import { readText } from "./read-csv.js"

const cases: [what: string, text: string, names: string[], warnings: string[]][] = [
  ["sound names need no warning", "a,b\n1,2\n", ["a", "b"], []],
  ["names keep their white space", " a ,b\n1,2\n", [" a ", "b"], []],
  [
    "numbers in place of names are data",
    "1,2\n3,4\n",
    ["column_1", "column_2"],
    ["the first line holds numbers, not names: it was read as data, with column_1 to column_2 as names"],
  ],
  [
    "one number in place of a name is data",
    "1.5\n3\n",
    ["column_1"],
    ["the first line holds numbers, not names: it was read as data, with column_1 as names"],
  ],
  ["one name makes a header", "id,2019,2020\nx,1,2\n", ["id", "2019", "2020"], []],
  ["0, 1, 2 are the names that data frames give", "0,1,2\n5,6,7\n", ["0", "1", "2"], []],
  [
    "0, 1 after an unnamed index are names, too",
    ",0,1\n0,6,7\n",
    ["column_1", "0", "1"],
    ['column 1 has no name; it is called "column_1"'],
  ],
  [
    "an empty name is replaced",
    "a,,b\n1,2,3\n",
    ["a", "column_2", "b"],
    ['column 2 has no name; it is called "column_2"'],
  ],
  [
    "a replaced name stays different from the others",
    "column_2,\n1,2\n",
    ["column_2", "column_2 (2)"],
    [
      'column 2 has no name; it is called "column_2 (2)"',
      'column name "column_2" is used more than once; the later one is called "column_2 (2)"',
    ],
  ],
  [
    "a name used twice",
    "a,a\n1,2\n",
    ["a", "a (2)"],
    ['column name "a" is used more than once; the later one is called "a (2)"'],
  ],
  [
    "times with and without zone",
    "t\n2024-01-01T00:00:00Z\n2024-01-01 00:00:00\n",
    ["t"],
    ['column "t": times without a zone were read as UTC, as others have one'],
  ],
  [
    "digits finer than microseconds",
    "t\n2024-01-01T00:00:00.000000001\n",
    ["t"],
    ['column "t": digits finer than microseconds were left out'],
  ],
  [
    "large whole numbers among decimals",
    "n\n9007199254740993\n0.5\n",
    ["n"],
    ['column "n": whole numbers beyond 2^53 were rounded, for it also holds other numbers'],
  ],
  [
    "words for missing among numbers",
    "n\n1\nN/A\n",
    ["n"],
    ['column "n": words such as N/A, null or None were read as missing, as the other values are numbers'],
  ],
  ["words for missing among texts are texts", "n\nx\nNone\n", ["n"], []],
  ["decimal commas", "n;m\n1,5;x\n", ["n", "m"], ['column "n": commas were read as decimal points']],
  [
    "commas that may separate thousands",
    "n;m\n1,500;x\n",
    ["n", "m"],
    ['column "n": values such as 1,234 were read as text: the comma may separate thousands or decimals'],
  ],
  [
    "dates with dots",
    "t\n31.12.2024\n1.2.2024\n",
    ["t"],
    ['column "t": dates such as 31.12.2024 were read as day, month, year'],
  ],
  [
    "blank lines within one column",
    "n\n1\n\n2\n\n",
    ["n"],
    ['blank lines were skipped: 1; in a file of one column a missing value has to be written as "" or NA'],
  ],
  ["blank lines between columns", "\na,b\n1,2\n\n3,4\n\n", ["a", "b"], []],
]

describe("what a user should know about the reading is a warning", () => {
  test.for(cases)("%s", async ([, text, names, warnings]) => {
    const source = await readText(text)
    expect(source.columns.map(({ name }) => name)).toEqual(names)
    expect(source.warnings).toEqual(warnings)
  })
})

test("warnings are given once when the file has to be read twice", async () => {
  const source = await readText(`a,a\n${"1,2\n".repeat(50)}x,y\n`, {}, 16)
  expect(source.warnings).toHaveLength(1)
  expect(source.columns.map(({ kind }) => kind)).toEqual(["string", "string"])
})
