import { createRequire } from "node:module"
import { writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { StorageKind } from "../../src/model.js"

/**
 * Every usual spelling of a value in every format that holds texts, on both sides, and against the plain spelling on either: the column has
 * to be of one kind, and its values those that were written.
 */

interface ParquetWriter {
  appendRow(row: object): Promise<void>
  close(): Promise<void>
}
interface ParquetJs {
  ParquetSchema: new (fields: object) => object
  ParquetWriter: { openFile(schema: object, path: string): Promise<ParquetWriter> }
}
const { ParquetSchema, ParquetWriter } = createRequire(import.meta.url)("parquetjs-lite") as ParquetJs

const rows = 60
const day = 86_400_000
const pad = (value: number, width = 2) => String(value).padStart(width, "0")
const grouped = (value: number, separator: string) => String(value).replace(/\B(?=(\d{3})+$)/g, separator)

/** Whole numbers from 3 to 5,313 and decimals beside them. */
const whole = (row: number) => 3 + 90 * row
const decimal = (row: number) => whole(row) + (row % 4) * 0.25
const instant = (row: number) => Date.UTC(2024, 0, 1) + row * 5 * day + (row % 24) * 3_600_000 + (row % 60) * 60_000
const date = (row: number) => Date.UTC(2024, 0, 1) + row * 5 * day
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")

/** The parts of a moment, in UTC. */
function partsOf(ms: number) {
  const at = new Date(ms)
  const [y, m, d] = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()]
  return { y, m, d, H: at.getUTCHours(), M: at.getUTCMinutes(), month: months[m - 1] }
}
const spellDate = (spell: (parts: ReturnType<typeof partsOf>) => string) => (row: number) => spell(partsOf(date(row)))
const spellMoment = (spell: (parts: ReturnType<typeof partsOf>) => string) => (row: number) =>
  spell(partsOf(instant(row)))
const decimals = (row: number, mark: string, separator: string) =>
  `${grouped(whole(row), separator)}${mark}${pad((row % 4) * 25)}`

interface Spelling {
  name: string
  kind: StorageKind
  spell: (row: number) => string
  /** What is meant, in the unit of the kind: milliseconds for dates. */
  value: (row: number) => number
  plain: (row: number) => string
}

const number = (name: string, spell: (row: number) => string, value = decimal): Spelling => ({
  ...{ name, kind: "number", spell, value },
  plain: (row) => String(value(row)),
})
const dates = (name: string, spell: (row: number) => string): Spelling => ({
  ...{ name, kind: "datetime", spell, value: date },
  plain: (row) => new Date(date(row)).toISOString().slice(0, 10),
})
const moments = (name: string, spell: (row: number) => string): Spelling => ({
  ...{ name, kind: "datetime", spell, value: instant },
  plain: (row) => new Date(instant(row)).toISOString().slice(0, 19),
})
const flags = (yes: string, no: string): Spelling => ({
  name: `${yes}/${no}`,
  kind: "boolean",
  spell: (row) => (row % 3 === 0 ? yes : no),
  value: (row) => Number(row % 3 === 0),
  plain: (row) => (row % 3 === 0 ? "true" : "false"),
})

