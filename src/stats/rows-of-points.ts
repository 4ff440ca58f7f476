import { total } from "./total.js"

/** Rows that weighted points stand for: those at each point, and those between it and the point before. */
export const rowsOfPoints = ({ at, between }: { at: Float64Array; between: Float64Array }): number =>
  total(at) + total(between)
