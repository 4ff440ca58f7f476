import type { Format } from "../source.js"

export default {
  endings: [".parquet", ".pq", ".parq"],
  magic: ["PAR1", "PARE"],
  open: async (path, options) => (await import("../parquet.js")).openParquet(path, options),
} satisfies Format
