import { statSync } from "node:fs"
import { InputError } from "../errors.js"
import { runName } from "../history/run-name.js"
import { plural } from "../words/format.js"
import type { Io } from "../run/io.js"
import { holdsRuns, rebuildIndex } from "../run/reports-folder.js"

/** Writes index.html and `latest` of a reports folder anew from its history and its runs; gives 0, or throws InputError. */
export async function indexCommand(folder: string, io: Io): Promise<number> {
  const hint =
    "it takes a folder that compare --output keeps, with history.ndjson or folders such as 2026-11-23T021500Z"
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new InputError(`${folder} is no folder`, { hint })
  if (!holdsRuns(folder, (name) => runName.test(name))) throw new InputError(`${folder} holds no runs`, { hint })
  const runs = await rebuildIndex(folder, io)
  io.stdout.write(`${folder}/index.html lists ${plural(runs, "run")}\n`)
  return 0
}
