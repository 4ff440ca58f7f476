/** A column whose texts are more than Arrow can count (2 GiB; here 50 bytes): in words, from every kind of file. */
import { tableToIPC, tableFromArrays } from "apache-arrow"
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs"
import { parquetWriteBuffer } from "hyparquet-writer"
import { describe, expect, it, vi } from "vitest"
import type { Report } from "../../src/model.js"
import type { dictionaryBuilder } from "../../src/sources/shared/dictionary-builder.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

vi.mock("../../src/sources/shared/dictionary-builder.js", async (original) => {
  const real = await original<{ dictionaryBuilder: typeof dictionaryBuilder }>()
  return { ...real, dictionaryBuilder: () => real.dictionaryBuilder({ bytes: 50 }) }
})

const files = freshFolder()
const rows = 40
const texts = (from: number) => Array.from({ length: rows }, (_, i) => `t${from + (i % 20)}`)
const numbers = Float64Array.from({ length: rows }, (_, i) => i / 4)
const words = /cur.*: (column "s"[^:]*: )?its different values take more than 2 GiB/

const parquet = (name: string, s: string[]) =>
  writeFileSync(
    files.path(name),
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "s", data: s, type: "STRING" },
          { name: "x", data: numbers, type: "DOUBLE" },
        ],
      }),
    ),
  )

const writers: Record<string, (name: string, s: string[]) => void> = {
  parquet,
  arrow: (name, s) => writeFileSync(files.path(name), tableToIPC(tableFromArrays({ s, x: numbers }), "file")),
  csv: (name, s) => void files.write(name, `s,x\n${s.map((value, i) => `${value},${numbers[i]}\n`).join("")}`),
  jsonl: (name, s) => void files.write(name, s.map((value, i) => `{"s":"${value}","x":${numbers[i]}}\n`).join("")),
}

describe("texts of more than 2 GiB", () => {
  it.each(["parquet", "arrow"])("spoil their column in %s, and no other", async (kind) => {
    const [ref, cur] = [`ref.${kind}`, `cur.${kind}`].map(files.path)
    writers[kind](
      `ref.${kind}`,
      ["a", "b"].flatMap((value) => Array.from({ length: rows / 2 }, () => value)),
    )
    writers[kind](`cur.${kind}`, texts(100))
    const { stdout } = await runCli(["compare", ref, cur, "--no-output", "--format", "json"])
    const { columns } = JSON.parse(stdout) as Report
    expect(columns.find(({ name }) => name === "s")?.reason).toMatch(words)
    expect(columns.find(({ name }) => name === "x")?.status).toBe("ok")
  })

  it.each(["csv", "jsonl"])("end a run over %s", async (kind) => {
    writers[kind](`cur.${kind}`, texts(100))
    const path = files.path(`cur.${kind}`)
    const { code, stderr } = await runCli(["compare", path, path, "--no-output"])
    expect(stderr).toMatch(words)
    expect(stderr).toMatch(/\nhint: .*--exclude/)
    expect(code).toBe(2)
  })

  it("spoil their column where only all parts together hold so much", async () => {
    mkdirSync(files.path("cur"))
    parquet(
      "cur/a.parquet",
      texts(10).map((_, i) => `t${10 + (i % 10)}`),
    )
    parquet(
      "cur/b.parquet",
      texts(10).map((_, i) => `t${30 + (i % 10)}`),
    )
    copyFileSync(files.path("cur/a.parquet"), files.path("ref.parquet"))
    const { stdout } = await runCli([
      "compare",
      files.path("ref.parquet"),
      files.path("cur"),
      "--no-output",
      "-f",
      "json",
    ])
    const { columns } = JSON.parse(stdout) as Report
    expect(columns.find(({ name }) => name === "s")?.reason).toMatch(words)
    expect(columns.find(({ name }) => name === "x")?.status).toBe("ok")
  })
})
