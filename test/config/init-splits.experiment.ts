import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { parse } from "yaml"
import { runContract } from "../../src/compare/contract.js"
import { proposal } from "../../src/config/propose.js"
import type { ColumnSummary, Dataset } from "../../src/model.js"
import { defaultOptions, type ColumnOptions } from "../../src/options/options.js"
import { seenIn } from "../../src/run/init.js"
import { readTable, splitInTwo, rowCount, toDataset } from "../checks/tables.js"

/**
 * npm run init-splits (SPLITS=200 SECONDS=90): how often the contract that `init` writes of one random half of a table holds on
 * the other half. Whole tables; each takes at most so many CPU seconds, after which it has fewer splits. Writes docs/init-splits.md.
 */
const splits = Number(process.env.SPLITS ?? 200)
const seconds = Number(process.env.SECONDS ?? 90)
const folders = ["fixtures/data", "../shared/data"].filter((folder) => existsSync(folder))

/** Every reference at hand by name, the first copy of each. */
function references(): Map<string, string> {
  const found = new Map<string, string>()
  for (const folder of folders)
    for (const file of readdirSync(folder).sort()) {
      const name = /^(.+)_ref\.(?:parquet|csv)$/.exec(file)?.at(1)
      if (name !== undefined && !found.has(name)) found.set(name, `${folder}/${file}`)
    }
  return found
}

const cpuSeconds = () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6

it("counts the splits in which the contract of one half holds on the other", async () => {
  const lines: string[] = []
  for (const [name, path] of references()) {
    const table = await readTable(path)
    const until = cpuSeconds() + seconds
    let [failed, warned, made] = [0, 0, 0]
    const broken = new Map<string, number>()
    for (let seed = 0; seed < splits && cpuSeconds() < until; seed++) {
      made++
      const [a, b] = splitInTwo(table, 5000 + seed)
      const results = await held(toDataset(a, "a.parquet"), toDataset(b, "b.parquet"))
      const bad = results.filter(({ status }) => status === "warn" || status === "fail")
      for (const { id, column } of bad)
        broken.set(`${id} of ${column ?? ""}`, (broken.get(`${id} of ${column ?? ""}`) ?? 0) + 1)
      failed += Number(bad.some(({ status }) => status === "fail"))
      warned += Number(bad.length > 0)
      expect(results.some(({ status }) => status === "error")).toBe(false)
    }
    const which = Array.from(broken, ([what, times]) => `${what} ${times}`).join(", ")
    console.log(`${name}: ${made - failed} without a failure, ${made - warned} without a warning of ${made}; ${which}`)
    lines.push(`| ${name} | ${rowCount(table) >> 1} | ${made} | ${made - failed} | ${made - warned} | ${which} |`)
  }
  writeFileSync("docs/init-splits.md", page(lines))
}, 7_200_000)

async function held(seen: Dataset, current: Dataset) {
  const text = proposal(await seenIn(seen), "./schema.json")
  const { columns } = parse(text) as { columns: Record<string, ColumnOptions> }
  const summaries = new Map<string, ColumnSummary>()
  for (const { name } of current.columns) summaries.set(name, await current.summary(name))
  return runContract(
    { ...defaultOptions, perColumn: new Map(Object.entries(columns)) },
    { reference: null, current, summaries },
  )
}

const page = (lines: readonly string[]) => `# How often unchanged data keeps the contract of \`init\`

<!-- Written by \`npm run init-splits\`; do not edit. Seeded: the same version gives the same figures. -->

The reference of each real pair, all of its rows, is split in two at random; \`driftcheck init\` writes a contract of one half,
which is held against the other. A table that takes longer than ${seconds} CPU seconds has fewer than ${splits} splits.

| table | rows a half | splits | without a failure | without a warning | what broke |
| --- | ---: | ---: | ---: | ---: | --- |
${lines.join("\n")}
`
