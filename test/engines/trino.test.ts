import { describe, it } from "vitest"
import { copyToTrino, startTrino, trinoPrograms } from "../servers/trino.js"
import { conforms } from "./conformance.js"

const programs = trinoPrograms()

if (programs === null)
  describe("Trino", () => {
    it.skip("is not tested: it needs a JDK of version 24 or later in TRINO_JAVA_HOME, and scripts/engines/get-trino.js", () =>
      undefined)
  })
else
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
