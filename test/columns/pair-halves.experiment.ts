import { readdirSync, existsSync } from "node:fs"
import { expect, it } from "vitest"
import { compareHalves, type HalvesFound } from "../traces/halves.js"

/**
 * npm run pair-halves (SEEDS=3): how often two random halves of one side of a real pair, where nothing changed, end in another exit code
 * than 0, drift in a column, or have a check that warns or fails, with default settings. Prints the rates; docs/column-types.md holds them.
 */
const seeds = Number(process.env.SEEDS ?? 3)
const folders = ["fixtures/data", "../shared/data"].filter((folder) => existsSync(folder))
const tables = new Map(
  folders
    .flatMap((folder) => readdirSync(folder).map((name) => [name, `${folder}/${name}`] as const))
    .filter(([name]) => /_(ref|cur)\.(csv|parquet)$/.test(name)),
)

it("counts what is said of halves", { timeout: 7_200_000 }, async () => {
  const all: { path: string; found: HalvesFound }[] = []
  for (const path of tables.values())
    for (let seed = 1; seed <= seeds; seed++) {
      const found = await compareHalves(path, seed)
      all.push({ path, found })
      const said = [...found.drifted, ...found.checks, ...found.failed]
      if (said.length > 0 || found.exitCode !== 0) console.log(path, seed, found.exitCode, said.join("; "))
    }
  const count = (of: (found: HalvesFound) => number) => all.reduce((sum, { found }) => sum + of(found), 0)
  console.log({
    tables: tables.size,
    halves: all.length,
    notExit0: count(({ exitCode }) => Number(exitCode !== 0)),
    driftedColumns: `${count(({ drifted }) => drifted.length)} of ${count(({ tested }) => tested)}`,
    halvesWithDrift: count(({ drifted }) => Number(drifted.length > 0)),
    checksSaid: count(({ checks }) => checks.length),
    halvesWithChecks: count(({ checks }) => Number(checks.length > 0)),
    failedFigures: count(({ failed }) => failed.length),
  })
  expect(all).toHaveLength(tables.size * seeds)
})
