/** Numbers in [0, 1), the same for the same seed. Source: mulberry32, Tommy Ettinger, public domain. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** `n` draws from the standard normal law, the same for the same seed. Source: Box and Muller (1958), Ann. Math. Statist. 29:610-611. */
export function normalDraws(n: number, seed: number): Float64Array {
  const next = randomNumbers(seed)
  const draws = new Float64Array(n)
  for (let i = 0; i < n; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - next()))
    const angle = 2 * Math.PI * next()
    draws[i] = radius * Math.cos(angle)
    if (i + 1 < n) draws[i + 1] = radius * Math.sin(angle)
  }
  return draws
}
