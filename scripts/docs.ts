import { readFileSync } from "node:fs"
import { needWords } from "../src/checks/need-words.js"
import { checksAlone } from "../src/registry.js"
import { typeRules } from "../src/columns/column-types.js"
import { policies } from "../src/options/policies.js"
import type { CheckAlone, CheckMeta, DataCheck, DriftMethod, MultivariateMethod } from "../src/model.js"
import { page, table } from "./markdown.js"
import { alarmsByScene, quietOnes, readUnchangedScenes } from "./unchanged-tables.js"
import { falseAlarms, measuredRange, movers, readMethodFigures } from "./method-figures.js"

/** docs/methods.md: every method and policy, from their own descriptions, and what was measured of them. */
export function methodsPage(
  methods: ReadonlyMap<string, DriftMethod>,
  multivariate: ReadonlyMap<string, MultivariateMethod>,
  figures = readMethodFigures(),
): string {
  const overview = table(
    ["Id", "Title", "Kind", "Columns", "Drift when", "Usual"],
    Array.from(methods, ([id, { meta }]) => [
      `[\`${id}\`](#${id})`,
      meta.title,
      meta.kind,
      meta.columnTypes.join(", "),
      meta.kind === "test" ? `p < ${meta.threshold}` : `score ≥ ${meta.threshold}`,
      meta.usual === true ? "yes" : "",
    ]),
  )
  const rules = Object.entries(policies).map(([id, policy]) => `- **\`${id}\`**: ${policy.description}`)
  const together = Array.from(multivariate, ([id, { meta }]) =>
    [
      `### ${id}`,
      `**${meta.title}.** ${meta.description}`,
      `Drift from ${meta.threshold} on${meta.significance === null ? "" : ` with p < ${meta.significance}`}: ${meta.thresholdReason}`,
      `On at most ${meta.rowsMax.toLocaleString("en-US")} rows a side, drawn with a fixed seed. ${meta.randomness}`,
      `Source: ${meta.source}`,
    ].join("\n\n"),
  )
  const sections = Array.from(methods, ([id, { meta }]) =>
    [
      `### ${id}`,
      `**${meta.title}.** ${meta.description}`,
      `Threshold ${meta.threshold}: ${meta.thresholdReason}${measuredRange(figures.rates.methods[id])}`,
      `Source: ${meta.source}`,
    ].join("\n\n"),
  )
  return page("Drift methods and policies", [
    "The usual methods that serve a column's type are measured and reported; the others where a policy or `--method` asks for them, with `--measure ID` or `--measure all`. The policy says which of them decide.",
    overview,
    `## Policies\n\n${rules.join("\n")}`,
    "## How often tests are wrong",
    ...falseAlarms(figures.rates),
    "## Moving from Evidently by the names of tests",
    ...movers(methods, figures.namedTests),
    "## One column at a time",
    ...sections,
    "## All columns together",
    "Taken with `--multivariate`; reported beside the verdict, and part of it with `--fail-on multivariate`.",
    ...together,
  ])
}

/** What is known of checks from trying them, each by the check's id; a check may be in none of them. */
export interface CheckFigures {
  /** What `npm run faults` counted; left out where it is all 0. */
  faults: Record<string, { made: number; found: number; alarms: number; untouched: number }>
  /** Findings on the real pairs as they are, and what is known of each. */
  realPairs: Record<string, { pair: string; column: string; because: string }[]>
  /** In how many splits of a side in two the check warned or failed, by `npm run false-alarms`. */
  falseAlarms: Record<string, { splits: number; warned: number; failed: number }>
}

/** The figures in fixtures/checks. */
export function readCheckFigures(): CheckFigures {
  const read = (name: string) => JSON.parse(readFileSync(`fixtures/checks/${name}.json`, "utf8")) as never
  return { faults: read("faults"), realPairs: read("real-pairs"), falseAlarms: read("false-alarms") }
}

