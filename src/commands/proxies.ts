import { names, text, timeSpan } from "../options/takes.js"
import type { Command } from "../run/command.js"

export default {
  group: "Judge data:",
  summary: "say which early figures may stand for one that is known later",
  arguments: [
    {
      name: "<history>",
      help: "a folder that compare --output keeps, or a table with a row for each day or cohort that has all figures",
    },
  ],
  settings: ["config"],
  flags: {
    of: {
      flag: "--of <name>",
      help: "the later figure (default: those of `proxies` in the configuration)",
      takes: text,
    },
    by: { flag: "--by <names>", help: "its early figures, separated by commas", takes: names },
    delay: {
      flag: "--delay <span>",
      help: "how much later it is in the history: 14d (default: in the same run)",
      takes: timeSpan,
    },
  },
  examples: [
    "driftcheck proxies reports",
    "driftcheck proxies cohorts.parquet --of converted_14d --by add_to_cart,page_views",
  ],
  exitCodes: { 0: "a figure may stand for each later one", 1: "for some later figure none may", 2: "no answer" },

  async run({ args: [history], io, ...given }) {
    const { proxiesCommand } = await import("../run/proxies.js")
    return proxiesCommand(history, given, io)
  },
} satisfies Command
