import { Command, CommanderError, InvalidArgumentError, Option } from "commander"
import type { CompareCommand } from "./commands/compare.js"
import type { Io } from "./commands/io.js"
import { InputError, UsageError } from "./errors.js"
import { version } from "./version.js"

/** No answer: usage, an unreadable file, too little data, a bug. 1 is a finding, so nothing else may end in 1. */
const noAnswer = 2

/**
 * Runs one command line and gives the exit code: 0 nothing that fails the run, 1 drift or a failed check, 2 no answer.
 * Never throws: whatever goes wrong is told on stderr.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0
  const program = buildProgram(io, (result) => {
    code = result
  })
  try {
    await program.parseAsync(argv, { from: "user" })
    return code
  } catch (error) {
    return report(error, io)
  }
}

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : noAnswer
  if (error instanceof UsageError || error instanceof InputError) {
    io.stderr.write(`error: ${error.message}\n`)
    if (error.hint !== undefined) io.stderr.write(`hint: ${error.hint}\n`)
    return noAnswer
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  io.stderr.write(`driftcheck ${version()} met a bug of its own; please report it with this text:\n${detail}\n`)
  return noAnswer
}

function buildProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command("driftcheck")
    .description("Drift and data-quality reports for machine-learning data: one command, one verdict, explained.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .showSuggestionAfterError()
    .configureHelp({ minWidthToWrap: 20 })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(`${text.trimEnd()}\nhint: driftcheck --help lists commands and options\n`),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .addHelpText("after", exitCodes)

  addCompare(program, io, done)
  program
    .command("methods")
    .argument("[id]", "one method in full")
    .description("list the drift methods, or one in full")
    .action(async (id?: string) => done(await (await import("./commands/list.js")).methodsCommand(id, io)))
  program
    .command("checks")
    .argument("[id]", "one check in full")
    .description("list the data-quality checks, or one in full")
    .action(async (id?: string) => done(await (await import("./commands/list.js")).checksCommand(id, io)))
  program
    .command("explain")
    .argument("<report>", "a report.json")
    .argument("<column>", "the column's name")
    .description("say in words which rule decided a column, and what would have changed the answer")
    .action(async (path: string, column: string) =>
      done((await import("./commands/explain.js")).explainCommand(path, column, io)),
    )
  return program
}

function addCompare(program: Command, io: Io, done: (code: number) => void): void {
  const names = (text: string, before: string[] | undefined) => [...(before ?? []), ...splitNames(text)]
  program
    .command("compare")
    .description("compare current data with reference data: a verdict, a report, an exit code")
    .argument("<reference>", "the data to compare with (.parquet, .csv, .csv.gz)")
    .argument("<current>", "the data to judge")
    .option("-o, --output <dir>", "folder for report.html and report.json", "driftcheck-report")
    .option("--no-output", "write no folder")
    .option(
      "-f, --format <id>",
      "what stdout carries: table, json, markdown, junit, none",
      oneOf("table", "json", "markdown", "junit", "none"),
      "table",
    )
    .option("--html <file>", 'write the HTML report; "-" is stdout')
    .option("--json <file>", "write the JSON report")
    .option("--markdown <file>", "write a Markdown summary")
    .option("--junit <file>", "write JUnit XML")
    .option(
      "--drift-share <n>",
      "dataset drift from this share of drifted columns on (default: the policy's, 0.3)",
      number(0, 1),
    )
    .option("--policy <id>", "how columns are judged: calibrated, classic, evidently (default: calibrated)")
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
    .option("--null-values <a,b>", "CSV: texts that mean missing, beside the empty field (default: NA)", names)
    .option("--delimiter <c>", "CSV: field separator (default: detected)")
    .option("--config <file>", "settings in YAML or JSON")
    .option("--multivariate", "look at all columns together as well (takes some seconds more)")
    .option("--fail-on <a,b>", "what ends in exit code 1: drift, checks, multivariate (default: drift,checks)", names)
    .option("--exit-zero", "end in 0 even when something was found")
    .option("-q, --quiet", "no table and no progress")
    .option("--all", "list every column and check")
    .option("--no-color", "no colour")
    .addOption(new Option("--color").hideHelp().default(true))
    .addHelpText("after", compareExamples)
    .action(async (reference: string, current: string, flags: CompareCommand) => {
      const { compareCommand } = await import("./commands/compare.js")
      done(await compareCommand({ reference, current }, flags, io))
    })
}

const exitCodes = `
Exit codes:
  0  nothing that fails the run
  1  drift, or a failed check
  2  no answer: usage, an unreadable file, no shared column, too few rows`

const compareExamples = `
Examples:
  driftcheck compare last-month.parquet today.parquet
  driftcheck compare train.csv scored.csv --target label --format json
${exitCodes}`

/** Comma-separated names; \`\\,\` stands for a comma in a name. */
function splitNames(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll("\\,", ","))
    .filter((name) => name !== "")
}

function oneOf(...choices: string[]): (text: string) => string {
  return (text) => {
    if (choices.includes(text)) return text
    throw new InvalidArgumentError(`It takes ${choices.join(", ")}.`)
  }
}

function number(low: number, high: number, range = `from ${low} to ${high}`): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text)
    const fits = high === Infinity ? value > low && value < high : value >= low && value <= high
    if (fits) return value
    throw new InvalidArgumentError(`It takes a number ${range}.`)
  }
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,9}$/.test(text)) return Number(text)
  throw new InvalidArgumentError("It takes a whole number from 1 on.")
}
