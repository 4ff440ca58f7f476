import { compareDatasets } from "../compare/compare.js"
import { withEqualHashing } from "../datasets/open-dataset.js"
import type { Dataset } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import type { Registry } from "../registry.js"
import type { ReadSides } from "../sources/source.js"
import { onBothFiles } from "./both-files.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { withLateLabels } from "./late-labels.js"
import { runTask, type Outcome, type TaskSettings } from "./task.js"
import { measureInThreads } from "../workers/measure-in-threads.js"
import { partInThreads } from "../workers/part-in-threads.js"

/**
 * Compares two files and writes what was asked for; gives the exit code. A file that cannot be read is an answer too:
 * the reports then say what was wrong, and the code is 2.
 */
export function compareCommand(
  paths: { reference: string; current: string },
  given: Given,
  io: Io,
  units?: Registry,
): Promise<number> {
  return runTask({ kind: "comparison", paths, run: (settings) => compareFiles(paths, settings) }, given, io, units)
}

/** The comparison, or one without an answer together with the problem that stood in the way. */
export function compareFiles(paths: { reference: string; current: string }, settings: TaskSettings): Promise<Outcome> {
  const { read, options: asked, registry, threads, progress } = settings
  return onBothFiles(paths, settings, async (files) => {
    const { sides, options } = await labelled(files, asked, read)
    const sharing = { ...sides, read, workers: threads === "none" ? 1 : threads }
    const inThreads = { measureAll: measureInThreads(sharing), partAll: partInThreads(sharing) }
    const [reference, current] = withEqualHashing(sides.reference, sides.current)
    return compareDatasets(reference, current, options, registry, { progress, ...inThreads })
  })
}

/** Both sides with their late labels, where there are any. */
export async function labelled(
  files: { reference: Dataset; current: Dataset },
  asked: CompareOptions,
  read: ReadSides,
) {
  const current = await withLateLabels(files.current, asked.labels, "current", asked, read.current)
  const reference = await withLateLabels(
    files.reference,
    asked.referenceLabels,
    "reference",
    current.options,
    read.reference,
  )
  return { sides: { reference: reference.dataset, current: current.dataset }, options: reference.options }
}
