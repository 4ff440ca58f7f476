import type { Command } from "../run/command.js"

export default {
  group: "About driftcheck:",
  summary: "list the data-quality checks, or one in full",
  arguments: [{ name: "[id]", help: "one check in full" }],

  async run({ args, io }) {
    const { checksCommand } = await import("../run/list-units.js")
    return checksCommand(args.at(0), io)
  },
} satisfies Command
