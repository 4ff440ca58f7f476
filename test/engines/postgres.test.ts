import { describe, it } from "vitest"
import { copyTable, postgresPrograms, startPostgres } from "../helpers/postgres-server.js"
import { conforms } from "./conformance.js"

const programs = postgresPrograms()

if (programs === null)
  describe("PostgreSQL", () => {
    it.skip("is not tested: there is no initdb here (apt-get install postgresql)", () => undefined)
  })
else
  conforms("PostgreSQL", async (duckdb, tables) => {
    const server = await startPostgres(programs)
    for (const table of tables) await copyTable(server, duckdb, table)
    return { addressOf: (table) => `${server.address}/public.${encodeURIComponent(table)}`, stop: server.stop }
  })
