import { readFileSync, writeFileSync } from "node:fs"
import { parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import papaparse from "papaparse"
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { longColumns, longTable, type LongRow } from "../../src/report/long-table.js"
import csv from "../../src/reporters/csv.js"
import parquet from "../../src/reporters/parquet.js"
import { openSource } from "../../src/sources/open.js"
import { visible } from "../../src/words/escape.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"
import {
  checksFailedReport,
  errorReport,
  hostileReport,
  noVerdictReport,
  quietReport,
  sampleReport,
  unreadableReport,
} from "../helpers/sample-report.js"

const files = freshFolder()
const names = Object.keys(longColumns) as (keyof typeof longColumns)[]
const penguins = ["fixtures/data/penguins_ref.csv", "fixtures/data/penguins_cur.csv"]
const carloan = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
const states = {
  sampleReport,
  quietReport,
  checksFailedReport,
  errorReport,
  noVerdictReport,
  unreadableReport,
  hostileReport,
  formulas: () => named("=1+1", "+1", "-1", "@SUM(A1)", "'quoted", "", "\tx", 'a,"b"\nc', "＝1", "-"),
}

/** A report whose columns have these names. */
function named(...given: string[]): Report {
  const report = sampleReport()
  return {
    ...report,
    columns: report.columns.slice(0, given.length).map((column, i) => ({ ...column, name: given[i] })),
  }
}

describe("the long table", () => {
  it("has a row for the verdict, each column, measurement, schema change and check, under one key", () => {
    const report = sampleReport()
    const rows = longTable(report)
    const count = (finding: string) => rows.filter((row) => row.finding === finding).length
    expect(count("verdict")).toBe(1)
    expect(count("column")).toBe(report.columns.length)
    expect(count("measurement")).toBe(report.columns.flatMap(({ measurements }) => measurements).length)
    expect(count("check")).toBe(report.checks.length)
    expect(count("schema")).toBe(3)
    expect(new Set(rows.map(({ run_id, row }) => `${run_id} ${row}`)).size).toBe(rows.length)
    for (const row of rows) expect(Object.keys(row)).toEqual(names)
  })

  it("says of a column what the report says", () => {
    const report = sampleReport()
    const column = report.columns.find(({ status }) => status === "drift")!
    const row = longTable(report).find((each) => each.finding === "column" && each.column === column.name)
    expect(row).toMatchObject({
      name: column.method,
      status: "drift",
      score: column.drift_score,
      threshold: column.threshold,
      p_value: column.p_value,
      p_value_adjusted: column.p_value_adjusted,
      ratio: column.ratio,
      message: column.reason,
      created_at: report.created_at,
      reference_rows: report.reference.rows,
    })
    const failed = report.checks.find(({ status }) => status === "fail")!
    expect(longTable(report).find((each) => each.finding === "check" && each.status === "fail")).toMatchObject({
      name: failed.id,
      value: failed.value,
      warn_limit: failed.warn_limit,
      fail_limit: failed.fail_limit,
    })
  })

  it("names a run the same each time, and another run otherwise", () => {
    const id = (over: Partial<Report> = {}) => longTable({ ...sampleReport(), ...over })[0].run_id
    expect(id()).toMatch(/^[0-9a-f]{16}$/)
    expect(id()).toBe(id())
    expect(id({ created_at: "2026-01-01T00:00:00.000Z" })).not.toBe(id())
    expect(id({ command: "driftcheck compare other files" })).not.toBe(id())
  })

  it("has rows for segments and their columns, and for all columns together", async () => {
    const flags = ["--segment", "Island", "--multivariate", "--no-output", "-f", "json"]
    const { stdout } = await runCli(["compare", ...penguins, ...flags])
    const report = JSON.parse(stdout) as Report
    const rows = longTable(report)
    const [segment] = report.segments?.[0]?.segments ?? []
    expect(rows.filter(({ finding }) => finding === "multivariate")).toHaveLength(report.multivariate.length)
    expect(rows.find(({ finding }) => finding === "segment")).toMatchObject({
      segment_column: "Island",
      segment: segment.value,
      value: segment.drifted_columns,
      current_rows: segment.current_rows,
    })
    const inSegment = rows.filter((row) => row.finding === "segment_column" && row.segment === segment.value)
    expect(inSegment.map(({ column }) => column)).toEqual(segment.columns.map(({ name }) => name))
  })
})

/** Cells as a reader of Parquet gives them. */
const cells = (row: LongRow) =>
  Object.fromEntries(
    names.map((name) => [name, name === "created_at" ? new Date(String(row[name])).getTime() : wholeText(row[name])]),
  )

/** A half of a surrogate pair is no text that UTF-8 can hold. */
const wholeText = (cell: LongRow["name"]) => (typeof cell === "string" ? Buffer.from(cell).toString() : cell)

describe.each(Object.entries(states))("%s as Parquet", (_, make) => {
  it("is read back whole by hyparquet and by the reader of our own, and is the same each time", async () => {
    const report = make()
    const expected = longTable(report).map(cells)
    const bytes = await parquet.render(report)
    expect(Buffer.compare(bytes, await parquet.render(make()))).toBe(0)

    const file = Uint8Array.from(bytes).buffer
    const theirs = await parquetReadObjects({ file, compressors })
    const plain = (value: unknown) =>
      value instanceof Date ? value.getTime() : typeof value === "bigint" ? Number(value) : (value ?? null)
    expect(theirs.map((row) => Object.fromEntries(names.map((name) => [name, plain(row[name])])))).toEqual(expected)

    const path = files.path("table.parquet")
    writeFileSync(path, bytes)
    const source = await openSource(path, {})
    expect(source.columns.map(({ name }) => name)).toEqual(names)
    const ours = source.columns.map((_, i) => Array.from(source.readColumn(i), plain))
    source.close()
    expect(ours.map((column, i) => [names[i], column])).toEqual(
      names.map((name) => [name, expected.map((row) => row[name])]),
    )
  })
})

/** Fields of RFC 4180, by the grammar alone: quoted or not, empty ones as null unless quoted. */
function fieldsOf(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [[]]
  for (const [whole, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    rows[rows.length - 1].push(whole.startsWith('"') ? quoted.replaceAll('""', '"') : plain === "" ? null : plain)
    if (end === "\n") rows.push([])
  }
  return rows.slice(0, -1)
}

/** What stands in a CSV for a cell: texts with nothing unprintable, and an apostrophe before a formula. */
const inCsv = (cell: string | number | null) => (cell === null ? null : visible(String(cell)))
const withoutApostrophe = (field: string | null) => field?.replace(/^'/, "") ?? null

describe.each(Object.entries(states))("%s as CSV", (_, make) => {
  it("is read back by a reader of the grammar, by papaparse and by the reader of our own", async () => {
    const rows = longTable(make())
    const text = await csv.render(make())
    const [head, ...body] = fieldsOf(text)
    expect(head).toEqual(names)
    const expected = rows.map((row) => names.map((name) => inCsv(row[name])))
    expect(body.map((fields) => fields.map(withoutApostrophe))).toEqual(expected)

    const parsed = papaparse.parse<string[]>(text.trimEnd())
    expect(parsed.errors).toEqual([])
    expect(parsed.data.slice(1).map((fields) => fields.map(withoutApostrophe))).toEqual(
      expected.map((fields) => fields.map((field) => field ?? "")),
    )

    const source = await openSource(files.write("table.csv", text), {})
    expect(source.columns.map(({ name }) => name)).toEqual(names)
    const scores = Array.from(source.readColumn(names.indexOf("score")), (value: unknown) => value ?? null)
    source.close()
    expect(scores).toEqual(rows.map(({ score }) => score))
  })

  it("holds no text that a spreadsheet takes for a formula, and nothing unprintable", async () => {
    const text = await csv.render(make())
    for (const field of fieldsOf(text).flat())
      if (field !== null && Number.isNaN(Number(field))) expect(field).not.toMatch(/^[=+\-@＝＋－＠\t\r]/)
    // eslint-disable-next-line no-control-regex -- these are what is looked for
    expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  })
})

describe("--csv and --parquet", () => {
  it("write the table beside the other outputs, of compare, check and report", async () => {
    const [table, bytes, json] = ["a.csv", "a.parquet", "a.json"].map(files.path)
    const flags = ["--csv", table, "--parquet", bytes, "--json", json, "--no-output", "-q"]
    expect(await runCli(["compare", ...carloan, ...flags])).toEqual({ code: 1, stdout: "", stderr: "" })
    const report = JSON.parse(readFileSync(json, "utf8")) as Report
    expect(readFileSync(table, "utf8")).toBe(await csv.render(report))
    expect(Buffer.compare(readFileSync(bytes), await parquet.render(report))).toBe(0)

    const again = files.path("again.parquet")
    const shown = await runCli(["report", json, "--format", "csv", "--parquet", again])
    expect(shown.stdout).toBe(readFileSync(table, "utf8"))
    expect(Buffer.compare(readFileSync(again), readFileSync(bytes))).toBe(0)

    const config = files.write(
      "driftcheck.yaml",
      "outputs: { csv: '-', parquet: c.parquet }\ncolumns: { age: { min: 0 } }\n",
    )
    const checked = await runCli(["check", carloan[1], "--config", config, "--no-output"])
    expect(checked.stdout).toMatch(/^run_id,row,created_at,kind,.*\n[0-9a-f]{16},1,2026-11-23T02:15:00.000Z,check,/)
    expect(readFileSync(files.path("c.parquet")).toString("latin1")).toMatch(/^PAR1.*PAR1$/s)
  })

  it("keep bytes off stdout", async () => {
    for (const flags of [
      ["--parquet", "-"],
      ["--format", "parquet"],
    ]) {
      const { code, stdout, stderr } = await runCli(["compare", ...carloan, "--no-output", ...flags])
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
      expect(stderr).toMatch(/^error: (--parquet cannot go to stdout, because it is no text\nhint: name a file|option)/)
    }
  })
})
