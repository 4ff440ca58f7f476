import { writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { loadRegistry } from "../../src/registry.js"
import { checkTables, readTable, splitInTwo } from "./tables.js"
import { pairs, roles } from "./pairs.js"

/**
 * npm run false-alarms (SPLITS=25 per side): how often each check warns or fails between two random halves of one side of a real
 * pair, where nothing changed. Seeded; writes fixtures/checks/false-alarms.json, which `npm run docs` puts into docs/checks.md.
 */
const splits = Number(process.env.SPLITS ?? 25)

it("counts the splits in which a check raises a warning or fails", async () => {
  const { checks } = await loadRegistry()
  const tally = new Map(Array.from(checks.keys(), (id) => [id, { warned: 0, failed: 0 }]))
  let total = 0
  let anyFailed = 0
  for (const pair of pairs) {
    const said = { roles: new Map(Object.entries(roles[pair] ?? {})) }
    for (const side of ["ref", "cur"]) {
      const table = await readTable(`fixtures/data/${pair.replace("*", side)}`)
      const known = new Map(Array.from(said.roles).filter(([name]) => table.has(name)))
      for (let seed = 0; seed < splits; seed++) {
        const [a, b] = splitInTwo(table, 1000 + seed)
        const results = await checkTables(checks, a, b, { roles: known })
        total++
        for (const [id, count] of tally) {
          const statuses = new Set(results.filter((result) => result.id === id).map(({ status }) => status))
          expect(statuses.has("error")).toBe(false)
          count.failed += Number(statuses.has("fail"))
          count.warned += Number(statuses.has("warn") && !statuses.has("fail"))
        }
        anyFailed += Number(results.some(({ status }) => status === "fail"))
      }
    }
    console.log(`${pair} done, ${total} splits`)
  }
  const checksCounted = Object.fromEntries(Array.from(tally).filter(([, { warned, failed }]) => warned + failed > 0))
  const text = `${JSON.stringify({ splits: total, any_failed: anyFailed, checks: checksCounted }, null, 2)}\n`
  console.log(text)
  writeFileSync("fixtures/checks/false-alarms.json", text)
}, 7_200_000)
