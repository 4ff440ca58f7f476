const dayMs = 86_400_000

/** The places of a table's rows by the UTC day of their `scheduled` time, days since 1970 in order. */
export async function flightsByDay(table) {
  const { read } = await table.reader("scheduled")
  const found = new Map()
  read(0, table.rows).forEach((at, row) => {
    const day = Math.floor(at / dayMs)
    if (!found.has(day)) found.set(day, [])
    found.get(day).push(row)
  })
  return Array.from(found).sort(([a], [b]) => a - b)
}
