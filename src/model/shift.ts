/** Why a model's loss changed: other inputs, or another relation between inputs and target. */

/** Losses of single rows: a wrong class (0 or 1), −ln of its probability, the squared distance of the probability; of numbers, the distance and its square. */
export const rowLosses = ["error", "log_loss", "brier", "absolute_error", "squared_error"] as const
export type RowLoss = (typeof rowLosses)[number]

/** The change of the mean of one loss; `change` = `to_shared` + `concept` + `from_shared`, each with its standard error. */
export interface LossShift {
  loss: RowLoss
  reference: number
  current: number
  change: number
  /** From the reference's inputs to those that both sides have. */
  to_shared: number
  to_shared_se: number
  /** With the same inputs: what follows from them. */
  concept: number
  concept_se: number
  /** From the inputs that both sides have to current's. */
  from_shared: number
  from_shared_se: number
  /** What the inputs explain: the first term and the third. */
  inputs: number
  inputs_se: number
}

export interface ShiftFacts {
  /**
   * `concept`: what follows from the inputs has changed. `inputs`: the loss changed, and the inputs explain it. `none`: neither. `no_verdict`: `reason`
   * says why.
   */
  verdict: "concept" | "inputs" | "none" | "no_verdict"
  /** One sentence with the figures. */
  message: string
  reason: string | null
  /** The one that decides first; empty where nothing was measured. */
  losses: LossShift[]
  /** Labelled rows that were looked at: all, or a sample. */
  reference_rows: number
  current_rows: number
  /** As many rows of equal weight say as much of the inputs that both have; null where nothing was measured. */
  reference_effective: number | null
  current_effective: number | null
  /** How well the sides' inputs are told apart: 0.5 not at all, 1 always. */
  auc: number | null
  /** How much of both sides' rows lies where both are, from 0 to 1. */
  overlap: number | null
  /** The columns that were taken for inputs; those that tell the sides apart best first. */
  inputs: string[]
  label_shift: LabelShift | null
}

/** Of two classes: the share of positives. */
export interface LabelShift {
  reference: number
  /** By the labels. */
  current: number
  /** What the predictions say it would be, if the inputs of each class were as in the reference. */
  estimated: number
}
