import { existsSync, renameSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { InputError } from "../../errors.js"
import { instantOf, nameOf } from "../../history/run-name.js"
import { undecided } from "../../history/temporary-folder.js"
import type { WindowFacts } from "../../model.js"
import type { StreamSource } from "../../streams/source.js"
import type { Io } from "../io.js"
import { readReport } from "../read-report.js"
import { say } from "../say.js"

/**
 * Decides about a window that a watch of this folder had on disk when it was killed, and not in place yet: it counts where the source was
 * told of it; else its records are read again. To be called by the one watch of the folder.
 */
export async function decideLeft(folder: string, source: StreamSource, io: Io): Promise<void> {
  for (const { path, name } of undecided(folder)) {
    const window = windowIn(path)
    if (window !== null && (await source.hasCommitted?.(window)) === true) {
      const free = nameOf(new Date(instantOf(name)), (each) => existsSync(join(folder, each)))
      renameSync(path, join(folder, free))
      say(io, `warning: ${join(folder, free)} was put in place: the run that made it was killed after Kafka knew of it`)
    }
    rmSync(dirname(path), { recursive: true, force: true })
  }
}

function windowIn(path: string): WindowFacts | null {
  try {
    return readReport(join(path, "report.json")).window ?? null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
