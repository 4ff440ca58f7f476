/** What the meta of a figure says that has no limit of its own: it is shown, and fails nothing until the configuration sets one. */

const withoutLimit = (why: string) =>
  ({
    warnLimit: null,
    failLimit: null,
    limitsReason: `${why}: without a limit it is shown and fails nothing.`,
  }) as const

/** Of how good a model is: it warns where it surely got worse, and fails nothing. */
export const mistakesDecide = {
  warnLimit: { side: "worse", by: 0, from: "reference", sure: true },
  failLimit: null,
  limitsReason: "What surely got worse is worth a look; how much is too much depends on what a mistake costs.",
} as const

/** Of errors whose sign says more than their size. */
export const directionDecides = withoutLimit("Which way is worse depends on what a mistake costs")

/** Of labels that come late. */
export const labelsDecide = withoutLimit("How late labels come depends on who gives them")

/** Of what an application does. */
export const applicationDecides = withoutLimit("What is too much depends on the application")

/** Of how long something takes. */
export const waitingDecides = withoutLimit("What is too slow depends on who waits")

/** Of marks whose mean is held to limits. */
export const meanDecides = {
  warnLimit: null,
  failLimit: null,
  limitsReason: "The mean of the four is held to limits (`judge_score`).",
} as const

/** Of what was spent: this part of `budget` sets the failing limit. */
export const budgetDecides = <K extends "per_day" | "per_user" | "per_feature" | "per_model">(budget: K) =>
  ({
    warnLimit: null,
    failLimit: null,
    limitsReason: `\`budget: { ${budget}: … }\` in the configuration sets the failing limit.`,
    budget,
  }) as const
