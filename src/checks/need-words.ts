import type { CheckNeed } from "../model.js"

/** What each kind of evidence is, in words. */
export const needWords: Record<CheckNeed, string> = {
  schema: "the names and types of the columns; profiles have them",
  figures: "figures over all rows, as report.json has them; profiles have them",
  values: "rows per category, or all numbers in order; profiles have them as far as they keep a column's values",
  texts: "up to 4,096 different texts of a column, with their rows; profiles have them for plain categories",
  times: "all instants of a datetime column; profiles have them to their resolution",
  keys: "rows per key, over all rows; profiles do not have them",
  rows: "a seeded sample of at most 50,000 rows a side; profiles do not have it",
}
