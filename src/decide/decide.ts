import { actions, type Action, type Decision, type RuleAction, type Signals } from "../model.js"
import { actionOf } from "./action-of.js"
import { intervalWords } from "./worse-words.js"

/** What a decision is made of. */
export interface Grounds {
  run: string | null
  created_at: string
  signals: Signals
  /** Open alerts whose rules name an action. */
  rules: readonly RuleAction[]
  /** A run of the gate that rejected what was retrained for this; null: none. */
  rejectedBy: string | null
}

export const rankOf = (action: Action): number => actions.indexOf(action)

/** Whether somebody has to act: the exit code is then 1. */
export const isIntervention = (action: Action): boolean => rankOf(action) >= rankOf("queue_retrain")

/** The most severe of what table, rules and gate say. Pure. */
export function decide({ run, created_at, signals, rules, rejectedBy }: Grounds): Decision {
  const [table, most] = tableOf(signals)
  const others = rules.flatMap(({ action, silenced }) => (silenced === null ? [action] : []))
  const said = [table, ...others, ...(rejectedBy === null ? [] : (["rollback"] as const))]
  return {
    run,
    created_at,
    action: said.reduce((worst, each) => (rankOf(each) > rankOf(worst) ? each : worst)),
    table,
    table_at_most: most,
    ...signals,
    rules: [...rules],
    rejected_by: rejectedBy,
    notes: notesOf(signals, table, most),
  }
}

/** What the table says at both ends of the interval, the milder first: it never grows milder with the degradation. */
function tableOf({ degradation, features: { drifted }, proxies }: Signals): [Action, Action] {
  const at = (share: number | null) => actionOf({ degradation: share, drifted, proxies })
  if (degradation === null) return [at(null), at(null)]
  const { share, low, high } = degradation
  return low === null || high === null ? [at(share), at(share)] : [at(low), at(high)]
}

function notesOf({ degradation, features, proxies }: Signals, table: Action, most: Action): string[] {
  const notes: string[] = []
  if (table !== most && degradation !== null)
    notes.push(
      `The interval from ${intervalWords(degradation.share, degradation.low ?? 0, degradation.high ?? 0)} spans ${spanned(table, most)}: the mildest of them is taken.`,
    )
  if (degradation !== null && degradation.low === null)
    notes.push("The figure has no interval: how sure it is, is not known.")
  if (degradation?.estimated === true)
    notes.push(
      "The figure is an estimate: it holds while the target follows from the inputs as it did in the reference.",
    )
  if (degradation === null && proxies === "unknown")
    notes.push("Neither labels nor an estimate nor a usable proxy says how good the model is.")
  if (features.marked === 0)
    notes.push("No column is marked `critical`: the verdict on the whole data set stands for the key features.")
  return notes
}

/** "queue_retrain and retrain_now", "monitor to rollback". */
const spanned = (mild: Action, severe: Action) =>
  `${mild} ${rankOf(severe) - rankOf(mild) === 1 ? "and" : "to"} ${severe}`
