import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions } from "../../src/options/options.js"
import { mergeCommand, profileCommand } from "../../src/run/profile.js"
import { withEqualHashing, openDataset } from "../../src/datasets/open-dataset.js"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import { InputError, Unanswerable } from "../../src/errors.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { loadRegistry } from "../../src/registry.js"
import { normalDraws } from "../../src/stats/random.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-profile-dataset-"))
afterAll(() => rmSync(folder, { recursive: true }))
const io = () => {
  const written = { stdout: "", stderr: "" }
  const output = (stream: "stdout" | "stderr") => ({
    write: (text: string) => void (written[stream] += text),
    isTTY: false,
    columns: undefined,
  })
  const streams = { stdout: output("stdout"), stderr: output("stderr") }
  return { written, io: { argv: [], env: {}, now: () => new Date(0), ...streams } }
}

const rows = 5000
const draws = Array.from(normalDraws(rows, 3))
const table = memoryDataset({
  amount: draws.map((value, i) => (i % 10 === 0 ? null : value)),
  level: draws.map((value) => Math.round(value)),
  big: draws.map((value) => 2n ** 60n + BigInt(Math.round(value))),
  plan: draws.map((value) => (value > 0 ? "free" : "team")),
  flag: draws.map((value) => value > 1),
  note: draws.map((value, i) => `dear team, this is note ${i % 4000} and ${value}`),
  user_id: draws.map((_, i) => i),
  nothing: draws.map(() => null),
})
const profile = await makeProfile(table, { categorySalt: null })
const dataset = new ProfileDataset("ref.profile.json", profile)

describe("a profile as a dataset", () => {
  it("states columns, rows, types and summaries as the file did", async () => {
    expect(dataset).toMatchObject({ rows, columns: table.columns, typed: true, label: "memory.parquet" })
    for (const name of ["amount", "level", "big", "plan", "flag", "nothing"])
      expect(await dataset.summary(name), name).toEqual(await table.summary(name))
    expect(await dataset.rowFacts()).toEqual(await table.rowFacts())
  })

  it("gives samples of one value per row, and the file's own where it keeps all values", async () => {
    expect(await dataset.sample("level")).toEqual((await table.sample("level")).map((value) => value + 0))
    expect(await dataset.sample("amount")).toHaveLength(4500)
    expect(await dataset.sample("plan")).toHaveLength(0)
  })

  it("gives the file's counts, in its order for texts and with all digits for whole numbers", async () => {
    for (const name of ["level", "big", "plan", "flag", "nothing"])
      expect(Array.from(await dataset.counts(name)), name).toEqual(Array.from(await table.counts(name)))
  })

  it("says what it does not keep", async () => {
    const refusals = [
      [dataset.values(), "A profile keeps no rows."],
      [dataset.counts("note"), "A profile keeps figures of this column, none of its values."],
      [dataset.sample("user_id"), "A profile keeps figures of this column, none of its values."],
      [dataset.counts("amount"), "A profile keeps 1877 points of this column, not all its values."],
    ] as const
    for (const [answer, words] of refusals) {
      await expect(answer).rejects.toThrow(words)
      await expect(answer).rejects.toBeInstanceOf(Unanswerable)
    }
  })

  it("takes no part of the categories for the whole", async () => {
    const columns = profile.columns.map((column) =>
      column.name === "plan"
        ? { ...column, categories: { values: ["free"], counts: [4990], other: { values: 3, rows: 10 } } }
        : column,
    )
    const cut = new ProfileDataset("cut", { ...profile, columns })
    await expect(cut.counts("plan")).rejects.toThrow("A profile keeps only 1 of its 4 values.")
    expect(cut.warnings).toContain("Only the largest categories of plan are kept, so they cannot be tested.")
  })
})

describe("profiles in files", () => {
  const file = (name: string) => join(folder, name)
  const csv = (name: string, from: number) => {
    const lines = draws.slice(from, from + 2500).map((value, i) => `${value},${i % 3 === 0 ? "free" : "team"}`)
    writeFileSync(file(name), `amount,plan\n${lines.join("\n")}\n`)
    return file(name)
  }
  const [first, second] = [csv("first.csv", 0), csv("second.csv", 2500)]

  it("are written, told by name or content, and merged", async () => {
    const { written, io: streams } = io()
    expect(await profileCommand(first, { output: file("a.profile.json") }, streams)).toBe(0)
    expect(await profileCommand(second, { output: file("b.json") }, streams)).toBe(0)
    expect(await mergeCommand([file("a.profile.json"), file("b.json")], { output: "-" }, streams)).toBe(0)
    expect(written.stderr).toContain("a.profile.json: 2,500 rows, 2 columns, ")
    expect(JSON.parse(written.stdout)).toMatchObject({ profile_version: 1, rows: 5000, typed: false })
    for (const name of ["a.profile.json", "b.json"])
      expect(await openDataset(file(name), {})).toBeInstanceOf(ProfileDataset)
    expect(await openDataset(first, {})).not.toBeInstanceOf(ProfileDataset)
    await expect(profileCommand(file("b.json"), { output: "-" }, streams)).rejects.toThrow("is a profile already")
    await expect(mergeCommand([file("b.json")], { output: "-" }, streams)).rejects.toThrow("two profiles or more")
  })

  it("with hashed categories give the verdict of plain ones", async () => {
    const { io: streams } = io()
    await profileCommand(first, { output: file("h.profile.json"), hashCategories: true }, streams)
    const current = await openDataset(second, {})
    const registry = await loadRegistry()
    const raw = await compareDatasets(await openDataset(first, {}), current, defaultOptions, registry)
    const sides = withEqualHashing(await openDataset(file("h.profile.json"), {}), current)
    const hashed = await compareDatasets(...sides, defaultOptions, registry)
    const scores = ({ columns }: typeof raw) => columns.map(({ name, status, method }) => [name, status, method])
    expect(scores(hashed)).toEqual(scores(raw))
    expect(hashed.columns[1]).toMatchObject({ drift_score: raw.columns[1].drift_score, n_new_categories: 0 })
  })

  it("hashed with different salts are not compared", async () => {
    const hashedWith = async (salt: string | null) =>
      new ProfileDataset(salt ?? "plain", await makeProfile(table, { categorySalt: salt }))
    const [a, b, plain] = [await hashedWith("a"), await hashedWith("b"), await hashedWith(null)]
    expect(() => withEqualHashing(a, b)).toThrow("hash their categories differently")
    expect(() => withEqualHashing(plain, b)).toThrow(InputError)
    expect(withEqualHashing(a, a)).toEqual([a, a])
  })
})
