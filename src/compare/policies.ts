import type { ColumnType } from "../model.js"

/** One method held to one threshold. */
export interface Rule {
  method: string
  threshold: number
}

/** How measurements become drifted or not. */
export interface Policy {
  title: string
  description: string
  /** Whether a column drifts when all of its rules say so, or when any does. */
  combine: "all" | "any"
  /** Whether p-values are adjusted (Benjamini-Hochberg) over all columns that the policy tests. */
  adjust: boolean
  rules: Partial<Record<ColumnType, readonly Rule[]>>
}

const calibratedCategories: readonly Rule[] = [
  { method: "chi-square", threshold: 0.05 },
  { method: "jensen-shannon", threshold: 0.1 },
]
const classicCategories: readonly Rule[] = [{ method: "chi-square", threshold: 0.05 }]

/** The policies by id, one row each. docs/policies.md is made from this table. */
export const policies: Readonly<Record<string, Policy>> = {
  calibrated: {
    title: "Calibrated",
    description:
      "Drift when the test says surely (p below 0.05 after adjusting for the number of columns) and the effect says enough (distance at or above 0.1).",
    combine: "all",
    adjust: true,
    rules: {
      numeric: [
        { method: "ks", threshold: 0.05 },
        { method: "wasserstein", threshold: 0.1 },
      ],
      categorical: calibratedCategories,
      boolean: calibratedCategories,
    },
  },
  classic: {
    title: "Classic",
    description:
      "Drift when KS gives p below 0.05 or PSI is at or above 0.2 (numeric), or chi-square gives p below 0.05 (categorical). PSI from 0.1 to 0.2 is called slight. Not corrected for the number of columns.",
    combine: "any",
    adjust: false,
    rules: {
      numeric: [
        { method: "ks", threshold: 0.05 },
        { method: "psi", threshold: 0.2 },
      ],
      categorical: classicCategories,
      boolean: classicCategories,
    },
  },
}
