import { heldAs } from "../columns/column-sums.js"
import type { AllRecords, ColumnSums, ColumnValues } from "../model.js"
import { outcomeIn, type LogRecord } from "./log-record.js"
import { RecordFields, type ValueTaker } from "./record-fields.js"
import { outcomeColumns } from "./record-table.js"
import type { Mapping } from "./record.js"
import { runningSums, type RunningSum } from "./running-sums.js"
import { TalliedColumn } from "./tallied-column.js"

/** What is to be told of all records of a window. */
export interface Tallied {
  /** The sums that belong together: of the records that have a value in each of the columns with these roles. */
  needs: readonly Readonly<Record<string, keyof ColumnSums>>[]
  /** The roles that a column of this name may have. */
  rolesOf: (column: string) => readonly string[]
}

interface Member {
  role: string
  need: keyof ColumnSums
  column: TalliedColumn
  running: RunningSum
}

/** Sums that belong together, and how many records they are of. */
interface Together {
  members: readonly Member[]
  rows: number
}

/** What the records of a window say in sum, in memory that does not grow with them. */
export class Tally implements Pick<AllRecords, "records" | "sums"> {
  records = 0
  /** Whether a record has said how it went. */
  saysOutcome = false
  private readonly together = new Map<string, Together>()
  /** The roles of the columns that are there, by name. */
  private readonly roles = new Map<string, readonly string[]>()
  /** By name, then as what they are taken. */
  private readonly columns = new Map<string, Map<keyof ColumnValues, TalliedColumn>>()
  private readonly fields: RecordFields<ValueTaker>
  /** Columns that records have of their own, or that are made of what they say of themselves. */
  private readonly own = new Set<string>()

  constructor(
    private readonly mapping: Mapping,
    private readonly tallied: Tallied,
  ) {
    this.fields = new RecordFields(mapping, (name) => this.columnFor(name))
    for (const name of [mapping.timestamp, outcomeColumns.failed, outcomeColumns.outOfMemory]) this.addColumn(name)
  }

  /** Takes a record; `time`: milliseconds since 1970, NaN where it has none. */
  add(record: LogRecord, time: number): void {
    const row = this.records++
    const outcome = outcomeIn(record)
    this.saysOutcome ||= outcome !== null
    this.make(this.mapping.timestamp, row, time)
    this.fields.fill(record, row)
    this.make(outcomeColumns.failed, row, Number(outcome?.failed === true))
    this.make(outcomeColumns.outOfMemory, row, Number(outcome?.outOfMemory === true))
    for (const together of this.together.values()) addTo(together, row)
  }

  sums(...[needs, columns]: Parameters<AllRecords["sums"]>): ReturnType<AllRecords["sums"]> {
    const found = this.together.get(keyOf(Object.entries(needs), (role) => columns[role]))
    if (found === undefined) return null
    for (const { column } of found.members) column.requireFit()
    if (found.rows === 0) return { columns: {}, rows: 0 }
    const sums = found.members.map(({ role, column, running }) => [role, running.sum(() => column.labels())] as const)
    return { columns: Object.fromEntries(sums), rows: found.rows }
  }

  /** A value that is made of what a record says, unless records have a column of that name. */
  private make(name: string, row: number, value: number): void {
    if (!this.own.has(name)) for (const column of this.columns.get(name)?.values() ?? []) column.takeNumber(row, value)
  }

  /** What takes a column of the records; undefined where nothing is told of it. What no record had before begins with the one in hand. */
  private columnFor(name: string): ValueTaker | undefined {
    if (!this.own.has(name)) {
      this.own.add(name)
      this.addColumn(name)
    }
    const takers = Array.from(this.columns.get(name)?.values() ?? [])
    return takers.length > 1 ? eachOf(takers) : takers.at(0)
  }

  /** All sums that this column makes possible with those that are there. */
  private addColumn(name: string): void {
    const roles = this.tallied.rolesOf(name)
    const needed = this.tallied.needs.map((needs) => Object.entries(needs))
    const asked = needed.flat().filter(([role]) => roles.includes(role))
    if (asked.length === 0) return
    this.columns.delete(name)
    this.roles.set(name, roles)
    for (const [, need] of asked) this.columnAs(name, heldAs(need))
    for (const entries of needed)
      for (const names of this.choices(entries.map(([role]) => role)))
        if (names.includes(name)) {
          const members = entries.map(([role, need], i) => ({
            ...{ role, need, running: runningSums[need]() },
            column: this.columnAs(names[i], heldAs(need)),
          }))
          this.together.set(
            keyOf(entries, (role) => names[entries.findIndex(([each]) => each === role)]),
            { members, rows: 0 },
          )
        }
  }

  /** Columns for these roles, in their order: each way to choose among those that are there. */
  private choices(roles: readonly string[]): string[][] {
    const having = (role: string) => Array.from(this.roles).flatMap(([name, all]) => (all.includes(role) ? [name] : []))
    return roles.reduce<string[][]>(
      (all, role) => all.flatMap((names) => having(role).map((name) => [...names, name])),
      [[]],
    )
  }

  private columnAs(name: string, as: keyof ColumnValues): TalliedColumn {
    const takers = this.columns.get(name) ?? new Map<keyof ColumnValues, TalliedColumn>()
    this.columns.set(name, takers)
    const column = takers.get(as) ?? new TalliedColumn(name, as)
    takers.set(as, column)
    return column
  }
}

const keyOf = (entries: readonly (readonly [string, string])[], columnOf: (role: string) => string | undefined) =>
  JSON.stringify(entries.map(([role, need]) => [role, need, columnOf(role)]))

function addTo(together: Together, row: number): void {
  const { members } = together
  for (const { column } of members) if (Number.isNaN(column.at(row))) return
  together.rows++
  for (const { column, running } of members) running.add(column.at(row))
}

function eachOf(takers: readonly ValueTaker[]): ValueTaker {
  return {
    take: (...value) => {
      for (const taker of takers) taker.take(...value)
    },
    takeNumber: (...value) => {
      for (const taker of takers) taker.takeNumber(...value)
    },
    takeText: (...value) => {
      for (const taker of takers) taker.takeText(...value)
    },
  }
}
