import { UsageError } from "../errors.js"
import { didYouMean } from "../words/suggest.js"
import type { ColumnType } from "../model.js"

/** One method held to one threshold. */
export interface Rule {
  method: string
  threshold: number
  /** Of several tests: how much of the allowed false alarms it may use up; those of a step sum to 1. Default 1. */
  weight?: number
  /** A distance that counts only where this test of the step is the surest. */
  whereSurest?: string
}

/** A step of a policy's ladder: the first whose conditions all hold gives a column its rules. */
export interface Step {
  types: readonly ColumnType[]
  /** Values present in the reference, at most. */
  upToValues?: number
  /** Different values on both sides together, at most; categories only. */
  upToDistinct?: number
  rules: readonly Rule[]
  /** Whether a distance must reach its own noise floor too, where that lies above its threshold (many categories, few rows). */
  aboveNoise?: boolean
}

export const corrections = ["benjamini-hochberg", "holm", "bonferroni", "none"] as const
export type Correction = (typeof corrections)[number]

/** How measurements become drifted or not. */
export interface Policy {
  title: string
  description: string
  /**
   * `sure-and-enough`: a column drifts when its tests, taken together, say so and one of its distances does (whichever there are).
   * `any`: when any of its rules does.
   */
  combine: "sure-and-enough" | "any"
  /** How p-values are adjusted for testing many columns. */
  correction: Correction
  /** Share of drifted columns from which on the data set drifts. */
  driftShare: number
  ladder: readonly Step[]
  /** `features`: identifiers, constants and nearly empty columns are left out. `everything`: whatever can be computed is tested. */
  tests: "features" | "everything"
  /** Numbers with at most so many different values on both sides together are judged by their shares, as categories are. */
  sharesUpTo?: number
  /** Numeric columns with at most so many different values on both sides together count as categories. */
  categoriesUpTo?: number
}

const categories = ["categorical", "boolean"] as const

/** The policies by id, one row each. docs/methods.md shows them. */
export const policies: Readonly<Record<string, Policy>> = {
  calibrated: {
    title: "Calibrated",
    description:
      "A column drifts when a test says surely (p below 0.05 after Benjamini–Hochberg over all tested columns) and a distance says enough. Numbers: p is the smaller of the Kolmogorov–Smirnov p / 0.8 and the tail test's p / 0.2, at most 1; enough is a clipped Wasserstein distance or a Kolmogorov–Smirnov distance of 0.1 or more, or a tail whose share moved by 1.5 points or more where the tail test is the surer. Body and tails are judged apart, so that no outlier, sentinel or unit hides a change, and heavy tails make none of a trifle. Where the middle 95 % of the reference is one value there is no scale: the Kolmogorov–Smirnov distance decides. Categories, booleans and numbers of two values, however stored: chi-square, and a Jensen–Shannon distance at or above 0.035 (what a tenth of a standard deviation comes to in a column of 0 and 1) and at or above its noise floor, what chance alone gives with so many categories. Free text drifts when a classifier tells the sides apart, by its letters or, with an embedder, by its meaning. The data set drifts from a share of 0.3 on.",
    combine: "sure-and-enough",
    correction: "benjamini-hochberg",
    driftShare: 0.3,
    ladder: [
      {
        types: ["numeric"],
        rules: [
          { method: "ks", threshold: 0.05, weight: 0.8 },
          { method: "tails", threshold: 0.05, weight: 0.2 },
          { method: "clipped-wasserstein", threshold: 0.1 },
          { method: "ks-distance", threshold: 0.1 },
          { method: "tails-distance", threshold: 0.015, whereSurest: "tails" },
        ],
      },
      {
        types: categories,
        rules: [
          { method: "chi-square", threshold: 0.05 },
          { method: "jensen-shannon", threshold: 0.035 },
        ],
        aboveNoise: true,
      },
      { types: ["nested"], rules: [{ method: "vector-classifier", threshold: 0.55 }] },
      {
        types: ["text"],
        rules: [
          { method: "text-classifier", threshold: 0.55 },
          { method: "embedding-classifier", threshold: 0.55 },
        ],
      },
    ],
    tests: "features",
    sharesUpTo: 2,
  },
  classic: {
    title: "Classic",
    description:
      "A column drifts when KS gives p below 0.05 or PSI is at or above 0.2 (numbers), or chi-square gives p below 0.05 (categories). PSI from 0.1 to 0.2 is called slight. Not corrected for the number of columns. The data set drifts from a share of 0.3 on.",
    combine: "any",
    correction: "none",
    driftShare: 0.3,
    ladder: [
      {
        types: ["numeric"],
        rules: [
          { method: "ks", threshold: 0.05 },
          { method: "psi", threshold: 0.2 },
        ],
      },
      { types: categories, rules: [{ method: "chi-square", threshold: 0.05 }] },
    ],
    tests: "features",
  },
  evidently: {
    title: "Evidently",
    description:
      "The default rules of Evidently 0.7.23, so that a team moving over sees its old verdicts: by the number of values (1,000) and of different values (5, 2) a KS test, a z-test, a chi-square test that takes the reference for the truth, the Wasserstein or the Jensen–Shannon distance. Identifiers and constants are tested as well. Not corrected for the number of columns. The data set drifts from a share of 0.5 on.",
    combine: "any",
    correction: "none",
    driftShare: 0.5,
    ladder: [
      { types: ["numeric"], upToValues: 1000, rules: [{ method: "ks", threshold: 0.05 }] },
      { types: ["numeric"], rules: [{ method: "wasserstein", threshold: 0.1 }] },
      { types: categories, upToValues: 1000, upToDistinct: 2, rules: [{ method: "z-test", threshold: 0.05 }] },
      { types: categories, upToValues: 1000, rules: [{ method: "goodness-of-fit", threshold: 0.05 }] },
      { types: categories, rules: [{ method: "jensen-shannon", threshold: 0.1 }] },
    ],
    tests: "everything",
    categoriesUpTo: 5,
  },
}

/** The policy that the options name; throws UsageError for none. */
export function policyOf({ policy: id }: { policy: string }): Policy {
  const policy = Object.hasOwn(policies, id) ? policies[id] : undefined
  if (policy !== undefined) return policy
  const ids = Object.keys(policies)
  throw new UsageError(`unknown policy ${JSON.stringify(id)}`, {
    hint: didYouMean(id, ids, `policies: ${ids.join(", ")}`),
  })
}

/** The share of drifted columns from which on the data set drifts: as asked for, or the policy's. */
export function driftShareThreshold(options: { driftShare: number | null; policy: string }): number {
  return options.driftShare ?? policyOf(options).driftShare
}

/** What predictions are held to beside the policy: the usual rule of thumb for a score that moved (Siddiqi 2006, Credit Risk Scorecards). */
export const predictionRule: Rule = { method: "psi", threshold: 0.1 }
