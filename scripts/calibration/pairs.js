// Real pairs, whole: what each rule marks, and what changed in the columns that the rules judge otherwise.
import { existsSync } from "node:fs"
import { compareDatasets } from "../../dist/compare/compare.js"
import { ArrowDataset } from "../../dist/datasets/arrow-dataset.js"
import { inOneLine, whatChanged } from "../../dist/judge/what-changed.js"
import { openSource } from "../../dist/sources/open.js"
import { marked, measureFor, options, registry, rules } from "./rules.js"

/** By name, the calm ones first: pairs whose verdict was "no drift". elec2 states no licence, so that it is not copied here. */
const files = {
  nodrift: "nodrift_*.parquet",
  flights: "flights_*.parquet",
  bikeshare: "bikeshare_*.parquet",
  penguins: "penguins_*.csv",
  birdstrikes: "birdstrikes_*.parquet",
  carloan: "carloan_*.parquet",
  calhousing: "calhousing_delayed_*.parquet",
  elec2: "elec2_*.parquet",
  llm_traces: "llm_traces_*.parquet",
}
export const calm = ["nodrift", "flights", "bikeshare"]

/** Why a column that this rule gained is worth hearing of, from what is known of the pair. */
export const why = {
  flights: { dest: "other destinations are flown to in the second half-year: three came, four went" },
  bikeshare: { atemp: "the coldest hours of 2012 felt a fifth warmer than those of 2011" },
  birdstrikes: {
    "Wildlife Size": "nine points more strikes are of small birds",
    "Time of day": "strikes at dawn rose by half",
  },
  elec2: { class: "the target: prices rise less often by six points" },
  llm_traces: {
    cost_usd: "longer prompts cost more; it is heavy-tailed, so that the whole deviation hid it",
    finish_reason: "nearly four times as many answers are cut short",
    refusal: "three times as many requests are refused",
  },
}

const pathOf = (file) =>
  ["fixtures/data", "../shared/data"].map((folder) => `${folder}/${file}`).find((path) => existsSync(path))

/** One scene of one run for each pair that is at hand. */
export const pairScenes = Object.entries(files).flatMap(([name, file]) => {
  const [reference, current] = ["ref", "cur"].map((side) => pathOf(file.replace("*", side)))
  if (reference === undefined || current === undefined) return []
  return [{ id: `pair ${name}`, runs: 1, count: () => judged(reference, current) }]
})

async function judged(reference, current) {
  let forRule
  const measureAll = async (work, progress) => {
    const found = await measureFor(work, progress)
    forRule = found.forRule
    return found.measured
  }
  const open = async (path) => new ArrowDataset(path, await openSource(path, {}))
  const { columns, drift } = await compareDatasets(await open(reference), await open(current), options, registry, {
    measureAll,
  })
  const [before, now] = ["before", "now"].map((rule) => marked(forRule[rule], rules[rule]))
  return { runs: 1, tested: drift.tested_columns, before, now, changes: changesOf(columns, before, now) }
}

/** What changed in each column that one rule marks and the other does not, by name. */
function changesOf(columns, before, now) {
  const one = columns.filter(({ name }) => before.includes(name) !== now.includes(name))
  return Object.fromEntries(
    one.map((column) => {
      const change = whatChanged(column)
      return [column.name, change === null ? "" : inOneLine(change)]
    }),
  )
}
