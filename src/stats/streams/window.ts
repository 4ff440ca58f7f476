/** Consecutive rows as one: how many, their sum, and the sum of squares around their mean. */
export interface Bucket {
  rows: number
  total: number
  squares: number
}

/** Buckets of one size before two of them become one of twice the size. */
const mostOfASize = 5

/** The latest rows of a stream in buckets whose sizes are powers of two: about five for each doubling, however many rows. */
export interface Window {
  /** By size, single rows first; the oldest first in each list. */
  sizes: Bucket[][]
  whole: Bucket
}

export const emptyWindow = (): Window => ({ sizes: [[]], whole: { rows: 0, total: 0, squares: 0 } })

/** Adds a value as the newest row. Changes the window. */
export function addRow(window: Window, value: number): void {
  const row = { rows: 1, total: value, squares: 0 }
  window.sizes[0].push(row)
  window.whole = window.whole.rows === 0 ? row : join(window.whole, row)
  for (let size = 0; window.sizes[size].length > mostOfASize; size++) {
    const [oldest, next] = window.sizes[size].splice(0, 2)
    if (size + 1 === window.sizes.length) window.sizes.push([])
    window.sizes[size + 1].push(join(oldest, next))
  }
}

/** Takes the oldest bucket away and gives it. Changes the window, which holds at least two buckets. */
export function dropOldest(window: Window): Bucket {
  const largest = window.sizes[window.sizes.length - 1]
  const [oldest] = largest.splice(0, 1)
  if (largest.length === 0) window.sizes.pop()
  window.whole = without(window.whole, oldest)
  return oldest
}

/** Both as one, which may follow each other in either order. */
export function join(a: Bucket, b: Bucket): Bucket {
  const rows = a.rows + b.rows
  return { rows, total: a.total + b.total, squares: a.squares + b.squares + between(a, b, rows) }
}

/** What is left of `whole` without one of its parts. */
export function without(whole: Bucket, part: Bucket): Bucket {
  const rest = { rows: whole.rows - part.rows, total: whole.total - part.total, squares: 0 }
  return { ...rest, squares: whole.squares - part.squares - between(part, rest, whole.rows) }
}

/** The sum of squares that comes from the distance between two means. */
function between(a: Bucket, b: Bucket, rows: number): number {
  if (a.rows === 0 || b.rows === 0) return 0
  return ((a.rows * b.rows) / rows) * (a.total / a.rows - b.total / b.rows) ** 2
}
