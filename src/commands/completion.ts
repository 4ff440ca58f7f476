import type { Command } from "../run/command.js"

const shells = ["bash", "zsh", "fish"] as const

export default {
  group: "About driftcheck:",
  summary: "print a script that completes driftcheck's commands and options in a shell",
  arguments: [{ name: "<shell>", help: "bash, zsh or fish", choices: shells }],
  examples: [
    "echo 'source <(driftcheck completion bash)' >> ~/.bashrc",
    "driftcheck completion fish > ~/.config/fish/completions/driftcheck.fish",
  ],

  async run({ args: [shell], io, program }) {
    const { completionScript } = await import("../run/completion.js")
    io.stdout.write(completionScript(shell as (typeof shells)[number], program))
    return 0
  },
} satisfies Command
