import { remember } from "./remember.js"
import { sortAscending } from "./sort-ascending.js"

/** The values ascending, in an array that everybody shares who asks about the same list; neither may be changed afterwards. */
export const sortedCopy = remember((values: Float64Array) => sortAscending(values.slice()))
