import { describe, it } from "vitest"
import { copyTable, postgresPrograms, startPostgres } from "../helpers/postgres-server.js"
import { conforms } from "./conformance.js"
import { stops } from "./stopping.js"

const programs = postgresPrograms()

if (programs === null)
  describe("PostgreSQL", () => {
    it.skip("is not tested: there is no initdb here (apt-get install postgresql)", () => undefined)
  })
else {
  conforms("PostgreSQL", async (duckdb, tables) => {
    const server = await startPostgres(programs)
    for (const table of tables) await copyTable(server, duckdb, table)
    return { addressOf: (table) => `${server.address}/public.${encodeURIComponent(table)}`, stop: server.stop }
  })

  stops(
    "PostgreSQL",
    async () => {
      const { address, run, kill, stop } = await startPostgres(programs)
      const states = async () =>
        (await run("select state from pg_stat_activity where application_name = 'driftcheck'")).map(String)
      return { address, query: "select 1 as x from pg_sleep(600)", states, kill, stop }
    },
    { running: "active", cancelled: null },
  )
}
