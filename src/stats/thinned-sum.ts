/** The sum over `handed` values that stand for `rows` in order: those of one value lie within a part of the range, all parts together are it. */
export const thinnedSum = (sum: number, rows: number, handed: number, range: number): number =>
  rows > handed ? (sum * handed) / rows + range : sum
