import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { afterAll, expect, test } from "vitest"
import type { Profile } from "../../src/profiles/profile.js"
import { runCli } from "../helpers/run-cli.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-profile-"))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const arrow = (name: string) => `fixtures/arrow/${name}`

const lines = Array.from({ length: 200 }, (_, i) => ({ amount: i / 8, plan: i % 3 === 0 ? "free" : "team" }))
const csv = ["amount,plan", ...lines.map(({ amount, plan }) => `${amount},${plan}`)].join("\n")
const jsonLines = lines.map((line) => JSON.stringify(line)).join("\n")

async function profile(...argv: string[]): Promise<Profile> {
  const { code, stdout, stderr } = await runCli(["profile", ...argv, "-o", "-"])
  expect(stderr).toBe("")
  expect(code).toBe(0)
  return JSON.parse(stdout) as Profile
}

test("every kind of input can be profiled", async () => {
  const files = { "t.csv": csv, "t.csv.gz": gzipSync(csv), "t.jsonl": jsonLines, "t.ndjson.gz": gzipSync(jsonLines) }
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(at(name), content)
    const { rows, columns } = await profile(at(name))
    expect([
      rows,
      ...columns.map(({ name, points, categories }) => [name, points !== null, categories !== null]),
    ]).toEqual([200, ["amount", true, false], ["plan", false, true]])
  }
  mkdirSync(at("day=1"))
  copyFileSync(at("t.csv"), at("day=1/part.csv"))
  const parts = await profile(at("day=*/*.csv"))
  expect(parts.columns.map(({ name }) => name)).toEqual(["amount", "plan", "day"])
  for (const name of ["types.arrow", "types-zstd.arrow", "types-lz4.arrows"])
    expect(plain(await profile(arrow(name)))).toEqual(plain(await profile(arrow("types.parquet"))))
})

/** The columns without those of a structure, which Parquet gives field by field and Arrow as a whole. */
const plain = ({ columns }: Profile) => columns.filter(({ name }) => !/^struct(\.|$)/.test(name))

test("profiles are merged on the command line", async () => {
  for (const side of ["ref", "cur"])
    await runCli(["profile", `fixtures/data/penguins_${side}.csv`, "-o", at(`${side}.json`)])
  const { code, stderr } = await runCli(["profile", "merge", at("ref.json"), at("cur.json"), "-o", at("all.json")])
  expect(code).toBe(0)
  expect(stderr).toMatch(/all\.json: 230 rows, 17 columns, \d+ kB\n$/)
  expect((JSON.parse(readFileSync(at("all.json"), "utf8")) as Profile).rows).toBe(230)
})

test("--quiet leaves unsaid what was written, and says what went wrong", async () => {
  const [ref, cur] = ["ref", "cur"].map((side) => `fixtures/data/penguins_${side}.csv`)
  for (const [i, file] of [ref, cur].entries()) {
    const said = await runCli(["profile", file, "-o", at(`${i}.json`), i === 0 ? "-q" : "--quiet"])
    expect(said).toMatchObject({ code: 0, stdout: "", stderr: "" })
  }
  const merged = await runCli(["profile", "merge", at("0.json"), at("1.json"), "-o", at("quiet.json"), "-q"])
  expect(merged).toMatchObject({ code: 0, stdout: "", stderr: "" })
  expect((JSON.parse(readFileSync(at("quiet.json"), "utf8")) as Profile).rows).toBe(230)
  const failed = await runCli(["profile", at("nowhere.csv"), "-o", at("x.json"), "-q"])
  expect([failed.code, failed.stderr]).toEqual([2, expect.stringContaining("no such file")])
})

test("what cannot be profiled or merged is told, with what would work", async () => {
  const failures = [
    ["profile", "fixtures/data/penguins_ref.csv"],
    ["profile", "merge", at("ref.json"), at("cur.json")],
    ["profile", "merge", at("ref.json"), "-o", at("x.json")],
    ["profile", "merge", at("ref.json"), "fixtures/data/penguins_ref.csv", "-o", at("x.json")],
    ["profile", at("ref.json"), "-o", at("x.json")],
  ]
  const told = []
  for (const argv of failures) {
    const { code, stderr } = await runCli(argv)
    expect(code).toBe(2)
    told.push(stderr.replaceAll(`${folder}/`, ""))
  }
  expect(told).toEqual([
    "error: it is not said where the profile goes\nhint: add -o ref.profile.json, or -o - for stdout\n",
    "error: it is not said where the profile goes\nhint: add -o ref.profile.json, or -o - for stdout\n",
    "error: profile merge takes two profiles or more\n",
    "error: fixtures/data/penguins_ref.csv: not a profile\nhint: `driftcheck profile` makes one\n",
    "error: ref.json is a profile already\nhint: `driftcheck profile merge` joins profiles\n",
  ])
})

test("what looks at rows side by side says that a profile keeps none", async () => {
  await runCli(["profile", "fixtures/data/flights_ref.parquet", "-o", at("flights.json")])
  const { stdout } = await runCli([
    "compare",
    at("flights.json"),
    "fixtures/data/flights_cur.parquet",
    "--multivariate",
    "--no-output",
    "-f",
    "json",
  ])
  const { correlations, multivariate } = JSON.parse(stdout) as {
    correlations: { reason: string }
    multivariate: { reason: string }[]
  }
  expect(correlations.reason).toBe("Reference is a profile, which keeps no rows.")
  expect(multivariate.map(({ reason }) => reason)).toEqual(multivariate.map(() => "A profile keeps no rows."))
})
