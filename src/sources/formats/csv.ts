import type { Format } from "../source.js"

export default {
  endings: [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"],
  magic: [],
  readsAnyText: true,
  open: async (file, options) => (await import("../csv.js")).openCsv(file, options),
} satisfies Format
