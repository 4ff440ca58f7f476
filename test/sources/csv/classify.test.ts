import { describe, expect, test } from "vitest"
import { readText, valuesOf } from "./read-csv.js"

const utc = (text: string) => Date.parse(text)

/** Texts of one column, and its type and values. */
const columns: [texts: string[], storageType: string, values: unknown[]][] = [
  [["1", "-2", "+5", " 5 ", "0", "-0"], "int64", [1, -2, 5, 5, 0, -0]],
  [["9007199254740991", "-9007199254740991"], "int64", [9007199254740991, -9007199254740991]],
  [["9007199254740993", "1"], "int64", [9007199254740993n, 1n]],
  [["9223372036854775807", "-9223372036854775808", "+9"], "int64", [9223372036854775807n, -9223372036854775808n, 9n]],
  [["9223372036854775808", "1"], "string", ["9223372036854775808", "1"]],
  [["123456789012345678901234567890", "1"], "string", ["123456789012345678901234567890", "1"]],
  [["1", "1.5", "1e5", ".5", "5.", "-.5E-3", "1e400"], "double", [1, 1.5, 1e5, 0.5, 5, -0.0005, Infinity]],
  [
    ["1.5", "NaN", "nan", "-nan", "Infinity", "-inf", "+INF"],
    "double",
    [1.5, NaN, NaN, NaN, Infinity, -Infinity, Infinity],
  ],
  [["0.1", "0.30000000000000004", "4.9406564584124654e-324"], "double", [0.1, 0.30000000000000004, 5e-324]],
  [["1", "NaN"], "double", [1, NaN]],
  [["NaN", "NaN"], "double", [NaN, NaN]],
  [["007", "12", "3"], "string", ["007", "12", "3"]],
  [["12", "3", "007"], "string", ["12", "3", "007"]],
  [["-01"], "string", ["-01"]],
  [["00.5"], "string", ["00.5"]],
  [["1,234", "5"], "string", ["1,234", "5"]],
  [["1_000", "5"], "string", ["1_000", "5"]],
  [["0x10", "5"], "string", ["0x10", "5"]],
  [["1e", "5"], "string", ["1e", "5"]],
  [["--1", "."], "string", ["--1", "."]],
  [["12 kg", "5"], "string", ["12 kg", "5"]],
  [["true", "FALSE", "True"], "bool", [true, false, true]],
  [["true", "1"], "string", ["true", "1"]],
  [["true", "", "NaN", " "], "bool", [true, null, null, null]],
  [["yes", "no"], "string", ["yes", "no"]],
  [["truee"], "string", ["truee"]],
  [
    ["2024-01-02", "1969-12-31", "0001-01-01", "9999-12-31"],
    "date32[day]",
    ["2024-01-02", "1969-12-31", "0001-01-01", "9999-12-31"].map(utc),
  ],
  [["2024-02-29", "2000-02-29"], "date32[day]", [utc("2024-02-29"), utc("2000-02-29")]],
  [["2023-02-29"], "string", ["2023-02-29"]],
  [["1900-02-29"], "string", ["1900-02-29"]],
  [["2024-04-31"], "string", ["2024-04-31"]],
  [["2024-13-01"], "string", ["2024-13-01"]],
  [["2024-1-2"], "string", ["2024-1-2"]],
  [["01/02/2024"], "string", ["01/02/2024"]],
  [["20240102"], "int64", [20240102]],
  [["12:30:00"], "string", ["12:30:00"]],
  [
    ["2024-01-02T03:04", "2024-01-02 03:04:05", "2024-01-02T03:04:05.678"],
    "timestamp[ms]",
    [utc("2024-01-02T03:04Z"), utc("2024-01-02T03:04:05Z"), utc("2024-01-02T03:04:05.678Z")],
  ],
  [["2024-01-02", "2024-01-02 03:04:05"], "timestamp[ms]", [utc("2024-01-02"), utc("2024-01-02T03:04:05Z")]],
  [
    ["2024-01-02T03:04:05Z", "2024-01-02 03:04:05+02:00", "2024-01-02T03:04-0530", "2024-01-02T03:04:05.5+01"],
    "timestamp[ms, tz=UTC]",
    [
      utc("2024-01-02T03:04:05Z"),
      utc("2024-01-02T01:04:05Z"),
      utc("2024-01-02T08:34:00Z"),
      utc("2024-01-02T02:04:05.5Z"),
    ],
  ],
  [
    ["2024-01-02T03:04:05.123456", "2024-01-02"],
    "timestamp[us]",
    [utc("2024-01-02T03:04:05.123Z") + 0.456, utc("2024-01-02")],
  ],
  [
    ["2024-01-02T03:04:05.123456Z", "1969-12-31T23:59:59.999999Z"],
    "timestamp[us, tz=UTC]",
    [utc("2024-01-02T03:04:05.123Z") + 0.456, -0.001],
  ],
  [["2024-01-02T03:04:05.120000"], "timestamp[ms]", [utc("2024-01-02T03:04:05.12Z")]],
  [["2024-01-02T24:00:00"], "string", ["2024-01-02T24:00:00"]],
  [["2024-01-02T03:04:60Z"], "string", ["2024-01-02T03:04:60Z"]],
  [["2024-01-02T03:04:05 Europe/Berlin"], "string", ["2024-01-02T03:04:05 Europe/Berlin"]],
  [["2024-01-02", "1"], "string", ["2024-01-02", "1"]],
  [["2024-01-02", "", "nan"], "date32[day]", [utc("2024-01-02"), null, null]],
  [["", "NA"], "null", [null, null]],
  [["  ", ""], "string", ["  ", null]],
  [["5", "  ", " NA", ""], "int64", [5, null, null, null]],
  [["x", "  ", " NA", "NaN"], "string", ["x", "  ", " NA", "NaN"]],
  [["5", "N/A", "null", "None", " NULL ", "0.5"], "double", [5, null, null, null, null, 0.5]],
  [["5", "n/a", "#N/A"], "int64", [5, null, null]],
  [["true", "NULL"], "bool", [true, null]],
  [["2024-01-02", "<NA>"], "date32[day]", [utc("2024-01-02"), null]],
  [["5", "-"], "string", ["5", "-"]],
  [["5", "none"], "string", ["5", "none"]],
  [["None", "N/A"], "string", ["None", "N/A"]],
  [["red", "5", "None"], "string", ["red", "5", "None"]],
  [
    ["2.1.2024", "31.12.2023", "29.02.2024", "2024-03-01"],
    "date32[day]",
    ["2024-01-02", "2023-12-31", "2024-02-29", "2024-03-01"].map(utc),
  ],
  [
    ["02.01.2024 03:04", "31.12.2023 23:59:59"],
    "timestamp[ms]",
    [utc("2024-01-02T03:04Z"), utc("2023-12-31T23:59:59Z")],
  ],
  [["31.12.2024", "12.31.2024"], "string", ["31.12.2024", "12.31.2024"]],
  [["29.2.2023"], "string", ["29.2.2023"]],
  [["1.2.24"], "string", ["1.2.24"]],
  [["10.0.0.1", "10.0.2024"], "string", ["10.0.0.1", "10.0.2024"]],
  [["1,5", "5"], "string", ["1,5", "5"]],
  [["NULL", "None", "n/a", "N/A", "null", "-"], "string", ["NULL", "None", "n/a", "N/A", "null", "-"]],
]

