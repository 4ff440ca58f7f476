import { namedRoles, roleTable, type ColumnInfo, type NamedRole, type RoleRow } from "../model.js"

/** A column with the role it has, and how that is known. */
export interface FoundRole {
  role: NamedRole
  column: string
  reason: string
}

/**
 * The roles that were named, then those that the names of columns say surely, where nobody named another column for them.
 * A role found by name serves metrics alone; naming it makes the column count as such everywhere.
 */
export function findRoles(columns: readonly ColumnInfo[], named: ReadonlyMap<string, NamedRole>): FoundRole[] {
  const there = new Set(columns.map(({ name }) => name))
  const said = Array.from(named)
    .filter(([column]) => there.has(column))
    .map(([column, role]): FoundRole => ({ role, column, reason: "named" }))
  const taken = new Set(Array.from(named.values()))
  const found = namedRoles.flatMap((role): FoundRole[] => {
    if (taken.has(role)) return []
    const column = columns.find((each) => !named.has(each.name) && isSurely(roleTable[role], each))
    return column === undefined ? [] : [{ role, column: column.name, reason: "found by its name" }]
  })
  return [...said, ...found]
}

function isSurely({ sure, kinds }: RoleRow, { name, kind }: ColumnInfo): boolean {
  return sure?.test(name) === true && (kinds as readonly string[]).includes(kind)
}
