const hourMs = 3_600_000
const dayMs = 86_400_000

/** Rows in each hour of the day, 0 to 23, UTC. Milliseconds since 1970, any order, also negative. */
export function profileByHour(instants: Float64Array): Float64Array {
  const rows = new Float64Array(24)
  for (const instant of instants) rows[modulo(Math.floor(instant / hourMs), 24)]++
  return rows
}

/** Rows in each half hour of the day, 48 of them, UTC. Milliseconds since 1970, any order, also negative. */
export function rowsByHalfHour(instants: Float64Array): Float64Array {
  const rows = new Float64Array(48)
  for (const instant of instants) rows[modulo(Math.floor(instant / (hourMs / 2)), 48)]++
  return rows
}

/** Rows on each day of the week, Monday first, UTC. Milliseconds since 1970, any order, also negative. */
export function profileByWeekday(instants: Float64Array): Float64Array {
  const rows = new Float64Array(7)
  // 1970 began on a Thursday.
  for (const instant of instants) rows[modulo(Math.floor(instant / dayMs) + 3, 7)]++
  return rows
}

/** Whether every instant is a midnight, UTC: dates without a time. */
export function isDatesOnly(instants: Float64Array): boolean {
  return instants.every((instant) => instant % dayMs === 0)
}

/** n modulo `length`, never negative; also for n beyond 2^53, where it loses meaning and stays in range. */
function modulo(n: number, length: number): number {
  const rest = n % length
  return rest < 0 ? rest + length : rest + 0
}
