import { conforms } from "./conformance.js"

conforms("DuckDB", (path) =>
  Promise.resolve({
    addressOf: (table) => `duckdb:${path}?table=${encodeURIComponent(table)}`,
    stop: () => undefined,
  }),
)
