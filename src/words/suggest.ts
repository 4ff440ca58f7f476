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

/**
 * Edits from one text to the other, where neighbours that changed places are one edit ("pis", "psi"). Each character is
 * edited once at most. Source: optimal string alignment, after Damerau (1964), Commun. ACM 7:171-176.
 */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const edited = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1))
      row[j] = swapped ? Math.min(edited, rows[i - 2][j - 2] + 1) : edited
    }
    rows.push(row)
  }
  return rows[a.length][b.length]
}

/** `did you mean "ks"?`, or the fallback where nothing is near. */
export function didYouMean(typed: string, candidates: Iterable<string>, otherwise: string): string {
  const guess = nearest(typed, candidates)
  return guess === null ? otherwise : `did you mean ${JSON.stringify(guess)}? ${otherwise}`
}
