import type { Command } from "commander"
import type { InitCommand } from "./init.js"
import type { Io } from "../run/io.js"
import { names } from "./parsers.js"

/** `driftcheck init` with its flags. */
export function addInit(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command("init")
    .description("write a configuration to start from, with what a file of data holds")
    .argument("[reference]", "the data whose types, roles, ranges and categories are written down")
    .option("--from <file>", "the same, for a configuration that is there: show what would change in it")
    .option("--write", "with --from: bring the configuration up to date instead")
    .option("-o, --output <file>", "the configuration (default: the one in use, or driftcheck.yaml)")
    .option("--null-values <a,b>", "CSV: texts that mean missing, beside the empty field (default: NA)", names)
    .option("--delimiter <c>", "CSV: field separator (default: detected)")
    .option("--color", "colour, also where stdout is no terminal")
    .option("--no-color", "no colour (default: as NO_COLOR, FORCE_COLOR and the terminal say)")
    .addHelpText("after", examples)
    .action(async (path: string | undefined, flags: InitCommand) =>
      done(await (await import("./init.js")).initCommand(path, flags, io)),
    )
}

const examples = `
Examples:
  driftcheck init ref.parquet
  driftcheck init --from ref.parquet           # later: what has changed since
  driftcheck init --from ref.parquet --write

Exit codes:
  0  written, or shown
  2  a configuration is there already, an unreadable file, or one that cannot be written`
