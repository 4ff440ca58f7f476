/** driftcheck as a library: open two files, compare them, render the report. */
export { compareDatasets, type Comparison, type Progress } from "./compare/compare.js"
export { defaultOptions, type CompareOptions } from "./compare/options.js"
export { ArrowDataset } from "./datasets/arrow-dataset.js"
export { InputError, UsageError } from "./errors.js"
export type * from "./model.js"
export { loadRegistry, loadReporter, reporterIds, type Registry } from "./registry.js"
export { openSource } from "./sources/open.js"
export type { ReadOptions, TableSource } from "./sources/source.js"
