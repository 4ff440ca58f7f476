import { UsageError } from "../errors.js"
import { file, oneOf, onOff, text } from "../options/takes.js"
import type { Command, Given } from "../run/command.js"

const exitCodes = {
  0: "the profile was written",
  2: "an unreadable file, a damaged or newer profile, or an output that cannot be written",
}

/** What -q silences here; warnings and notes are said all the same. */
const quietWords = { "outputs.quiet": { help: "do not say what was written" } }

export default {
  group: "Prepare:",
  summary: "save what a later comparison needs of a file, without its rows",
  arguments: [{ name: "<file>", help: 'the data to profile: whatever compare takes, "-" for standard input too' }],
  flags: {
    output: {
      takes: file,
      flag: "-o, --output <file>",
      help: 'where the profile goes, such as ref.profile.json; "-" is stdout (required)',
    },
    "hash-categories": {
      takes: onOff,
      flag: "--hash-categories",
      help: "keep hashes of categories, not their texts",
      otherwise: "texts",
    },
    "hash-salt": {
      takes: text,
      flag: "--hash-salt <text>",
      help: "hash categories with this salt, to be the same in several profiles",
      otherwise: "random",
    },
    every: {
      takes: oneOf(["day"]),
      flag: "--every <unit>",
      help: "day: keep how far each day is from the rest, so that a later day is held to them",
    },
  },
  settings: [
    "target",
    "prediction",
    "model_version",
    "query",
    "labels.file",
    "labels.as_of",
    "labels.window",
    "id",
    "timestamp",
    "timezone",
    "performance",
    "chunk",
    "inputs",
    "reference_version",
    "reference_timestamp",
    "outputs.quiet",
  ],
  words: {
    ...quietWords,
    "labels.file": { help: "labels that came later, joined by --id" },
    chunk: {
      help: "keep what chunks reached, for the limits of compare --chunk: so many rows, or each",
      otherwise: "none",
    },
  },
  examples: [
    "driftcheck profile ref.parquet -o ref.profile.json",
    "driftcheck profile half-year.parquet --every day --timestamp scheduled -o ref.profile.json",
    "driftcheck profile ref.parquet --target churned --prediction score -o ref.profile.json",
    "driftcheck compare ref.profile.json today.parquet",
  ],
  exitCodes,
  subcommands: {
    merge: {
      summary: "join profiles of parts into the profile of all their rows",
      arguments: [{ name: "<profiles...>", help: "two or more profiles" }],
      flags: {
        output: {
          takes: file,
          flag: "-o, --output <file>",
          help: 'where the merged profile goes; "-" is stdout (required)',
        },
      },
      examples: [
        "driftcheck profile merge monday.profile.json tuesday.profile.json -o week.profile.json",
        "driftcheck profile merge part-*.profile.json -o all.profile.json",
      ],
      settings: ["outputs.quiet"],
      words: quietWords,
      exitCodes,
      async run({ args, io, ...given }) {
        const output = outputOf(given.flags)
        const [{ mergeCommand }, { outputFlags }] = await Promise.all([
          import("../run/profile.js"),
          import("../run/given.js"),
        ])
        return mergeCommand(args, { output, quiet: outputFlags(given).quiet }, io)
      },
    },
  },

  async run({ args: [path], io, ...given }) {
    const output = outputOf(given.flags)
    const [{ profileCommand }, { compareFlags, outputFlags, readFlags }] = await Promise.all([
      import("../run/profile.js"),
      import("../run/given.js"),
    ])
    const { quiet } = outputFlags(given)
    const command = { ...given.flags, output, quiet, read: readFlags(given), options: compareFlags(given) }
    return profileCommand(path, command, io)
  },
} satisfies Command

/** Where the profile goes. Required, but not by the parser: `profile` takes the flag of `profile merge` too, by the same name. */
function outputOf({ output }: Given["flags"]): string {
  if (typeof output === "string") return output
  throw new UsageError("it is not said where the profile goes", {
    hint: "add -o ref.profile.json, or -o - for stdout",
  })
}
