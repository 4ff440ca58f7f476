import { describe, it } from "vitest"
import { copyToTrino, startTrino, trinoPrograms } from "../servers/trino.js"
import { conforms } from "./conformance.js"
import { stops } from "./stopping.js"

const programs = trinoPrograms()

if (programs === null)
  describe("Trino", () => {
    it.skip("is not tested: it needs a JDK of version 24 or later in TRINO_JAVA_HOME, and scripts/engines/get-trino.js", () =>
      undefined)
  })
else {
  conforms(
    "Trino",
    async (duckdb, tables) => {
      const server = await startTrino(programs)
      try {
        for (const table of tables) await copyToTrino(server, duckdb, table)
      } catch (error) {
        await server.stop()
        throw error
      }
      return {
        addressOf: (table) => `${server.address}/memory/default/${encodeURIComponent(table)}`,
        stop: server.stop,
      }
    },
    (name) => name.toLowerCase(),
  )

  stops(
    "Trino",
    async () => {
      const { address, queries, kill, stop } = await startTrino(programs)
      const states = async () => {
        const { rows } = await queries.run(
          "select coalesce(error_code, state) from system.runtime.queries where source = 'driftcheck' and query not like '%limit 0'",
        )
        return rows.map(String)
      }
      return { address, query: "select orderkey as x from tpch.sf10000.lineitem", states, kill, stop }
    },
    { running: "RUNNING", cancelled: "USER_CANCELED" },
  )
}
