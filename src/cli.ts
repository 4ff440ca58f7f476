import { Command, CommanderError } from "commander"
import { addCheck, addCompare, addReport, exitCodes } from "./commands/flags.js"
import type { Io } from "./run/io.js"
import { oneOf } from "./commands/parsers.js"
import { addInit } from "./commands/init-flags.js"
import { addProfile } from "./commands/profile-flags.js"
import { saysWhy, UsageError } from "./errors.js"
import { isSystemError, systemErrorText } from "./files/unreadable.js"
import { harmless, say } from "./run/say.js"
import { damageOf } from "./installation.js"
import { version } from "./version.js"

/** No answer: usage, an unreadable file, too little data, a bug. 1 is a finding, so nothing else may end in 1. */
const noAnswer = 2

/**
 * Runs one command line and gives the exit code: 0 nothing that fails the run, 1 drift or a failed check, 2 no answer.
 * Never throws: whatever goes wrong is told on stderr.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0
  try {
    const program = buildProgram(io, (result) => {
      code = result
    })
    await program.parseAsync(argv, { from: "user" })
    return code
  } catch (error) {
    return report(error, io)
  }
}

const installAgain = "install it again; where nothing is missing, let more files be open: `ulimit -n 1024`"

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : noAnswer
  if (error instanceof UsageError || saysWhy(error)) {
    say(io, `error: ${error.message}`)
    if (error.hint !== undefined) say(io, `hint: ${error.hint}`)
    return noAnswer
  }
  const damage = damageOf(error)
  if (damage !== null) {
    say(io, `error: the installation of driftcheck is not whole: ${damage}\nhint: ${installAgain}`)
    return noAnswer
  }
  if (isSystemError(error)) {
    say(io, `error: ${systemErrorText(error)}`)
    return noAnswer
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  say(io, `driftcheck ${version()} met a bug of its own; please report it with this text:\n${detail}`)
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
      writeErr: (text) => io.stderr.write(harmless(text)),
      outputError: (text, write) => write(`${text.trimEnd()}\nhint: driftcheck --help lists commands and options\n`),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .addHelpText("after", exitCodes)

  addCompare(program, io, done)
  addCheck(program, io, done)
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
  addReport(program, io, done)
  program
    .command("index")
    .argument("<folder>", "a folder that compare --output keeps")
    .description("write the index.html above dated reports anew")
    .action(async (folder: string) => done(await (await import("./commands/index.js")).indexCommand(folder, io)))
  addProfile(program, io, done)
  addInit(program, io, done)
  addPrinters(program, io, done)
  return program
}

/** Commands that print a text about driftcheck itself. */
function addPrinters(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("schema")
    .argument("<file>", "report or config", oneOf("report", "config"))
    .description("print the JSON Schema of report.json, or of the configuration")
    .action(async (name: "report" | "config") => done((await import("./commands/schema.js")).schemaCommand(name, io)))
  program
    .command("completion")
    .argument("<shell>", "bash, zsh or fish", oneOf("bash", "zsh", "fish"))
    .description("print a script that completes driftcheck's commands and options in a shell")
    .addHelpText("after", completionExamples)
    .action(async (shell: "bash" | "zsh" | "fish") =>
      done((await import("./commands/completion.js")).completionCommand(shell, program, io)),
    )
}

const completionExamples = `
Examples:
  echo 'source <(driftcheck completion bash)' >> ~/.bashrc
  driftcheck completion fish > ~/.config/fish/completions/driftcheck.fish`
