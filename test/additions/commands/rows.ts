import { onOff } from "../options/takes.js"
import type { Command } from "../run/command.js"

/** Says how many rows files have. */
export default {
  group: "Prepare:",
  summary: "count the rows of files",
  arguments: [{ name: "<files...>", help: "the files, named as for compare" }],
  settings: ["inputs"],
  flags: { total: { takes: onOff, flag: "--total", help: "add them up" } },
  examples: ["driftcheck rows monday.csv tuesday.csv --total"],
  exitCodes: { 0: "counted", 2: "an unreadable file" },

  async run({ args, io, ...given }) {
    const [{ openDataset }, { readFlags }] = await Promise.all([
      import("../datasets/open-dataset.js"),
      import("../run/given.js"),
    ])
    let total = 0
    for (const path of args) {
      const dataset = await openDataset(path, readFlags(given))
      total += dataset.rows
      if (given.flags.total !== true) io.stdout.write(`${dataset.rows}\n`)
      dataset.close()
    }
    if (given.flags.total === true) io.stdout.write(`${total}\n`)
    return 0
  },
} satisfies Command
