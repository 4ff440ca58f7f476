import { UsageError } from "../errors.js"
import type { Command } from "../run/command.js"

export default {
  group: "Reports:",
  summary: "say in words which rule decided a column, and what would have changed the answer",
  arguments: [
    { name: "<report>", help: "a report.json, or the folder of reports" },
    { name: "<column>", help: "the column's name" },
  ],

  async run({ args: [path, name], io }) {
    const [{ readReport }, { explainColumn }, { didYouMean }, { wrapped }] = await Promise.all([
      import("../run/read-report.js"),
      import("../report/explain.js"),
      import("../words/suggest.js"),
      import("../words/wrap.js"),
    ])
    const report = readReport(path)
    const column = report.columns.find((candidate) => candidate.name === name)
    if (column === undefined) {
      const names = report.columns.map((candidate) => candidate.name)
      throw new UsageError(`${path} has no column ${JSON.stringify(name)}`, {
        hint: didYouMean(name, names, `it has ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`),
      })
    }
    const lines = explainColumn(column, report).split("\n")
    const shown = lines.flatMap((line) => wrapped(line.trimStart(), io.stdout.columns ?? null, /^ */.exec(line)?.[0]))
    io.stdout.write(`${shown.join("\n")}\n`)
    return 0
  },
} satisfies Command
