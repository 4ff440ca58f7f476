/** The values 1 … n + m dealt to two ascending samples of `n` and `m` in every way. */
export function everySplit(n: number, m: number): [Float64Array, Float64Array][] {
  const splits: [Float64Array, Float64Array][] = []
  const deal = (value: number, first: number[], second: number[]): void => {
    if (value > n + m) splits.push([Float64Array.from(first), Float64Array.from(second)])
    else {
      if (first.length < n) deal(value + 1, [...first, value], second)
      if (second.length < m) deal(value + 1, first, [...second, value])
    }
  }
  deal(1, [], [])
  return splits
}
