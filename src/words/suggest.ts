/** The candidate a user most likely meant, or null: the nearest by edit distance, at most a third of the length away. */
export function nearest(typed: string, candidates: Iterable<string>): string | null {
  let best: string | null = null
  let bestDistance = Math.max(1, Math.floor(typed.length / 3)) + 1
  for (const candidate of candidates) {
    const distance = editDistance(typed.toLowerCase(), candidate.toLowerCase())
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein distance: insertions, deletions and substitutions. Source: Wagner & Fischer (1974), J. ACM 21:168-173. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++)
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
    previous = row
  }
  return previous[b.length]
}

/** `did you mean "ks"?`, or the fallback where nothing is near. */
export function didYouMean(typed: string, candidates: Iterable<string>, otherwise: string): string {
  const guess = nearest(typed, candidates)
  return guess === null ? otherwise : `did you mean ${JSON.stringify(guess)}? ${otherwise}`
}
