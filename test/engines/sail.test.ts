import { describe, it } from "vitest"
import { splitName } from "../../src/engines/table-name.js"
import { parquetTables } from "../helpers/parquet-tables.js"
import { busyShare } from "../helpers/busy-share.js"
import { sailProgram, startSail } from "../helpers/sail-server.js"
import { conforms } from "./conformance.js"
import { stops } from "./stopping.js"

const program = sailProgram()

if (program === null)
  describe("Sail", () => {
    it.skip("is not tested: there is no sail here (pip install pysail==0.7.2)", () => undefined)
  })
else {
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

  stops(
    "Sail",
    async () => {
      const { address, process, stop } = await startSail(program)
      const states = async () => [(await busyShare(process.pid ?? 0)) > 0.3 ? "busy" : "idle"]
      // A join of all with all would go on: it looks at nothing else before it is done.
      const query = "select sqrt(id) as x from range(100000000000)"
      return { address, query, states, kill: () => process.kill("SIGKILL"), stop }
    },
    { running: "busy", cancelled: "idle" },
  )
}
