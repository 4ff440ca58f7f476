import { readFileSync } from "node:fs"
import type { Command } from "../run/command.js"

export default {
  group: "About driftcheck:",
  summary: "print the JSON Schema of report.json, or of the configuration",
  arguments: [{ name: "<file>", help: "report or config", choices: ["report", "config"] }],

  run({ args: [name], io }) {
    // Beside `src` and `dist`: both lie two levels above this file.
    io.stdout.write(readFileSync(new URL(`../../schema/${name}.json`, import.meta.url), "utf8"))
    return 0
  },
} satisfies Command
