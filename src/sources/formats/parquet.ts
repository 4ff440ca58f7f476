import type { Format } from "../source.js"

export default {
  endings: [".parquet", ".pq", ".parq"],
  byRange: true,
  magic: ["PAR1", "PARE"],
  open: async (file, options) => (await import("../parquet.js")).openParquet(file, options),
} satisfies Format
