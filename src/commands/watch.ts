import { exitWords } from "../run/exit-words.js"
import { count, duration, onOff, openShare, text } from "../options/takes.js"
import type { Command } from "../run/command.js"

export default {
  group: "Judge data:",
  summary: "compare windows of a stream with reference data: a prediction log, a pipe, Kafka",
  arguments: [{ name: "<reference>", help: "the data to compare with, or a saved profile: whatever compare takes" }],
  flags: {
    from: {
      takes: text,
      flag: "--from <source>",
      help: 'JSON Lines: "-" (standard input), a file that grows, a folder that files fall into, or kafka://host:port/topic (required)',
    },
    rows: {
      takes: count,
      flag: "--rows <n>",
      help: "a window is full with n records",
      otherwise: "10000; none with --every",
    },
    every: {
      takes: duration,
      flag: "--every <time>",
      help: "a window is a period of event time: 10m, 1h; with --rows, whichever comes first",
    },
    lateness: {
      takes: duration,
      flag: "--lateness <time>",
      help: "with --every: for how long after its end a window takes records",
      otherwise: "a tenth of --every",
    },
    sample: {
      takes: openShare,
      flag: "--sample <share>",
      help: "look at this share of the records, by the hash of their ids",
      otherwise: "all",
    },
    once: { takes: onOff, flag: "--once", help: "read what is there and end, for cron" },
    "metrics-file": {
      takes: text,
      flag: "--metrics-file <file>",
      help: "metrics of the newest window for a node-exporter textfile, written whole",
    },
  },
  settings: [
    "folder",
    "judging",
    "columns",
    "findings",
    "performance",
    "in_time",
    "inputs",
    "reference_version",
    "reference_timestamp",
    "outputs.quiet",
    "dataset",
    "config",
    "workers",
    "stream.max_rows",
  ],
  examples: [
    "driftcheck watch train.parquet --from predictions.jsonl -o reports",
    "tail -F predictions.jsonl | driftcheck watch train.parquet --from - --rows 2000 -o reports",
    "driftcheck watch ref.profile.json --from kafka://broker:9092/predictions --every 10m -o reports --alert",
  ],
  exitCodes: {
    ...exitWords,
    1: "drift or a failed check in one of the windows",
    2: "no answer, or none for one of the windows",
  },

  async run({ args: [reference], io, ...given }) {
    const { watchCommand } = await import("../run/watch.js")
    return watchCommand(reference, given, io)
  },
} satisfies Command
