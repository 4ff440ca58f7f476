import { describe, it } from "vitest"
import { splitName } from "../../src/engines/table-name.js"
import { parquetTables } from "../helpers/parquet-tables.js"
import { sailProgram, startSail } from "../helpers/sail-server.js"
import { conforms } from "./conformance.js"

const program = sailProgram()

if (program === null)
  describe("Sail", () => {
    it.skip("is not tested: there is no sail here (pip install pysail==0.7.2)", () => undefined)
  })
else
  conforms("Sail", async (duckdb, tables) => {
    const [server, files] = [await startSail(program), await parquetTables(duckdb, tables)]
    return {
      addressOf: (table) =>
        `${server.address}/;table=parquet."${encodeURIComponent(files.pathOf(splitName(table)[0] ?? ""))}"`,
      stop: async () => {
        await server.stop()
        files.remove()
      },
    }
  })
