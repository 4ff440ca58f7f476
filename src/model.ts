/**
 * Every noun of driftcheck as a type, by topic; each file imports only those above it in this list.
 *
 * The line: argv → Options → two Datasets → matched columns → Evidence → Measurement → Verdict → Report → text | HTML | JSON → exit code.
 * Two sides are always named `reference` and `current`, in this order.
 */
export * from "./model/roles.js"
export * from "./model/trace-roles.js"
export * from "./model/columns.js"
export * from "./model/files.js"
export * from "./model/readings.js"
export * from "./model/labels.js"
export * from "./model/asked.js"
export * from "./model/outlines.js"
export * from "./model/dataset.js"
export * from "./model/periods.js"
export * from "./model/course.js"
export * from "./model/results.js"
export * from "./model/units.js"
export * from "./model/shift.js"
export * from "./model/performance.js"
export * from "./model/metrics.js"
export * from "./model/proxies.js"
export * from "./model/multivariate.js"
export * from "./model/history.js"
export * from "./model/alerts.js"
export * from "./model/decisions.js"
export * from "./model/layers.js"
export * from "./model/gate.js"
export * from "./model/llm.js"
export * from "./model/window.js"
export * from "./model/report.js"
