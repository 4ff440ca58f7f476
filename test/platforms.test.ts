/** What differs between Windows, macOS and Linux and can be tried on any of them: separators, line ends, code pages, names of files. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Report } from "../src/model.js"
import { splitPattern } from "../src/sources/parts/glob.js"
import { runCli } from "./helpers/run-cli.js"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-platforms-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe("separators", () => {
  it.each([
    ["in/2026-*/part?.csv", "in", ["2026-*", "part?.csv"]],
    ["in\\2026-*\\part?.csv", "in", ["2026-*", "part?.csv"]],
    ["C:\\data\\in/*.csv", "C:/data/in", ["*.csv"]],
    ["C:\\*.csv", "C:/", ["*.csv"]],
    ["\\\\server\\share\\x\\**\\*.parquet", "//server/share/x", ["**", "*.parquet"]],
    ["\\*.csv", "/", ["*.csv"]],
    ["*.csv", "", ["*.csv"]],
  ])("a pattern on Windows takes either: %s", (pattern, base, segments) => {
    expect(splitPattern(pattern, true)).toEqual({ base, segments })
  })

  it("a backslash is part of a name elsewhere", () => {
    expect(splitPattern("in\\*.csv", false)).toEqual({ base: "", segments: ["in\\*.csv"] })
    expect(splitPattern("/*.csv", false)).toEqual({ base: "/", segments: ["*.csv"] })
  })
})

const rows = Array.from({ length: 300 }, (_, i) => ({
  price: 10 + (i % 17) * 0.5,
  city: ["Köln", "Łódź", "Zürich"][i % 3],
}))
const csv = (end: string, cities = rows.map(({ city }) => city)) =>
  ["price,city", ...rows.map(({ price }, i) => `${price},${cities[i]}`), ""].join(end)

/** What was found out, without where from. */
async function found(reference: string, current: string, ...flags: string[]) {
  const { stdout, stderr, code } = await runCli([
    "compare",
    reference,
    current,
    "--no-output",
    "--no-config",
    "-f",
    "json",
    ...flags,
  ])
  expect([code, stderr]).toEqual([0, ""])
  const { verdict, columns } = JSON.parse(stdout) as Report
  return {
    status: verdict.status,
    columns: columns.map(({ name, type, current }) => ({ name, type, hash: current?.content_hash })),
  }
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe("line ends", () => {
  it("a CSV is the same table with those of Windows, of Unix and of old Macs", async () => {
    const unix = file("unix.csv", csv("\n"))
    const expected = await found(unix, unix)
    expect(expected.columns.map(({ type }) => type)).toEqual(["numeric", "categorical"])
    expect(await found(unix, file("windows.csv", csv("\r\n")))).toEqual(expected)
    expect(await found(unix, file("mac.csv", csv("\r")))).toEqual(expected)
  })

  it("JSON Lines and a configuration may end in either", async () => {
    const lines = rows.map((row) => JSON.stringify(row))
    const unix = file("unix.jsonl", lines.join("\n"))
    expect(await found(unix, file("windows.jsonl", `${lines.join("\r\n")}\r\n`))).toEqual(await found(unix, unix))
    const config = file("driftcheck.yaml", "min_rows: 50\r\ncolumns:\r\n  price:\r\n    critical: true\r\n")
    const { stdout } = await runCli(["compare", unix, unix, "--config", config, "--no-output", "-f", "json"])
    const { setup, columns } = JSON.parse(stdout) as Report
    expect([setup.min_rows, columns[0].critical]).toEqual([50, true])
  })

  it("what is written has those of Unix everywhere, so that a file is the same wherever it was made", async () => {
    const unix = file("unix.csv", csv("\n"))
    const windows = file("windows.csv", csv("\r\n"))
    for (const format of ["markdown", "text", "csv", "html", "junit", "prometheus"]) {
      const { stdout } = await runCli(["compare", unix, windows, "--no-output", "-f", format])
      expect([format, stdout.includes("\r")]).toEqual([format, false])
    }
  })
})

describe("code pages", () => {
  /** Each city in the bytes of an encoding that Windows still writes. */
  const pages: [string, Record<string, string | number[]>][] = [
    ["windows-1252", { ö: [0xf6], ü: [0xfc], Ł: "L", ó: [0xf3], ź: "z" }],
    ["windows-1250", { ö: [0xf6], ü: [0xfc], Ł: [0xa3], ó: [0xf3], ź: [0x9f] }],
  ]

  const bytesIn = (text: string, page: Record<string, string | number[]>) =>
    Uint8Array.from(
      Array.from(text).flatMap((character) => {
        const own = page[character] ?? character
        return typeof own === "string" ? Array.from(Buffer.from(own)) : own
      }),
    )

  it.each(pages)("--encoding %s reads it as it is meant", async (encoding, page) => {
    const cities = rows.map(({ city }) => (encoding === "windows-1252" ? city.replace("Łódź", "Lódz") : city))
    const utf8 = file("utf8.csv", csv("\n", cities))
    const encoded = file("encoded.csv", bytesIn(csv("\r\n", cities), page))
    const expected = await found(utf8, utf8)
    expect(await found(utf8, encoded, "--set", `inputs: { current: { encoding: ${encoding} } }`)).toEqual(expected)
  })

  it("a byte order mark says what Excel and PowerShell wrote: UTF-8, UTF-16", async () => {
    const utf8 = file("utf8.csv", csv("\n"))
    const expected = await found(utf8, utf8)
    expect(await found(utf8, file("excel.csv", `\uFEFF${csv("\r\n")}`))).toEqual(expected)
    expect(await found(utf8, file("powershell.csv", Buffer.from(`\uFEFF${csv("\r\n")}`, "utf16le")))).toEqual(expected)
  })

  it("what is in no such code page is refused with what would work", async () => {
    const utf8 = file("utf8.csv", csv("\n"))
    const latin = file("latin.csv", bytesIn(csv("\n"), pages[0][1]))
    const { stderr, code } = await runCli(["compare", utf8, latin, "--no-output"])
    expect(code).toBe(2)
    expect(stderr).toContain("--encoding")
  })
})

describe("names of files", () => {
  it("that a folder of runs holds are ones that Windows takes", async () => {
    const unix = file("unix.csv", csv("\n"))
    const runs = join(folder, "runs")
    mkdirSync(runs)
    await runCli(["compare", unix, unix, "-o", runs, "--quiet"])
    await runCli(["compare", unix, join(folder, "nowhere.csv"), "-o", runs, "--quiet"])
    const names = readdirSync(runs, { recursive: true, encoding: "utf8" }).flatMap((path) => path.split(/[/\\]/))
    expect(names.length).toBeGreaterThan(6)
    for (const name of names) expect(name).not.toMatch(/[<>:"|?*]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
  })
})