const spellings: readonly Spelling[] = [
  number("plain decimals", (row) => decimal(row).toFixed(2)),
  number("decimal comma", (row) => decimal(row).toFixed(2).replace(".", ",")),
  number("1,299.99", (row) => decimals(row, ".", ",")),
  number("1.299,99", (row) => decimals(row, ",", ".")),
  number("1'299.99", (row) => decimals(row, ".", "'")),
  number("1 299,99", (row) => decimals(row, ",", " ")),
  number("1 299,99 with no-break spaces", (row) => decimals(row, ",", "\u00a0")),
  number("$1,299.99", (row) => `$${decimals(row, ".", ",")}`),
  number("1.299,99 €", (row) => `${decimals(row, ",", ".")} €`),
  number("12.5%", (row) => `${decimal(row).toFixed(2)}%`),
  number("12 kg", (row) => `${decimal(row).toFixed(2)} kg`),
  number(
    "(1,299.99) for negative",
    (row) => `(${decimals(row, ".", ",")})`,
    (row) => -decimal(row),
  ),
  number(
    "U+2212 for minus",
    (row) => `\u2212${decimal(row).toFixed(2)}`,
    (row) => -decimal(row),
  ),
  number("with a plus", (row) => `+${decimal(row).toFixed(2)}`),
  number("exponents", (row) => decimal(row).toExponential(6)),
  number("whole numbers", (row) => String(whole(row)), whole),
  number("1,299", (row) => grouped(whole(row), ","), whole),
  dates(
    "2024-01-31",
    spellDate(({ y, m, d }) => `${y}-${pad(m)}-${pad(d)}`),
  ),
  dates(
    "2024/01/31",
    spellDate(({ y, m, d }) => `${y}/${pad(m)}/${pad(d)}`),
  ),
  dates(
    "31/01/2024",
    spellDate(({ y, m, d }) => `${pad(d)}/${pad(m)}/${y}`),
  ),
  dates(
    "1/31/2024",
    spellDate(({ y, m, d }) => `${m}/${d}/${y}`),
  ),
  dates(
    "31.01.2024",
    spellDate(({ y, m, d }) => `${pad(d)}.${pad(m)}.${y}`),
  ),
  dates(
    "31-Jan-2024",
    spellDate(({ y, d, month }) => `${pad(d)}-${month}-${y}`),
  ),
  dates(
    "Jan 31, 2024",
    spellDate(({ y, d, month }) => `${month} ${d}, ${y}`),
  ),
  dates(
    "20240131",
    spellDate(({ y, m, d }) => `${y}${pad(m)}${pad(d)}`),
  ),
  moments(
    "2024-01-31 13:05:00",
    spellMoment(({ y, m, d, H, M }) => `${y}-${pad(m)}-${pad(d)} ${pad(H)}:${pad(M)}:00`),
  ),
  moments(
    "… UTC",
    spellMoment(({ y, m, d, H, M }) => `${y}-${pad(m)}-${pad(d)} ${pad(H)}:${pad(M)}:00.000000 UTC`),
  ),
  moments(
    "1/31/2024 1:05 PM",
    spellMoment(({ y, m, d, H, M }) => `${m}/${d}/${y} ${H % 12 || 12}:${pad(M)}:00 ${H < 12 ? "AM" : "PM"}`),
  ),
  dates(
    "31 January 2024",
    spellDate(
      ({ y, m, d }) =>
        `${d} ${new Intl.DateTimeFormat("en", { month: "long" }).format(new Date(2024, m - 1, 15))} ${y}`,
    ),
  ),
  {
    name: "12:30:09",
    kind: "time",
    spell: (row) => `${pad(row % 24)}:${pad(row % 60)}:09`,
    value: (row) => ((row % 24) * 3600 + (row % 60) * 60 + 9) * 1000, // Milliseconds since midnight.
    plain: (row) => `${(row % 24) % 12 || 12}:${pad(row % 60)}:09 ${row % 24 < 12 ? "AM" : "PM"}`,
  },
  {
    ...dates(
      "2024-06 for a month",
      spellDate(({ y, m }) => `${y}-${pad(m)}`),
    ),
    value: (row) => Date.UTC(partsOf(date(row)).y, partsOf(date(row)).m - 1, 1),
    plain: spellDate(({ y, m }) => `${y}-${pad(m)}-01`),
  },
  flags("yes", "no"),
  flags("Y", "N"),
  flags("T", "F"),
  flags("True", "False"),
  flags("on", "off"),
]

const writers: Record<string, (path: string, texts: readonly string[]) => void | Promise<void>> = {
  csv: (path, texts) => {
    writeFileSync(path, `"n";"v"\n${texts.map((text, row) => `${row};"${text}"\n`).join("")}`)
  },
  jsonl: (path, texts) => {
    writeFileSync(path, texts.map((v, n) => `${JSON.stringify({ n, v })}\n`).join(""))
  },
  parquet: async (path, texts) => {
    const schema = new ParquetSchema({ n: { type: "INT32" }, v: { type: "UTF8" } })
    const writer = await ParquetWriter.openFile(schema, path)
    for (const [n, v] of texts.entries()) await writer.appendRow({ n, v })
    await writer.close()
  },
}

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "spellings-"))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Kind and values of both sides once they were agreed on. */
async function readBoth(format: string, sides: readonly [string[], string[]]) {
  const paths = ["reference", "current"].map((side) => join(folder, `${side}.${format}`))
  for (const [i, path] of paths.entries()) await writers[format](path, sides[i])
  const opened = await Promise.all(paths.map((path) => openDataset(path, {})))
  const { datasets } = await agree(opened, namesOf(opened[0]), nothingSaid)
  const all = Int32Array.from({ length: rows }, (_, row) => row)
  const found = []
  for (const dataset of datasets) {
    const info = dataset.columns.find(({ name }) => name === "v")!
    const values = await dataset.values("v", all)
    const flagsOf = (codes: Int32Array, labels: string[]) =>
      Array.from(codes, (code) => Number(labels[code] === "true"))
    found.push({
      kind: info.kind,
      values: values?.kind === "numbers" ? Array.from(values.values) : flagsOf(values!.codes, values!.labels),
    })
  }
  for (const dataset of opened) dataset.close()
  return found
}

const all = Array.from({ length: rows }, (_, row) => row)

describe.each(Object.keys(writers))("in %s", (format) => {
  it.each(spellings.map((spelling) => [spelling.name, spelling] as const))(
    "%s is read, on both sides and against the plain spelling on either",
    async (_, { kind, spell, plain, value }) => {
      const [spelt, said] = [all.map(spell), all.map(plain)]
      const alike = [[spelt, spelt]] as const
      const mixed = [
        [spelt, said],
        [said, spelt],
      ] as const
      // Where both sides say yes and no, these are categories like any others.
      for (const sides of kind === "boolean" && spelt[0] !== "True" ? mixed : [...alike, ...mixed]) {
        const read = await readBoth(format, [[...sides[0]], [...sides[1]]])
        for (const side of read) {
          expect(side.kind, `${sides[0][1]} against ${sides[1][1]}`).toBe(kind)
          expect(side.values).toEqual(all.map(value))
        }
      }
    },
  )
})
