import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { readCheckFigures } from "../../scripts/docs.js"
import type { CheckResult } from "../../src/model.js"
import { loadRegistry } from "../../src/registry.js"
import { randomNumbers } from "../../src/stats/random.js"
import { faults, type Fault, type Sides } from "./faults.js"
import { besides, pairs, roles } from "./pairs.js"
import { checkTables, measureTables, onlyColumns, readTable, splitInTwo, type Table } from "./tables.js"

/**
 * Faults made in the current side of every real pair, in up to three columns per fault and pair: which check finds which.
 * The table printed at the end counts the faults made and found, findings between two halves of one side (false alarms), and
 * findings on the pairs as they are, which may be true.
 */

const withoutFailure = new Set([
  "flights_*.parquet",
  "bikeshare_*.parquet",
  "carloan_*.parquet",
  "birdstrikes_*.parquet",
])
const mostColumns = 3
const splits = 4

const { checks } = await loadRegistry()
const known = Object.entries(readCheckFigures().realPairs)
const none = { made: 0, found: 0, alarms: 0, untouched: 0 }
const tally = new Map(Array.from(checks.keys(), (id) => [id, { ...none }]))

const isFinding = ({ status }: CheckResult) => status === "warn" || status === "fail" || status === "error"

function namesOf(table: Table, whole: boolean, column: string, broken: Table): Table {
  return whole ? table : onlyColumns(table, new Set([column, ...broken.keys()]))
}

for (const pair of [...pairs, ...besides]) {
  describe(pair, async () => {
    const folder = besides.includes(pair) ? "../shared/data" : "fixtures/data"
    const tallyOf = (id: string) => (besides.includes(pair) ? { ...none } : tally.get(id)!)
    const [reference, current] = await Promise.all(
      ["ref", "cur"].map((side) => readTable(`${folder}/${pair.replace("*", side)}`)),
    )
    const said = { roles: new Map(Object.entries(roles[pair] ?? {})) }
    const untouched = await checkTables(checks, reference, current, said)
    const measured = await measureTables(reference, current)
    const sides = measured.filter((column): column is Sides => column.reference !== null && column.current !== null)

    it("gives no error untouched, and no failure where no column is missing or new throughout", () => {
      for (const finding of untouched.filter(isFinding)) tallyOf(finding.id).untouched++
      const found = untouched.filter(isFinding)
      expect(found.filter(({ status }) => status === "error")).toEqual([])
      if (withoutFailure.has(pair)) expect(found.filter(({ status }) => status === "fail")).toEqual([])
      if (pair === "nodrift_*.parquet") expect(found).toEqual([])
      // What docs/checks.md lists, one by one.
      const named = found.map(({ id, column }) => `${id} ${column ?? ""}`).sort()
      const name = pair.replace(/_\*.*/, "")
      const listed = known.flatMap(([id, findings]) =>
        findings.filter((each) => each.pair === name).map(({ column }) => `${id} ${column}`),
      )
      if (!besides.includes(pair)) expect(named).toEqual(listed.sort())
    })

    it("stays quiet between two halves of one side", async () => {
      for (let seed = 0; seed < splits; seed++) {
        const [a, b] = splitInTwo(seed % 2 === 0 ? reference : current, seed)
        const findings = (await checkTables(checks, a, b, said)).filter(isFinding)
        for (const finding of findings) tallyOf(finding.id).alarms++
        expect(findings).toEqual([])
      }
    })

    for (const [number, fault] of faults.entries()) {
      const columns = sides
        .filter((column) => fault.fits(column, untouched, current) && !flagged(untouched, fault, column.name))
        .slice(0, fault.wholeTable === true ? 1 : mostColumns)
      it.runIf(columns.length > 0)(`${fault.check}: ${fault.words}`, async () => {
        for (const column of columns) {
          const broken = fault.inject(current, column, randomNumbers(number))
          const before = fault.againstItself === true ? current : reference
          const against = namesOf(before, fault.wholeTable === true, column.name, broken)
          const options = fault.options?.(column) ?? {}
          const found = flagged(await checkTables(checks, against, broken, options), fault, column.name)
          const count = tallyOf(fault.check)
          count.made++
          count.found += Number(found)
          expect.soft(found, column.name).toBe(true)
        }
      })
    }
  })
}

// A check without a fault of its own is in no row: it adds nothing here. `npm run faults` writes the rows anew.
it("found what docs/checks.md says", async () => {
  const rows = Array.from(tally, ([id, { made, found, alarms, untouched }]) =>
    [id.padEnd(20), `${found}/${made}`.padStart(7), String(alarms).padStart(13), String(untouched).padStart(11)].join(
      " ",
    ),
  )
  console.log(["check                 found  false alarms  real pairs", ...rows].join("\n"))
  const counted = Array.from(tally).filter(([, counts]) => Object.values(counts).some((n) => n > 0))
  await expect(JSON.stringify(Object.fromEntries(counted), null, 2) + "\n").toMatchFileSnapshot(
    resolve("fixtures/checks/faults.json"),
  )
})

function flagged(results: readonly CheckResult[], { check }: Fault, column: string): boolean {
  const own = new Set(["added-columns", "duplicate-columns", "target-leakage"])
  return results.some(
    (result) =>
      result.id === check &&
      isFinding(result) &&
      (result.column === column || result.column === null || own.has(check)),
  )
}
