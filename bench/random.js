// Seeded columns for the benchmark's tables.

export function times(n, make) {
  return Array.from({ length: n }, (_, i) => make(i))
}

/** Mulberry32 (Tommy Ettinger, public domain): numbers in [0, 1). */
export function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Normal with standard deviation 1 (Box-Muller), both values of each pair used. */
export function doubles(rows, random, mean) {
  const data = new Float64Array(rows)
  for (let i = 0; i < rows; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    const angle = 2 * Math.PI * random()
    data[i] = mean + radius * Math.cos(angle)
    if (i + 1 < rows) data[i + 1] = mean + radius * Math.sin(angle)
  }
  return data
}

export function integers(rows, random) {
  return Float64Array.from({ length: rows }, () => Math.floor(random() * 1e6))
}

/** `values` different texts, the first ones more common. */
export function texts(rows, random, values) {
  const words = times(values, (v) => `value-${v}`)
  return times(rows, () => words[Math.floor(random() ** 2 * values)])
}
