/** Standard input of a size at which threads start: every way in gives the answer that the file gives. */
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { longRows, writeLongTable } from "../helpers/long-table.js"

let folder: string
let expected: Report

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-stdin-"))
  mkdirSync(join(folder, "tmp"))
  writeLongTable(join(folder, "long.parquet"))
  expected = compared("long.parquet long.parquet", 1)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

function compared(words: string, workers: number, before = ""): Report {
  const command = `${before} '${process.execPath}' '${resolve("bin/driftcheck.js")}' compare ${words}`
  const { stdout, stderr } = spawnSync("sh", ["-c", `${command} --no-output -f json --workers ${workers}`], {
    cwd: folder,
    env: { PATH: process.env.PATH, TMPDIR: join(folder, "tmp") },
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  })
  expect(stderr).toBe("")
  return JSON.parse(stdout) as Report
}

const findings = ({ columns, checks, verdict, reference, current }: Report) => ({
  ...{ columns, checks, verdict },
  rows: [reference.rows, current.rows],
  sha256: [reference.sha256, current.sha256],
})

it.each([
  [1, "cat long.parquet |", "- long.parquet"],
  [2, "cat long.parquet |", "- long.parquet"],
  [2, "cat long.parquet |", "long.parquet -"],
  [3, "", "long.parquet - < long.parquet"],
])("with %i threads: %s driftcheck compare %s", (workers, before, words) => {
  const report = compared(words, workers, before)
  expect(report.current.rows).toBe(longRows)
  expect(findings(report)).toEqual(findings(expected))
  expect(readdirSync(join(folder, "tmp"))).toEqual([])
})
