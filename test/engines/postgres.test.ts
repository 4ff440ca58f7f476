import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { readAddress } from "../../src/engines/address.js"
import { patience } from "../helpers/patience.js"
import { copyTable, postgresPrograms, startPostgres, type PostgresServer } from "../helpers/postgres-server.js"
import { runCli } from "../helpers/run-cli.js"
import { conforms } from "./conformance.js"
import { stops, waiting } from "./stopping.js"

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

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

  describe("what PostgreSQL refuses, and what it holds under odd names", { timeout: patience(60) }, () => {
    let server: PostgresServer
    beforeAll(async () => {
      server = await startPostgres(programs)
      await server.run(`
        create schema shop;
        create table shop.orders (x int);
        create table "größe.v2 ""x""" as
          select sqrt(n) as "é.a", 'group ' || n % 7 as "select" from generate_series(1, 500) n;
        create view "a view" as select * from "größe.v2 ""x""" where "é.a" > 5;
        create table empty (x int, s text);
        create table none ();
        create role reader login;
        grant usage on schema shop to reader;
        create role hasty login;
        alter role hasty set statement_timeout = 200;
        select 1`)
    }, patience(60))
    afterAll(() => server.stop())

    const compared = (reference: string, current: string, ...others: string[]) =>
      runCli(["compare", reference, current, "--no-config", "--no-output", ...others])
    const at = (place: string, user = "driftcheck") => `postgres://${user}@127.0.0.1:${server.port}/${place}`
    const table = (name: string) => at(`postgres/public.${encodeURIComponent(name)}`)

    it("compares a table with a view, whatever they and their columns are called", async () => {
      const { code, stdout, stderr } = await compared(table('"größe.v2 ""x"""'), table("a view"), "--all")
      expect([code, stderr]).toEqual([1, expect.any(String)])
      expect(stdout).toContain("475 rows, 2 columns") // The roots of the first 25 numbers are at most 5.
      expect(stdout).toMatch(/é\.a/)
    })

    it.each([
      [
        "a table that may not be read",
        "postgres/shop.orders",
        "reader",
        /permission denied for table orders\nhint: .*grant select/,
      ],
      [
        "a schema that is not there",
        "postgres/nope.orders",
        "driftcheck",
        /"nope\.orders" does not exist\nhint: name the table as SCHEMA\.TABLE/,
      ],
      [
        "a database that is not there",
        "nope/public.empty",
        "driftcheck",
        /database "nope" does not exist\nhint: the address is postgres:/,
      ],
      ["a user that is not there", "postgres/public.empty", "nobody_here", /role "nobody_here" does not exist/],
      ["a table without columns", "postgres/public.none", "driftcheck", /public\.none: it has no column/],
    ])("says why %s gives no answer, and what would work", async (_, place, user, sentence) => {
      const { code, stdout, stderr } = await compared(at(place, user), table("empty"))
      expect([code, stdout, stderr]).toEqual([2, "", expect.stringMatching(sentence)])
    })

    it("says that an empty table has too few rows", async () => {
      const { code, stdout } = await compared(table("empty"), table("empty"))
      expect([code, stdout]).toEqual([2, expect.stringContaining("Reference has 0 rows; at least 30 are needed")])
    })

    it("says that a statement took longer than the user may, and how it may", async () => {
      const queries = ["--reference-query", "select pg_sleep(0.4), 1 as x", "--current-query", "select 1 as x"]
      const run = () => compared(at("postgres", "hasty"), at("postgres", "hasty"), ...queries)
      expect((await run()).stderr).toMatch(/canceling statement due to statement timeout\nhint: .*PGOPTIONS/)
      process.env["PGOPTIONS"] = "-c statement_timeout=0"
      try {
        expect((await run()).stderr).toMatch(/Reference has 1 row/)
      } finally {
        delete process.env["PGOPTIONS"]
      }
    })

    it("keeps no answer longer than whoever asked, however long the connection lives", async () => {
      const { engine, address } = await readAddress(table("empty"), {})
      const client = await engine.connect(address)
      const answers: WeakRef<object>[] = []
      for (let i = 0; i < 8; i++)
        answers.push(new WeakRef(await client.query("select n, n / 7.0::float8 from generate_series(1, 20000) n")))
      const kept = async () => {
        // What was looked at in a turn is kept until it ends.
        await new Promise(setImmediate)
        collectGarbage()
        return answers.filter((answer) => answer.deref() !== undefined).length
      }
      // A race with one promise of the connection's end kept all of them.
      await vi.waitFor(async () => expect(await kept()).toBeLessThanOrEqual(1), waiting(20))
      expect(await client.query("select 1")).toEqual([[1]])
      await client.close()
    })

    it("takes one statement that reads, and no other", async () => {
      const asked = async (query: string) => {
        const queries = ["--reference-query", query, "--current-query", "select 1 as x"]
        return (await compared(at("postgres"), at("postgres"), ...queries)).stderr
      }
      expect(await asked("select 1 as x; drop table empty")).toMatch(/syntax error at or near ";"/)
      expect(await asked("delete from empty returning x")).toMatch(/syntax error/)
      expect(await server.run("select count(*)::int from empty")).toEqual([0])
    })
  })
}
