import { existsSync } from "node:fs"
import { expect, it } from "vitest"
import { compareHalves, type HalvesFound } from "./halves.js"

/**
 * npm run trace-halves (SEEDS=60): how often two random halves of the same traces, where nothing changed, end in exit code 1, drift in a
 * column, fail a figure, or have a figure whose two 95 % intervals lie apart. Prints the rates; docs/llm.md holds them.
 */
const seeds = Number(process.env.SEEDS ?? 60)
const files = ["fixtures/data/llm_traces_ref.parquet", "../shared/data/llm_kpi_healthy.parquet"].filter((path) =>
  existsSync(path),
)

it.each(files)("%s", async (path) => {
  const found: HalvesFound[] = []
  for (let seed = 1; seed <= seeds; seed++) found.push(await compareHalves(path, seed))
  const sum = (of: (each: (typeof found)[number]) => number) => found.reduce((total, each) => total + of(each), 0)
  console.log(
    JSON.stringify({
      path,
      halves: found.length,
      exit_1: sum(({ exitCode }) => Number(exitCode !== 0)),
      drifted_columns: `${sum(({ drifted }) => drifted.length)} of ${sum(({ tested }) => tested)}`,
      failed_figures: sum(({ failed }) => failed.length),
      figures_apart: `${sum(({ apart }) => apart.length)} of ${sum(({ compared }) => compared)}`,
      which: found.flatMap(({ drifted, failed, apart }) => [...drifted, ...failed, ...apart]),
    }),
  )
  expect(found).toHaveLength(seeds)
})