/** docs/checks.md: every check with its limits and their reasons. */
export function checksPage(checks: ReadonlyMap<string, DataCheck>, figures: CheckFigures): string {
  const sections = Array.from(checks, ([id, { meta, alone }]) =>
    [
      `## ${id}`,
      meta.description,
      `Evidence: ${needWords[meta.evidence]}.`,
      `Limits: ${meta.limitsReason}`,
      ...(alone === undefined ? [] : [withoutReference(alone.meta)]),
    ].join("\n\n"),
  )
  const alarms = alarmsByScene(Array.from(checks.keys()), readUnchangedScenes())
  return page("Data-quality checks", [
    "A limit is the largest acceptable value. To change one: `checks: { missing-values: { warn: 0.1, fail: null } }` in the configuration; `null` switches it off.",
    checkTable(checks),
    "`driftcheck check` has no reference, so that it asks less, with limits of its own; the same keys of the configuration change them:",
    checkTable(checksAlone(checks)),
    "## What they find",
    "Faults made on purpose (seeded) in up to three columns of each of eight real pairs, by `test/checks/faults.test.ts`: how many of them the check that is there for them found. False alarms: findings between two random halves of one side, four splits per pair. Real pairs: findings on the pairs as they are, listed below. Limits are the defaults, but for `data-age`, which has none.",
    table(
      ["Check", "Found", "False alarms", "Real pairs"],
      Array.from(checks.keys(), (id) => {
        const { made, found, alarms, untouched } = figures.faults[id] ?? noFaults
        return [`\`${id}\``, made === 0 ? "–" : `${found} of ${made}`, String(alarms), String(untouched)]
      }),
    ),
    "Findings on the pairs as they are, and what is known of each from how the pair was made:",
    table(
      ["Check", "Pair", "Column", "What it is"],
      Object.entries(figures.realPairs).flatMap(([id, found]) =>
        found.map(({ pair, column, because }) => [`\`${id}\``, pair, column, because]),
      ),
    ),
    "## How often they are wrong",
    "`npm run false-alarms` cuts both sides of the eight pairs into random halves and compares them, so that nothing changed, seeded and with the default limits. In how many of the splits a check warned or failed:",
    falseAlarmTable(Array.from(checks.keys()), figures.falseAlarms),
    "On the unchanged tables of [calibration.md](calibration.md) (`npm run calibration`: 40 columns drawn from many laws, with an id and a time beside them; flights split at random), by rows of the reference and of current: in how many of the runs a check warned or failed, with its standard error. A data set has many columns, so that a check of columns is wrong in far fewer of these.",
    table(alarms[0], alarms.slice(1)),
    "## What they cost",
    "Most checks read figures that the report shows anyway. What is gathered for them alone took under 2 % of the processor time of a comparison of two files of 1,000,000 rows and 20 columns (6.4 s in all, Node 20, two cores, by its profiler). Counting a named key of two whole numbers over 10,000,000 rows a side took 2.7 s of processor time and 460 MB at most beside the columns: 64-bit hashes, whatever the key holds, among which 0.000003 false repetitions are expected. Keys that nobody named are looked for in the sampled rows and counted over all rows only where they repeat there.",
    ...sections,
  ])
}

const noFaults = { made: 0, found: 0, alarms: 0, untouched: 0 }

/** A row for each check that gave an alarm, one for those that gave none, and one for those that were not tried. */
function falseAlarmTable(ids: readonly string[], alarms: CheckFigures["falseAlarms"]): string {
  const counted = ids.flatMap((id) => (id in alarms ? [{ id, ...alarms[id] }] : []))
  const untried = ids.filter((id) => !(id in alarms))
  const part = (n: number, splits: number) => (n === 0 ? "0" : `${n} (${((100 * n) / splits).toFixed(1)} %)`)
  const noisy = counted.filter(({ warned, failed }) => warned + failed > 0)
  const splits = counted.filter((each) => !noisy.includes(each)).map((each) => each.splits)
  return table(
    ["Check", "Splits", "Warned", "Failed"],
    [
      ...noisy.map((each) => [
        ...[`\`${each.id}\``, String(each.splits)],
        ...[part(each.warned, each.splits), part(each.failed, each.splits)],
      ]),
      ...(splits.length > 0 ? [[quietOnes(splits.length, counted.length), String(Math.min(...splits)), "0", "0"]] : []),
      ...untried.map((id) => [`\`${id}\``, "0", "not tried yet", "not tried yet"]),
    ],
  )
}

function checkTable(checks: ReadonlyMap<string, CheckAlone>): string {
  return table(
    ["Id", "Passes when", "Warns above", "Fails above"],
    Array.from(checks, ([id, { meta }]) => [
      `[\`${id}\`](#${id})`,
      meta.title,
      limit(meta, meta.warnLimit),
      limit(meta, meta.failLimit),
    ]),
  )
}

