import type { Classes } from "../classes/confusion-matrix.js"

/** The class that each row has, and the probability it was given of every class. */
export interface ClassProbabilities {
  /** Below `classes`. */
  truth: Classes
  /** Row by row: that of class k for row i at i·classes + k. */
  probabilities: Float64Array
  classes: number
}
