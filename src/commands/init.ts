import { file, onOff } from "../options/takes.js"
import type { Command } from "../run/command.js"

export default {
  group: "Prepare:",
  summary: "write a configuration to start from, with what a file of data holds",
  arguments: [{ name: "[reference]", help: "the data whose types, roles, ranges and categories are written down" }],
  flags: {
    from: {
      takes: file,
      flag: "--from <file>",
      help: "the same, for a configuration that is there: show what would change in it",
    },
    write: { takes: onOff, flag: "--write", help: "with --from: bring the configuration up to date instead" },
    narrow: { takes: onOff, flag: "--narrow", help: "with --from: narrow ranges and values to the data as well" },
    alerts: {
      takes: onOff,
      flag: "--alerts",
      help: "write alert rules to begin with, also into a configuration that is there",
    },
    output: {
      takes: file,
      flag: "-o, --output <file>",
      help: "the configuration",
      otherwise: "the one in use, or driftcheck.yaml",
    },
  },
  settings: ["inputs", "reference_version", "reference_timestamp", "color"],
  examples: [
    "driftcheck init ref.parquet",
    "driftcheck init --from ref.parquet           # later: what has changed since",
    "driftcheck init --from ref.parquet --write",
    "driftcheck init --alerts",
  ],
  exitCodes: {
    0: "written, or shown",
    2: "a configuration is there already, an unreadable file, or one that cannot be written",
  },

  async run({ args, io, ...given }) {
    const { initCommand } = await import("../run/init.js")
    return initCommand(args.at(0), given, io)
  },
} satisfies Command
