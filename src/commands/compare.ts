import { exitWords } from "../run/exit-words.js"
import type { PartUnit } from "../evidence/parts-by-time.js"
import { oneOf } from "../options/takes.js"
import type { Command } from "../run/command.js"

export default {
  group: "Judge data:",
  summary: "compare current data with reference data: a verdict, a report, an exit code",
  arguments: [
    {
      name: "<reference>",
      help: "the data to compare with: a file (Parquet, CSV, JSON Lines, Arrow), a folder or pattern of such files, - or a saved profile",
    },
    { name: "<current>", help: "the data to judge" },
  ],
  settings: [
    "judging",
    "columns",
    "findings",
    "performance",
    "in_time",
    "labels",
    "traces",
    "inputs",
    "versions",
    "folder",
    "outputs",
    "run",
  ],
  flags: {
    every: {
      takes: oneOf(["hour", "day", "week"]),
      flag: "--every <unit>",
      heading: "Outputs:",
      help: "with --output: cut current by its times, and keep each part as a run of its date",
    },
  },
  examples: [
    "driftcheck compare last-month.parquet today.parquet",
    "driftcheck compare train.csv scored.csv --target label --format json",
    "driftcheck compare march.parquet april.parquet --every day -o reports",
  ],
  exitCodes: exitWords,

  async run({ args: [reference, current], io, ...given }) {
    if (typeof given.flags.every === "string") {
      const { compareEvery } = await import("../run/every.js")
      return compareEvery(given.flags.every as PartUnit, { reference, current }, given, io)
    }
    const { compareCommand } = await import("../run/compare-files.js")
    return compareCommand({ reference, current }, given, io)
  },
} satisfies Command
