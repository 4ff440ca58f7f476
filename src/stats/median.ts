import { quantile } from "./quantile.js"

/** The middle one of at least one value in any order, or the mean of the two middle ones. */
export const median = (values: Iterable<number>): number => quantile(Float64Array.from(values).sort(), 0.5)
