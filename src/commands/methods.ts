import type { Command } from "../run/command.js"

export default {
  group: "About driftcheck:",
  summary: "list the drift methods, or one in full",
  arguments: [{ name: "[id]", help: "one method in full" }],

  async run({ args, io }) {
    const { methodsCommand } = await import("../run/list-units.js")
    return methodsCommand(args.at(0), io)
  },
} satisfies Command
