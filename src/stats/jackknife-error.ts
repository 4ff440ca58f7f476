/**
 * Standard error of a figure over rows, from the figure without each of `groups` random groups of them; null where a
 * group leaves no figure. `figure` is asked with a group's number and gives the figure without it.
 * Source: Efron and Stein (1981), Ann. Statist. 9:586-596; with groups: Shao and Tu (1995), The Jackknife and Bootstrap, 2.3.
 */
export function jackknifeError(groups: number, figure: (without: number) => number | null): number | null {
  const figures: number[] = []
  for (let group = 0; group < groups; group++) {
    const value = figure(group)
    if (value === null) return null
    figures.push(value)
  }
  const mean = figures.reduce((sum, value) => sum + value, 0) / groups
  const squares = figures.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(((groups - 1) / groups) * squares)
}
