import type { Command } from "../run/command.js"

export default {
  group: "About driftcheck:",
  summary: "list the metrics, or one in full",
  arguments: [{ name: "[id]", help: "one metric in full" }],

  async run({ args, io }) {
    const { metricsCommand } = await import("../run/list-units.js")
    return metricsCommand(args.at(0), io)
  },
} satisfies Command
