const hourMs = 3_600_000
const dayMs = 86_400_000

/** Rows in each hour of the day, 0 to 23, UTC. Milliseconds since 1970, any order, also negative. */
export function profileByHour(instants: Float64Array): Float64Array {
  return profile(instants, { unitMs: hourMs, units: 24, first: 0 })
}

/** Rows in each half hour of the day, 48 of them, UTC. Milliseconds since 1970, any order, also negative. */
export function rowsByHalfHour(instants: Float64Array): Float64Array {
  return profile(instants, { unitMs: hourMs / 2, units: 48, first: 0 })
}

/** Rows on each day of the week, Monday first, UTC. Milliseconds since 1970, any order, also negative. */
export function profileByWeekday(instants: Float64Array): Float64Array {
  // 1970 began on a Thursday.
  return profile(instants, { unitMs: dayMs, units: 7, first: 3 })
}

/** Rows in each of so many units that return; `first`: the one that 1970 began with. Neighbours that are equal are counted together. */
function profile(
  instants: Float64Array,
  { unitMs, units, first }: { unitMs: number; units: number; first: number },
): Float64Array {
  const rows = new Float64Array(units)
  for (let start = 0, end = 1; start < instants.length; start = end++) {
    const instant = instants[start]
    while (end < instants.length && instants[end] === instant) end++
    rows[modulo(Math.floor(instant / unitMs) + first, units)] += end - start
  }
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
