import type { Command } from "commander"
import { UsageError } from "../errors.js"
import type { Io } from "../run/io.js"
import { names } from "./parsers.js"
import type { ProfileCommand } from "./profile.js"

/** `driftcheck profile` and `driftcheck profile merge` with their flags. */
export function addProfile(program: Command, io: Io, done: (code: number) => void): void {
  const profile = program
    .command("profile")
    .description("save what a later comparison needs of a file, without its rows")
    .argument("<file>", 'the data to profile: whatever compare takes, "-" for standard input too')
    .option("-o, --output <file>", 'where the profile goes, such as ref.profile.json; "-" is stdout (required)')
    .option("--hash-categories", "keep hashes of categories, not their texts (default: texts)")
    .option(
      "--hash-salt <text>",
      "hash categories with this salt, to be the same in several profiles (default: random)",
    )
    .option("--null-values <a,b>", "CSV: texts that mean missing, beside the empty field (default: NA)", names)
    .option("--delimiter <c>", "CSV: field separator (default: detected)")
    .addHelpText("after", profileExamples)
    .action(async (path: string, flags: Partial<ProfileCommand>) => {
      const command = { ...flags, output: named(flags.output) }
      done(await (await import("./profile.js")).profileCommand(path, command, io))
    })
  profile
    .command("merge")
    .description("join profiles of parts into the profile of all their rows")
    .argument("<profiles...>", "two or more profiles")
    .option("-o, --output <file>", 'where the merged profile goes; "-" is stdout (required)')
    .addHelpText("after", mergeExamples)
    .action(async (paths: string[], _flags: unknown, command: Command) => {
      // The flag is taken by `profile`, which has one of the same name; so neither can declare it as required.
      const output = named(command.optsWithGlobals<{ output?: string }>().output)
      done(await (await import("./profile.js")).mergeCommand(paths, { output }, io))
    })
}

function named(output: string | undefined): string {
  if (output !== undefined) return output
  throw new UsageError("it is not said where the profile goes", {
    hint: "add -o ref.profile.json, or -o - for stdout",
  })
}

const exitCodes = `
Exit codes:
  0  the profile was written
  2  an unreadable file, a damaged or newer profile, or an output that cannot be written`

const profileExamples = `
Examples:
  driftcheck profile ref.parquet -o ref.profile.json
  driftcheck compare ref.profile.json today.parquet
${exitCodes}`

const mergeExamples = `
Examples:
  driftcheck profile merge monday.profile.json tuesday.profile.json -o week.profile.json
  driftcheck profile merge part-*.profile.json -o all.profile.json
${exitCodes}`
