import { existsSync, writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { parse } from "yaml"
import { runContract } from "../../src/compare/contract.js"
import { proposal } from "../../src/config/propose.js"
import type { ColumnSummary, Dataset } from "../../src/model.js"
import { defaultOptions, type ColumnOptions } from "../../src/options/options.js"
import { seenIn } from "../../src/run/init.js"
import { readTable, splitInTwo, takeRows, rowCount, toDataset } from "../checks/tables.js"
import { besides, pairs } from "../checks/pairs.js"

/**
 * npm run init-splits (SPLITS=200): how often the contract that `init` writes of one random half of a table holds on the other
 * half. Seeded. Writes docs/init-splits.md.
 */
const splits = Number(process.env.SPLITS ?? 200)
const mostRows = 2000

it("counts the splits in which the contract of one half holds on the other", async () => {
  const lines: string[] = []
  for (const pair of [...pairs, ...besides]) {
    const folder = existsSync(`fixtures/data/${pair.replace("*", "ref")}`) ? "fixtures/data" : "../shared/data"
    const whole = await readTable(`${folder}/${pair.replace("*", "ref")}`)
    const table = takeRows(
      whole,
      Array.from({ length: Math.min(mostRows, rowCount(whole)) }, (_, row) => row),
    )
    let [failed, warned] = [0, 0]
    const broken = new Map<string, number>()
    for (let seed = 0; seed < splits; seed++) {
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
    console.log(
      `${pair}: ${splits - failed} without a failure, ${splits - warned} without a warning of ${splits}; ${which}`,
    )
    lines.push(
      `| ${pair.replace("_*", "").replace(/\..*/, "")} | ${rowCount(table) >> 1} | ${splits} | ${splits - failed} | ${splits - warned} | ${which} |`,
    )
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

The reference of each real pair (its first ${mostRows.toLocaleString("en-US")} rows) is split in two at random; \`driftcheck init\` writes a contract of one half,
which is held against the other.

| table | rows a half | splits | without a failure | without a warning | what broke |
| --- | ---: | ---: | ---: | ---: | --- |
${lines.join("\n")}
`