function withoutReference(meta: CheckMeta): string {
  const fails = meta.failLimit === null ? "never fails" : `fails above ${limit(meta, meta.failLimit)}`
  return `Without a reference: ${meta.description} Warns above ${limit(meta, meta.warnLimit)}, ${fails}: ${meta.limitsReason}`
}

const csvValues = [
  ["`5` `+5` `-0.5` `.5` `1e5` `Infinity`", "number"],
  [
    "`1,5`, in a file whose delimiter is not the comma",
    "number, with a warning; where every value has three digits after the comma, text",
  ],
  ["`007` `1,234,567` `0x10` `12 kg`, whole numbers beyond 64 bits", "text"],
  ["`true` `FALSE`", "boolean"],
  ["`2024-01-02` `2024-01-02T03:04:05Z` and the other forms of ISO 8601", "datetime"],
  ["`2.1.2024` `02.01.2024 03:04`", "datetime: day, month, year, with a warning"],
  ["`01/02/2024`", "datetime where a day above 12 on either side tells the order; else text that is not judged"],
  ["nothing, `NA`", "missing"],
  ["`NaN`", "among numbers NaN, counted apart; among dates and booleans missing; among texts text"],
  [
    "`N/A` `n/a` `#N/A` `#NA` `<NA>` `NULL` `null` `None`",
    "among numbers, dates and booleans missing, with a warning; among texts text",
  ],
]

/** docs/column-types.md: the table by which types are found, and how to overrule it. */
export function columnTypesPage(): string {
  const rules = typeRules.map(({ type, words }, i) => [String(i + 1), words, type])
  const tested = {
    "numeric, categorical, boolean, text": "tested",
    datetime: "daily and weekly profiles are measured and shown; not tested: time moves on by nature",
    identifier: "profiled, not tested",
    nested: "missing values are counted; not tested",
  }
  return page("Column types", [
    "A column's type is found from both sides together: the first row that holds gives it, and the report says which it was.",
    table(["", "The values are", "Type"], rules),
    table(["Type", "What happens"], Object.entries(tested)),
    "Not tested either, each with its reason in the report: columns of one side only, columns whose kind of value changed, all-missing columns, columns with fewer than 10 values on a side, and columns that hold the same single value on both sides.",
    "## In CSV files",
    "A CSV file states no types, so all values of a column decide: one text among numbers makes a column of texts.",
    table(["Written", "Read as"], csvValues),
    "Other words than NA are missing only among numbers, dates and booleans. Among texts they stay texts: `None` is a category of its own in many files, and whether such words newly appear is what the check `mixed-nulls` reports. `null_values` (`--null-values`) replaces NA; an empty list leaves only empty fields missing.",
    "## Overruling",
    "To overrule the table: `columns: { zip: { type: categorical } }` in the configuration, or `--id NAME`, `--timestamp NAME`.",
    "## How often it is wrong",
    "`npm run pair-halves` cuts each side of the real pairs into random halves, which say the same, and compares them with default settings: of 36 tables, three times each, all 108 comparisons ended in exit code 0. 2 of 1,179 tested columns drifted, and no check warned or failed. Two halves are also read as the whole table is: every column of the same kind, every note the same (`test/columns/halves.test.ts`).",
  ])
}

/** The README with what its command lines print: every text block that starts with `$ driftcheck …` is run. */
export async function filledReadme(readme: string, runLine: (args: string[]) => Promise<string>): Promise<string> {
  const parts = readme.split(/(```text\n\$ driftcheck [^\n]*\n[^]*?```)/)
  const filled = parts.map(async (part) => {
    const line = /^```text\n(\$ driftcheck ([^\n]*))\n/.exec(part)
    return line === null ? part : `\`\`\`text\n${line[1]}\n${await runLine(line[2].split(" "))}\`\`\``
  })
  return (await Promise.all(filled)).join("")
}

function limit({ unit, limitsAbove }: CheckMeta, value: number | null): string {
  if (value === null) return "never"
  const text = unit === "share" ? `${Number((value * 100).toFixed(6))} %` : String(value)
  return limitsAbove === "reference" ? `reference + ${text}` : text
}
