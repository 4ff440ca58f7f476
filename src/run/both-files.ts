import type { Comparison } from "../compare/comparison.js"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset } from "../model.js"
import { refuseTwoStdins } from "../sources/stdin.js"
import { shownAddress } from "../words/shown-address.js"
import { readBeside } from "../workers/read-beside.js"
import { unreadable, withFileFacts, type Outcome, type TaskSettings } from "./task.js"

/**
 * What \`find\` makes of both files, with what the files were; or an answer without a verdict, together with the problem that stood in
 * the way. The files are closed in the end.
 */
export async function onBothFiles(
  paths: { reference: string; current: string },
  { read, options, threads, progress, extend }: TaskSettings,
  find: (files: { reference: Dataset; current: Dataset }) => Promise<Comparison>,
): Promise<Outcome> {
  refuseTwoStdins(paths.reference, paths.current)
  const opened: Dataset[] = []
  const beside = await readBeside(paths, read, threads)
  try {
    for (const side of ["reference", "current"] as const) {
      progress(0, 0, `opening ${shownAddress(paths[side])}`)
      const from = side === "current" && beside !== null ? await beside.take() : paths[side]
      opened.push(await openDataset(from, read[side], null, extend))
    }
    const files = { reference: opened[0], current: opened[1] }
    const comparison = await find(files)
    progress(0, 0, "checksums of the files")
    return { comparison: await withFileFacts(comparison, files), error: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { comparison: unreadable(error, paths, opened, options), error }
  } finally {
    await beside?.end()
    for (const dataset of opened) dataset.close()
  }
}
