import { packed } from "../shared/packed.js"
import type { Format } from "../source.js"

export default {
  endings: [".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".data"].flatMap(packed),
  magic: [],
  readsWhole: true,
  readsAnyText: true,
  open: async (file, options) => (await import("../csv.js")).openCsv(file, options),
} satisfies Format
