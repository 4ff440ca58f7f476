import csv from "./csv.js"
import growth from "./growth.js"
import parquet from "./parquet.js"
import profile from "./profile.js"
import start from "./start.js"
import texts from "./texts.js"

/**
 * The rows of the benchmark, in the order of the table. `make(tools)` gives what to measure, by name, and writes its data first; `targets`
 * turns the results of the same names into figures with their limit; `needs` names the Python package without which the data cannot be made.
 */
export const rows = [...parquet, ...texts, ...growth, ...csv, ...start, ...profile]
