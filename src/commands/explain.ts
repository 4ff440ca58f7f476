import { text } from "../options/takes.js"
import type { Command } from "../run/command.js"

export default {
  group: "Reports:",
  summary: "say what a change looks like, which part moved, what to do, and which rule decided",
  arguments: [
    {
      name: "[report]",
      help: "a report.json or a folder of reports (default: driftcheck-report); anything else is a column of it",
    },
    { name: "[column]", help: "the column's name; without one the data set is explained" },
  ],
  flags: {
    column: { takes: text, flag: "--column <name>", help: "the column, where a file or folder has its name too" },
  },
  examples: ["driftcheck explain", "driftcheck explain air_time", "driftcheck explain reports air_time"],

  async run({ args, io, flags }) {
    const { explainCommand } = await import("../run/explain.js")
    return explainCommand(args, typeof flags.column === "string" ? flags.column : null, io)
  },
} satisfies Command
