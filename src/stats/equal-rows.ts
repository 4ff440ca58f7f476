/**
 * The rows that agree with another one in every column, by group: row numbers ascending within each. Values are equal as `===`
 * says, NaN equals NaN. Every column is as long as the first.
 */
export function equalRows(columns: readonly ArrayLike<number>[], rows: readonly number[]): number[][] {
  let groups: (readonly number[])[] = [rows]
  for (const values of columns) groups = groups.flatMap((group) => parted(group, values))
  return groups.map((group) => Array.from(group))
}

/** The group by the values of one column, without rows that are alone. */
function parted(group: readonly number[], values: ArrayLike<number>): number[][] {
  const byValue = new Map<number, number[]>()
  for (const row of group) {
    const same = byValue.get(values[row])
    if (same === undefined) byValue.set(values[row], [row])
    else same.push(row)
  }
  return Array.from(byValue.values()).filter(({ length }) => length > 1)
}
