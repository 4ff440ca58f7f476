import type { CheckInput, SampledColumn } from "../model.js"

/** Values of one column row by row, as numbers that are equal where the values are; −1 and NaN: missing. */
export interface FeatureColumn {
  name: string
  numeric: boolean
  reference: ArrayLike<number>
  current: ArrayLike<number>
}

/** The sampled values of the column with the role target, or why there is none. */
export function targetColumn({ columns, sample, correlations }: CheckInput): FeatureColumn | { reason: string } {
  const target = columns.find(({ role }) => role === "target")
  if (target === undefined) return { reason: "No column has the role target." }
  if (sample === null) return { reason: correlations.reason ?? "There is no sample of rows." }
  const values = sample.columns.get(target.name)
  return values === undefined
    ? { reason: `${target.name} is not on both sides, or of no type that is sampled.` }
    : { name: target.name, ...asColumn(values) }
}

/** The sampled columns with the role feature but times. */
export function featureColumns({ columns, sample }: CheckInput): FeatureColumn[] {
  return columns.flatMap(({ name, role, type }) => {
    const values = role === "feature" && type !== "datetime" ? sample?.columns.get(name) : undefined
    return values === undefined ? [] : [{ name, ...asColumn(values) }]
  })
}

function asColumn(values: SampledColumn): Omit<FeatureColumn, "name"> {
  return { numeric: values.kind === "numbers", reference: values.reference, current: values.current }
}

export const isPresent = (value: number): boolean => value !== -1 && !Number.isNaN(value)
