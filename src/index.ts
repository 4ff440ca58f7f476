/** driftcheck as a library; docs/library.md has an example of each. */
export {
  checkFile,
  compareFiles,
  loadReporter,
  render,
  type LibraryOptions,
  type LibrarySettings,
  type Run,
} from "./library.js"
// The parts, for programs that bring datasets of their own.
export { checkDataset } from "./compare/check-dataset.js"
export { compareDatasets, type Comparison, type Progress, type Running } from "./compare/compare.js"
export { toReport, type RunFacts } from "./compare/to-report.js"
export { loadConfig, type LoadedConfig } from "./config/load.js"
export { compareOptions, readOptions } from "./config/options.js"
export { mergeSettings, type Settings } from "./config/settings.js"
export { defaultOptions, type CompareOptions } from "./options/options.js"
export { ArrowDataset } from "./datasets/arrow-dataset.js"
export { openDataset } from "./datasets/open-dataset.js"
export { InputError, Unanswerable, UsageError } from "./errors.js"
export type * from "./model.js"
export { makeProfile, type ProfileOptions } from "./profiles/make-profile.js"
export { loadRegistry, reporterIds, type Registry } from "./registry.js"
export { measureInThreads, type Sharing } from "./workers/measure-in-threads.js"
export { partInThreads } from "./workers/part-in-threads.js"
export { ModelMonitor, type MonitorOptions, type SendLines } from "./streams/model-monitor.js"
export { openSource } from "./sources/open.js"
export type { ReadOptions, TableSource } from "./sources/source.js"
