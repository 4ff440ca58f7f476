import { readFileSync } from "node:fs"
import { ownFile } from "../installation.js"
import type { Command } from "../run/command.js"

export default {
  group: "About driftcheck:",
  summary: "print the JSON Schema of report.json, or of the configuration",
  arguments: [{ name: "<file>", help: "report or config", choices: ["report", "config"] }],

  run({ args: [name], io }) {
    io.stdout.write(readFileSync(ownFile(`schema/${name}.json`), "utf8"))
    return 0
  },
} satisfies Command
