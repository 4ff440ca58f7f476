import { checkDataset, contractFacts } from "../compare/check-dataset.js"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset } from "../model.js"
import { runTask, unreadable, withFileFacts, type Answer, type CompareCommand, type TaskSettings } from "../run/task.js"
import type { Io } from "../run/io.js"

/** Holds one file against the contract of the configuration and writes what was asked for; gives the exit code. */
export function checkCommand(path: string, command: CompareCommand, io: Io): Promise<number> {
  const run = (settings: TaskSettings) => checkFile(path, settings)
  return runTask({ kind: "check", paths: { reference: null, current: path }, run }, command, io)
}

async function checkFile(path: string, settings: TaskSettings): Promise<Answer> {
  const { options, read, configPath, registry, progress } = settings
  let dataset: Dataset | undefined
  try {
    dataset = await openDataset(path, read)
    const comparison = await checkDataset(dataset, options, registry, configPath, progress)
    return { comparison: await withFileFacts(comparison, { current: dataset }), problem: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    const answer = unreadable(error, { reference: path, current: path }, [], options)
    return { comparison: { ...answer, reference: contractFacts(configPath) }, problem: error }
  } finally {
    dataset?.close()
  }
}
