/** The statements that are sent, by what they ask: one generator for all engines; a dialect says what differs. */
export { finite, isOrdered, isReal, literal, type EngineColumn } from "./statements/column.js"
export { relationOf } from "./statements/relation.js"
export { factNames, factsSql } from "./statements/facts.js"
export { distinctSql, valuesSql } from "./statements/values.js"
export { belowSql, binsOf, gridSql, hoursSql, type Segment } from "./statements/bins.js"
export { textsSql, topSql } from "./statements/texts.js"
export { differentRowsSql } from "./statements/rows.js"
export { partsSql, type Coarse } from "./statements/parts.js"
