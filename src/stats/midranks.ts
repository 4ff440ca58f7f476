/**
 * Turns rows per level, in ascending order of levels, into each level's rank, counted from the middle one; ties share the middle of
 * their ranks. Gives the sum of the ranks' squares over all rows. `rows`: the sum of the counts; `ranks`: where they go, if not in place
 * of the counts.
 */
export function toMidranks(counts: Float64Array, rows: number, ranks = counts): number {
  let below = -rows / 2
  let squares = 0
  for (let level = 0; level < counts.length; level++) {
    const count = counts[level]
    const rank = below + count / 2
    ranks[level] = rank
    squares += count * rank * rank
    below += count
  }
  return squares
}
