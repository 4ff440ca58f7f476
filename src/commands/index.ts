import { InputError } from "../errors.js"
import type { Command } from "../run/command.js"

const hint = "it takes a folder that compare --output keeps, with history.ndjson or folders such as 2026-11-23T021500Z"

export default {
  group: "Reports:",
  summary: "write the index.html above dated reports anew",
  arguments: [{ name: "<folder>", help: "a folder that compare --output keeps" }],

  async run({ args: [folder], io }) {
    const [{ statSync }, { runName }, { holdsRuns, rebuildIndex }, { plural }] = await Promise.all([
      import("node:fs"),
      import("../history/run-name.js"),
      import("../run/reports-folder.js"),
      import("../words/format.js"),
    ])
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
      throw new InputError(`${folder} is no folder`, { hint })
    if (!holdsRuns(folder, (name) => runName.test(name))) throw new InputError(`${folder} holds no runs`, { hint })
    const runs = await rebuildIndex(folder, io)
    if (runs === 0) throw new InputError(`${folder} holds no run that can be read`, { hint })
    io.stdout.write(`${folder}/index.html lists ${plural(runs, "run")}\n`)
    return 0
  },
} satisfies Command
