import { writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { readCheckFigures } from "../../scripts/docs.js"
import { loadRegistry } from "../../src/registry.js"
import { checkTables, readTable, splitInTwo } from "./tables.js"
import { pairs, roles } from "./pairs.js"

/**
 * npm run false-alarms (SPLITS=25 per side): how often each check warns or fails between two random halves of one side of a real
 * pair, where nothing changed. CHECKS=zero-values,row-count counts these alone. Seeded; writes their figures into
 * fixtures/checks/false-alarms.json, which `npm run docs` puts into docs/checks.md.
 */
const splits = Number(process.env.SPLITS ?? 25)
const asked = process.env.CHECKS?.split(",")
const path = "fixtures/checks/false-alarms.json"

it("counts the splits in which a check raises a warning or fails", async () => {
  const all = (await loadRegistry()).checks
  const checks = new Map(Array.from(all).filter(([id]) => asked === undefined || asked.includes(id)))
  const tally = new Map(Array.from(checks.keys(), (id) => [id, { splits: 0, warned: 0, failed: 0 }]))
  for (const pair of pairs) {
    const said = { roles: new Map(Object.entries(roles[pair] ?? {})) }
    for (const side of ["ref", "cur"]) {
      const table = await readTable(`fixtures/data/${pair.replace("*", side)}`)
      const known = new Map(Array.from(said.roles).filter(([name]) => table.has(name)))
      for (let seed = 0; seed < splits; seed++) {
        const [a, b] = splitInTwo(table, 1000 + seed)
        const results = await checkTables(checks, a, b, { roles: known })
        for (const [id, count] of tally) {
          const statuses = new Set(results.filter((result) => result.id === id).map(({ status }) => status))
          expect(statuses.has("error")).toBe(false)
          count.splits++
          count.failed += Number(statuses.has("fail"))
          count.warned += Number(statuses.has("warn") && !statuses.has("fail"))
        }
      }
    }
    console.log(`${pair} done`)
  }
  const kept = new Map(Object.entries(readCheckFigures().falseAlarms).filter(([id]) => all.has(id)))
  const figures = Array.from(new Map([...kept, ...tally])).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(path, `${JSON.stringify(Object.fromEntries(figures), null, 2)}\n`)
  console.table(Object.fromEntries(tally))
}, 7_200_000)
