import type { ColumnInfo } from "../model.js"
import { namedRoles, roleTable, type NamedRole, type RoleRow } from "../model/roles.js"
import { traceRoles, traceRoleTable, type TraceRole } from "../model/trace-roles.js"

/** A column with the role it has, and how that is known. */
export interface FoundRole {
  role: NamedRole | TraceRole
  column: string
  reason: string
}

const rows: Readonly<Record<NamedRole | TraceRole, RoleRow>> = { ...roleTable, ...traceRoleTable }

/**
 * The roles that were named, then those that the names of columns say surely, where nobody named another column for them.
 * A role found by name serves metrics alone; naming it makes the column count as such everywhere.
 */
export function findRoles(columns: readonly ColumnInfo[], named: ReadonlyMap<string, NamedRole>): FoundRole[] {
  const there = new Set(columns.map(({ name }) => name))
  const said = Array.from(named)
    .filter(([column]) => there.has(column))
    .map(([column, role]): FoundRole => ({ role, column, reason: "named" }))
  const taken = new Set<string>(Array.from(named.values()))
  const inTraces = holdsTraces(columns)
  const found = [...namedRoles, ...(inTraces ? traceRoles : [])].flatMap((role): FoundRole[] => {
    if (taken.has(role)) return []
    const column = columns.find((each) => !named.has(each.name) && isSurely(rows[role], each, inTraces))
    return column === undefined ? [] : [{ role, column: column.name, reason: "found by its name" }]
  })
  return [...said, ...found]
}

/** Whether the columns are those of traces of an LLM application: one of them has a name that nothing else has. */
export function holdsTraces(columns: readonly ColumnInfo[]): boolean {
  return traceRoles.some((role) => columns.some((column) => isSurely(rows[role], column, false)))
}

/** The column of each role in a table of traces; none in another table. */
export function traceColumnsIn(columns: readonly ColumnInfo[]): ReadonlyMap<TraceRole, string> {
  const roles = new Set<string>(traceRoles)
  const found = findRoles(columns, new Map()).filter(({ role }) => roles.has(role))
  return new Map(found.map(({ role, column }) => [role as TraceRole, column]))
}

function isSurely({ sure, inTraces, kinds }: RoleRow, { name, kind }: ColumnInfo, ofTraces: boolean): boolean {
  const isNamed = sure?.test(name) === true || (ofTraces && inTraces?.test(name) === true)
  return isNamed && (kinds as readonly string[]).includes(kind)
}
