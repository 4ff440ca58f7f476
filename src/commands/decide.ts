import type { Command } from "../run/command.js"
import { file, onOff } from "../options/takes.js"

export default {
  group: "Reports:",
  summary: "say what to do about the newest run: nothing, watch, monitor, retrain, roll back",
  arguments: [{ name: "<reports>", help: "a folder that compare --output keeps, or a report.json" }],
  settings: ["config"],
  flags: {
    execute: {
      flag: "--execute",
      help: "run what the configuration has for the action, once for each episode",
      takes: onOff,
    },
    gate: { flag: "--gate <folder>", help: "where runs of gate are kept, if not in the same folder", takes: file },
    json: { flag: "--json", help: "print the decision as JSON", takes: onOff },
    "dry-run": { flag: "--dry-run", help: "keep nothing, and say what --execute would run", takes: onOff },
  },
  examples: ["driftcheck decide reports", "driftcheck decide reports --execute"],
  exitCodes: {
    0: "none, watch or monitor",
    1: "queue_retrain, retrain_now or rollback",
    2: "no answer, or what was executed failed",
  },

  async run({ args: [path], io, ...given }) {
    const { decideCommand } = await import("../run/decide.js")
    return decideCommand(path, given, io)
  },
} satisfies Command
