import { compareDatasets } from "../compare/compare.js"
import { withEqualHashing, openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import type { Registry } from "../registry.js"
import type { ReadSides } from "../sources/source.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { withLateLabels } from "./late-labels.js"
import { runTask, unreadable, withFileFacts, type Outcome, type TaskSettings } from "./task.js"
import { refuseTwoStdins } from "../sources/stdin.js"
import { measureInThreads } from "../workers/measure-in-threads.js"

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
export async function compareFiles(
  paths: { reference: string; current: string },
  { read, options: asked, registry, threads, progress, extend }: TaskSettings,
): Promise<Outcome> {
  refuseTwoStdins(paths.reference, paths.current)
  const opened: Dataset[] = []
  try {
    for (const side of ["reference", "current"] as const) {
      progress(0, 0, `opening ${paths[side]}`)
      opened.push(await openDataset(paths[side], read[side], null, extend))
    }
    const files = { reference: opened[0], current: opened[1] }
    const { sides, options } = await labelled(files, asked, read)
    const measureAll = threads === "none" ? undefined : measureInThreads({ ...sides, read, workers: threads })
    const [reference, current] = withEqualHashing(sides.reference, sides.current)
    const comparison = await compareDatasets(reference, current, options, registry, { progress, measureAll })
    progress(0, 0, "checksums of the files")
    return { comparison: await withFileFacts(comparison, files), error: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { comparison: unreadable(error, paths, opened, asked), error }
  } finally {
    for (const dataset of opened) dataset.close()
  }
}

/** Both sides with their late labels, where there are any. */
async function labelled(files: { reference: Dataset; current: Dataset }, asked: CompareOptions, read: ReadSides) {
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
