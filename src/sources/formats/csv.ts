import type { Format } from "../source.js"

export default {
  endings: [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"],
  magic: [],
  readsAnyText: true,
  open: async (path, options) => (await import("../csv.js")).openCsv(path, options),
} satisfies Format
