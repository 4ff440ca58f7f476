import { checkDataset, contractFacts } from "../compare/check-dataset.js"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset } from "../model.js"
import { withLateLabels } from "./late-labels.js"
import { runTask, unreadable, withFileFacts, type Outcome, type TaskSettings } from "./task.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"

/** Holds one file against the contract of the configuration and writes what was asked for; gives the exit code. */
export function checkCommand(path: string, given: Given, io: Io): Promise<number> {
  const run = (settings: TaskSettings) => checkFile(path, settings)
  return runTask({ kind: "check", paths: { reference: null, current: path }, run }, given, io)
}

/** The contract held against the file, or an answer without a verdict with the error that stood in the way. */
export async function checkFile(path: string, settings: TaskSettings): Promise<Outcome> {
  const { options: asked, read, configPath, registry, progress, extend } = settings
  let dataset: Dataset | undefined
  try {
    dataset = await openDataset(path, read.current, null, extend)
    const { dataset: current, options } = await withLateLabels(dataset, asked.labels, "current", asked, read.current)
    const comparison = await checkDataset(current, options, registry, configPath, progress)
    return { comparison: await withFileFacts(comparison, { current: dataset }), error: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const answer = unreadable(error, { reference: path, current: path }, [], asked)
    return { comparison: { ...answer, reference: contractFacts(configPath) }, error }
  } finally {
    dataset?.close()
  }
}