describe("a column is read as the narrowest type that holds all its values", () => {
  test.for(columns)("%j is %s", async ([texts, storageType, values]) => {
    const source = await readText(`c\n${texts.map((text) => `"${text}"\n`).join("")}`)
    expect(source.columns[0].storageType).toBe(storageType)
    expect(source.columns[0].integer).toBe(storageType === "int64")
    expect(valuesOf(source, 0)).toEqual(values)
  })

  test.for(columns)("%j is %s, whichever value comes first and however late", async ([texts, storageType, values]) => {
    const rotated = [...texts.slice(1), texts[0]]
    const source = await readText(`c\n\n${rotated.map((text) => `"${text}"\n`).join("")}`, {}, 4)
    expect(source.columns[0].storageType).toBe(storageType)
    expect(valuesOf(source, 0)).toEqual([...values.slice(1), values[0]])
  })
})

const commaColumns: [texts: string[], storageType: string, values: unknown[]][] = [
  [["1,5", "-0,25", "7", "+2,125", ""], "double", [1.5, -0.25, 7, 2.125, null]],
  [["1,5", "1,234", "N/A"], "double", [1.5, 1.234, null]],
  [["1,234", "5,678", "9"], "string", ["1,234", "5,678", "9"]],
  [["0,125", "0,250"], "double", [0.125, 0.25]],
  [["1,5", "1.5"], "string", ["1,5", "1.5"]],
  [["1,5", "1e5"], "string", ["1,5", "1e5"]],
  [["1,234,567", "1,5"], "string", ["1,234,567", "1,5"]],
  [["007,5", "1,5"], "string", ["007,5", "1,5"]],
  [["1,", "1,5"], "string", ["1,", "1,5"]],
]

describe("where semicolons separate the fields, a comma may be a decimal point", () => {
  test.for(commaColumns)("%j is %s", async ([texts, storageType, values]) => {
    for (const order of [texts, texts.toReversed()]) {
      const source = await readText(`c;d\n${order.map((text) => `${text};x\n`).join("")}`, {}, 4)
      expect(source.columns[0].storageType).toBe(storageType)
      expect(valuesOf(source, 0)).toEqual(order === texts ? values : values.toReversed())
    }
  })
})

test("null tokens given replace NA and leave the empty field", async () => {
  const text = "a,b\nNA,1\nnone,-999\n,3\n"
  expect(valuesOf(await readText("a\n1\nnull\n", { nullTokens: ["-999"] }), 0)).toEqual([1, null])
  expect(valuesOf(await readText("a\n1\nnull\n", { nullTokens: [] }), 0)).toEqual(["1", "null"])
  const source = await readText(text, { nullTokens: ["none", "-999"] })
  expect(valuesOf(source, 0)).toEqual(["NA", null, null])
  expect(valuesOf(source, 1)).toEqual([1, null, 3])
})

test("without null tokens only the empty field is missing", async () => {
  const source = await readText('a\nNA\n""\nx\n', { nullTokens: [] })
  expect(valuesOf(source, 0)).toEqual(["NA", null, "x"])
})

test("missing values are counted by the vector", async () => {
  const source = await readText("a,b,c,d\n,,,\n1,x,true,\n,,,\n")
  expect(source.columns.map((_, i) => source.readColumn(i).nullCount)).toEqual([2, 2, 2, 3])
})
