import type { Command } from "../run/command.js"

export default {
  group: "Reports:",
  summary: "show a report again, in any form, from its JSON alone",
  arguments: [{ name: "<report>", help: "a report.json" }],
  settings: ["outputs"],
  examples: [
    "driftcheck report driftcheck-report/report.json --html drift.html",
    "driftcheck report driftcheck-report/report.json --format markdown",
  ],
  exitCodes: {
    0: "shown, whatever its verdict was",
    2: "no report in that file, or an output that cannot be written",
  },

  async run({ args: [path], io, ...given }) {
    const [{ readReport }, targets, { outputFlags }, { openPage }] = await Promise.all([
      import("../run/read-report.js"),
      import("../run/targets.js"),
      import("../run/given.js"),
      import("../run/open-page.js"),
    ])
    const report = readReport(path)
    const flags = outputFlags(given)
    const opened = targets.openTargets(flags, false, [path])
    try {
      const options = targets.renderOptions(opened, flags, io)
      await targets.writeFiles(opened, report, options)
      io.stdout.write(await targets.stdoutText(opened, report, options))
      if (given.flags.open === true) await openPage(options.reportPath, io)
      return 0
    } catch (error) {
      targets.discard(opened)
      throw error
    }
  },
} satisfies Command
