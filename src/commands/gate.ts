import type { Command } from "../run/command.js"

export default {
  group: "Judge data:",
  summary: "decide whether a challenger takes the champion's place, on the same labelled rows",
  arguments: [
    { name: "<champion>", help: "predictions of the model that serves" },
    { name: "<challenger>", help: "predictions of the model that may take its place, of the same rows" },
  ],
  settings: [
    "gate",
    "labels.file",
    "labels.as_of",
    "labels.window",
    "id",
    "target",
    "prediction",
    "timestamp",
    "query",
    "latency",
    "segments",
    "min_rows",
    "performance",
    "inputs",
    "versions",
    "folder",
    "outputs",
    "config",
    "set",
    "print_config",
    "github",
  ],
  words: {
    "labels.file": { help: "labels, joined by --id; without it the champion's file holds them" },
    id: { help: "column that names a row in both files" },
    segments: { help: "look at each of these columns' values apart, too" },
    min_rows: { help: "rows that a segment needs" },
    "outputs.folder": { help: "folder that keeps a dated report of each run" },
    print_config: { help: "print each setting and where it comes from, and decide nothing" },
  },
  examples: [
    "driftcheck gate champion.parquet challenger.parquet --labels labels.csv --id id --prediction score",
    "driftcheck gate old.csv new.csv --id id --target churned --prediction score --metric pr_auc --min-gain 0.01",
  ],
  exitCodes: {
    0: "promote: the challenger is surely better",
    1: "reject: it surely is not, or is surely worse in what must be no worse",
    2: "undecided: the labelled rows leave it open; or no answer",
  },

  async run({ args: [champion, challenger], io, ...given }) {
    const { gateCommand } = await import("../run/gate-files.js")
    return gateCommand({ champion, challenger }, given, io)
  },
} satisfies Command
