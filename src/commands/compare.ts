import { exitWords } from "../run/exit-words.js"
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
  settings: ["judging", "columns", "findings", "performance", "labels", "traces", "inputs", "folder", "outputs", "run"],
  examples: [
    "driftcheck compare last-month.parquet today.parquet",
    "driftcheck compare train.csv scored.csv --target label --format json",
  ],
  exitCodes: exitWords,

  async run({ args: [reference, current], io, ...given }) {
    const { compareCommand } = await import("../run/compare-files.js")
    return compareCommand({ reference, current }, given, io)
  },
} satisfies Command
