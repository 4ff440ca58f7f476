import type { Command } from "commander"
import { failCauses } from "../options/options.js"
import type { CompareCommand } from "../run/task.js"
import type { Io } from "../run/io.js"
import { names, number, offering, oneOf, wholeNumber, wholeNumberUpTo } from "./parsers.js"
import { fileReporters, formats } from "../config/formats.js"
import type { OutputFlags } from "../run/targets.js"

type Done = (code: number) => void

/** `driftcheck compare` with its flags. */
export function addCompare(program: Command, io: Io, done: Done): void {
  const command = program
    .command("compare")
    .description("compare current data with reference data: a verdict, a report, an exit code")
    .argument(
      "<reference>",
      "the data to compare with: a file (Parquet, CSV, JSON Lines, Arrow), a folder or pattern of such files, - or a saved profile",
    )
    .argument("<current>", "the data to judge")
  addFolder(command, "a dated report of each run, latest/, history.ndjson and index.html")
  addOutputs(command)
    .option(
      "--drift-share <n>",
      "dataset drift from this share of drifted columns on (default: the policy's, 0.3)",
      number(0, 1),
    )
    .option(
      "--policy <id>",
      "how columns are judged: calibrated, classic, evidently (default: calibrated)",
      offering((text: string) => text, "calibrated", "classic", "evidently"),
    )
    .option(
      "--correction <id>",
      "p-values for many columns: benjamini-hochberg, holm, bonferroni, none (default: the policy's)",
      oneOf("benjamini-hochberg", "holm", "bonferroni", "none"),
    )
    .option("--method <id,…>", "judge by these methods instead: a column takes the first that serves its type", names)
    .option("--threshold <n>", "threshold of the one --method (default: the method's)", number(0, Infinity, "above 0"))
    .option("--measure <id,…>", "methods to measure beside the usual ones, or all", names)
    .option("--min-rows <n>", "rows needed on each side for a verdict (default: 30)", wholeNumber)
    .option("--columns <a,b>", "compare only these (a comma in a name: \\,)", names)
    .option("--exclude <a,b>", "leave these out", names)
    .option("--target <name>", "column with the label", names)
    .option("--prediction <name>", "column with the model's output", names)
    .option("--timestamp <name>", "column with the time of each row; not tested")
    .option("--id <name>", "column that names rows; not tested", names)
    .option("--key <a,b>", "columns that together name a row", names)
    .option("--segment <a,b>", "compare in parts as well: one for each value of these columns", names)
    .option("--null-values <a,b>", "CSV: texts that mean missing, beside the empty field (default: NA)", names)
    .option("--delimiter <c>", "CSV: field separator (default: detected)")
    .option("--config <file>", "settings in YAML or JSON (default: driftcheck.yaml, .yml or .json, here or above)")
    .option("--no-config", "look for no configuration file")
    .option("--print-config", "print each setting and where it comes from, and compare nothing")
    .option("--multivariate", "look at all columns together as well (takes some seconds more)")
    .option(
      "--fail-on <a,b>",
      `what ends in exit code 1: ${failCauses.join(", ")} (default: drift,checks)`,
      offering(names, ...failCauses),
    )
    .option(
      "--workers <n>",
      "threads that share the columns; 1: none but the main one (default: as many as cores)",
      wholeNumberUpTo(256),
    )
    .option("--exit-zero", "end in 0 even when something was found")
    .option("--no-github", "tell a GitHub workflow nothing (default: annotations, summary and outputs in one)")
    .addHelpText("after", compareExamples)
    .action(async (reference: string, current: string, flags: CompareCommand) => {
      const { compareCommand } = await import("./compare.js")
      done(await compareCommand({ reference, current }, flags, io))
    })
}

/** `driftcheck check` with its flags. */
export function addCheck(program: Command, io: Io, done: Done): void {
  const command = program
    .command("check")
    .description("hold one file against the contract in the configuration, without a reference")
    .argument("<data>", "the data to check, named as for compare")
  addFolder(command, "a dated report of each run")
  addOutputs(command)
    .option("--config <file>", "the contract, in YAML or JSON (default: driftcheck.yaml, .yml or .json, here or above)")
    .option("--no-config", "look for no configuration file")
    .option("--print-config", "print each setting and where it comes from, and check nothing")
    .option("--columns <a,b>", "read only these (a comma in a name: \\,)", names)
    .option("--exclude <a,b>", "leave these out", names)
    .option("--null-values <a,b>", "CSV: texts that mean missing, beside the empty field (default: NA)", names)
    .option("--delimiter <c>", "CSV: field separator (default: detected)")
    .option(
      "--fail-on <a,b>",
      "what ends in exit code 1: checks, warnings (default: checks)",
      offering(names, "checks", "warnings"),
    )
    .option("--exit-zero", "end in 0 even when something was found")
    .option("--no-github", "tell a GitHub workflow nothing (default: annotations, summary and outputs in one)")
    .addHelpText("after", checkExamples)
    .action(async (path: string, flags: CompareCommand) => {
      const { checkCommand } = await import("./check.js")
      done(await checkCommand(path, flags, io))
    })
}

/** `driftcheck report` with its flags. */
export function addReport(program: Command, io: Io, done: Done): void {
  const command = program
    .command("report")
    .description("show a report again, in any form, from its JSON alone")
    .argument("<report>", "a report.json")
  addOutputs(command)
    .addHelpText("after", reportExamples)
    .action(async (path: string, flags: OutputFlags) =>
      done(await (await import("./report.js")).reportCommand(path, flags, io)),
    )
}

/** The folder of the runs, and how many of them stay. */
function addFolder(command: Command, kept: string): void {
  command
    .option(
      "-o, --output <dir>",
      `folder that keeps ${kept} (default: only this run's report.html and report.json, in driftcheck-report)`,
    )
    .option("--no-output", "write no folder")
    .option("--keep <n>", "with --output: remove all but the newest n runs", wholeNumber)
    .option("--keep-days <n>", "with --output: remove runs older than n days", wholeNumber)
}

/** Where a report goes and how it looks. */
function addOutputs(command: Command): Command {
  command.option(
    "-f, --format <id>",
    `what stdout carries, where no file below is "-": ${formats.join(", ")} (default: table)`,
    oneOf(...formats),
  )
  for (const [id, what] of fileReporters) command.option(`--${id} <file>`, `write ${what}`)
  return command
    .option("-q, --quiet", "no table and no progress")
    .option("--all", "list every column and check")
    .option("--details <which>", "all: the HTML page opens every column, also beyond 60", oneOf("all"))
    .option("--color", "colour, also where stdout is no terminal")
    .option("--no-color", "no colour (default: as NO_COLOR, FORCE_COLOR and the terminal say)")
}

export const exitCodes = `
Exit codes:
  0  nothing that fails the run
  1  drift, or a failed check
  2  no answer: usage, an unreadable file, no shared column, too few rows`

const compareExamples = `
Examples:
  driftcheck compare last-month.parquet today.parquet
  driftcheck compare train.csv scored.csv --target label --format json
${exitCodes}`

const checkExamples = `
Examples:
  driftcheck check today.parquet --config driftcheck.yaml
  driftcheck check today.csv --config driftcheck.yaml --format junit

Exit codes:
  0  the contract is kept
  1  a rule is broken, or a check failed
  2  no answer: usage, an unreadable file, no contract, no rows`

const reportExamples = `
Examples:
  driftcheck report driftcheck-report/report.json --html drift.html
  driftcheck report driftcheck-report/report.json --format markdown

Exit codes:
  0  shown, whatever its verdict was
  2  no report in that file, or an output that cannot be written`
