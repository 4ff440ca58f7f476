import type { Command } from "../run/command.js"
import { anyOf } from "../options/takes.js"

export default {
  group: "Judge data:",
  summary: "hold one file against the contract in the configuration, without a reference",
  arguments: [{ name: "<data>", help: "the data to check, named as for compare" }],
  settings: [
    "include",
    "exclude",
    "target",
    "prediction",
    "timestamp",
    "id",
    "model_version",
    "query",
    "latency",
    "error",
    "performance",
    "detector",
    "segments",
    "fail_on",
    "exit_zero",
    "labels.file",
    "labels.as_of",
    "labels.window",
    "traces",
    "inputs",
    "current_version",
    "current_timestamp",
    "folder",
    "outputs",
    "config",
    "set",
    "print_config",
    "github",
    "run_date",
  ],
  words: {
    include: { help: "read only these (a comma in a name: \\,)" },
    fail_on: { takes: anyOf(["checks", "metrics", "performance", "warnings", "new"]), default: ["checks", "metrics"] },
    segments: { help: "measure figures in parts as well: one for each value of these columns" },
    "outputs.folder": { help: "folder that keeps a dated report of each run" },
    config: { help: "the contract, in YAML or JSON" },
    print_config: { help: "print each setting and where it comes from, and check nothing" },
  },
  examples: [
    "driftcheck check today.parquet --config driftcheck.yaml",
    "driftcheck check today.csv --config driftcheck.yaml --format junit",
  ],
  exitCodes: {
    0: "the contract is kept",
    1: "a rule is broken, or a check failed",
    2: "no answer: usage, an unreadable file, no contract, no rows",
  },

  async run({ args: [path], io, ...given }) {
    const { checkCommand } = await import("../run/check-file.js")
    return checkCommand(path, given, io)
  },
} satisfies Command
