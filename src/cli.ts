import { setFlagsFromString } from "node:v8"
import { Command as Program, CommanderError } from "commander"
import { isEngineAddress } from "./engines/address.js"
import { isOutOfMemory, lessMemory, saysWhy, UsageError } from "./errors.js"
import { statOf } from "./files/stat.js"
import { isSystemError, systemErrorText } from "./files/unreadable.js"
import { damageOf } from "./installation.js"
import { loadCommands } from "./registry.js"
import { commandGroups, type Command } from "./run/command.js"
import { exitWords } from "./run/exit-words.js"
import { addCommand, exitCodesText, refusal } from "./run/flags.js"
import type { Io } from "./run/io.js"
import { harmless, say } from "./run/say.js"
import { version } from "./version.js"

/** No answer: usage, an unreadable file, too little data, a bug. 1 is a finding, so nothing else may end in 1. */
const noAnswer = 2

/**
 * Runs one command line and gives the exit code: 0 nothing that fails the run, 1 drift or a failed check, 2 no answer.
 * Never throws: whatever goes wrong is reported on stderr.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let code = 0
  tuneFor(argv)
  try {
    const program = await buildProgram(io, (result) => {
      code = result
    })
    await program.parseAsync(asMeant(argv, program), { from: "user" })
    return code
  } catch (error) {
    return report(error, io)
  }
}

/** What V8 does otherwise for some command lines, as measured. */
function tuneFor(argv: readonly string[]): void {
  const isWatch = argv.at(0) === "watch"
  // Beside an engine memory matters more than time: the heap is cleaned when it has grown by a third, not by several times (220 → 180 MB).
  const isBesideEngine = argv.some(isEngineAddress)
  if (isBesideEngine) setFlagsFromString("--heap-growing-percent=30")
  // Over many windows of a stream the heap is cleaned less often, which takes a thirtieth less CPU.
  if (isWatch && !isBesideEngine) setFlagsFromString("--heap-growing-percent=500")
  // What compiled code expects changes between windows: compiling less eagerly takes a twentieth less. Later Nodes do not know the flag.
  if (isWatch && process.versions.node.startsWith("20.")) setFlagsFromString("--interrupt-budget=1000000")
}

/** Two files alone are compared; what other programs call --version is understood. */
function asMeant(argv: readonly string[], program: Program): readonly string[] {
  const first = argv.at(0)
  if (first === "-v" || first === "version") return ["--version"]
  const named = first === undefined || program.commands.some((command) => command.name() === first)
  return named || first === "help" || !isData(first) ? argv : ["compare", ...argv]
}

/** Whether a word is data to read and no misspelt command: what is there, standard input, or what looks like a path. */
function isData(word: string): boolean {
  return word === "-" || (!word.startsWith("-") && (/[./\\*?]/.test(word) || statOf(word) !== undefined))
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
  if (isOutOfMemory(error)) {
    say(io, `error: the memory is used up: ${error.message.split("\n")[0]}\nhint: ${lessMemory}`)
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

/** Every command there is, one file each in commands/. Their files are light: what a command needs is loaded when it runs. */
async function buildProgram(io: Io, done: (code: number) => void): Promise<Program> {
  const program = new Program("driftcheck")
    .description("Drift and data-quality reports for machine-learning data: one command, one verdict, explained.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .commandsGroup("About driftcheck:")
    .helpCommand("help [command]", "print the help of a command")
    .usage("<reference> <current> | <command> [options]")
    .showSuggestionAfterError()
    .configureHelp({ minWidthToWrap: 20 })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(harmless(text)),
      outputError: refusal("driftcheck --help"),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .addHelpText("after", exitCodesText(exitWords))
  const commands = Array.from(await loadCommands<Command>())
  for (const group of commandGroups)
    for (const [name, command] of commands)
      if (command.group === group) addCommand(program, name, command, io, done).helpGroup(group)
  return program
}
