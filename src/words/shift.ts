import type { Detector, ErrorChange, LabelShift, LossShift, RowLoss, ShiftFacts } from "../model.js"
import { nameText } from "./escape.js"
import { count, number, plural, points, share, time } from "./format.js"

export const lossTitles: Record<RowLoss, string> = {
  error: "Error rate",
  log_loss: "Log loss",
  brier: "Brier score",
  absolute_error: "Mean absolute error",
  squared_error: "Mean squared error",
}

/** A mean loss: "24.4%", "0.517". */
export const lossText = (value: number, loss: RowLoss) => (loss === "error" ? share(value) : number(value))

/** A term, signed: "+13.3 points", "−0.0023". */
export function termText(value: number, loss: RowLoss): string {
  if (loss === "error") return `${points(value)} points`
  return value > 0 ? `+${number(value)}` : number(value)
}

/** "(z = 11.0)"; nothing where there is no error. */
const zText = (value: number, se: number) => (se > 0 ? ` (z = ${(value / se).toFixed(1).replace("-", "−")})` : "")

/** "Error rate 24.4% → 37.1%: the inputs explain −0.1 points, the relation itself +13.3 points (z = 11.0): concept drift." */
export function shiftSentence({
  verdict,
  reason,
  losses,
  reference_rows: n,
  current_rows: m,
}: Pick<ShiftFacts, "verdict" | "reason" | "losses" | "reference_rows" | "current_rows">): string {
  if (verdict === "no_verdict" || losses.length === 0)
    return `Whether the relation between inputs and target changed is left open (${plural(n, "labelled row")} and ${plural(m, "row")}): ${reason ?? "nothing was measured"}.`
  const { loss, reference, current, inputs, concept, concept_se } = losses[0]
  const moved = `${lossTitles[loss]} ${lossText(reference, loss)} → ${lossText(current, loss)}`
  return `${moved}: the inputs explain ${termText(inputs, loss)}, the relation itself ${termText(concept, loss)}${zText(concept, concept_se)}: ${endings[verdict](losses[0])}.`
}

const endings: Record<Exclude<ShiftFacts["verdict"], "no_verdict">, (leading: LossShift) => string> = {
  concept: ({ concept }) => `concept drift${concept < 0 ? ", for the better" : ""}`,
  inputs: () => "other inputs, no concept drift",
  none: () => "no sign of concept drift",
}

/** What the predictions say of the mix of labels, were nothing else changed. */
export function labelShiftSentence({ reference, current, estimated }: LabelShift): string {
  return `Were only the mix of labels another, predictions would mean ${share(estimated)} positives (${share(reference)} in reference); the labels say ${share(current)}.`
}

/** What was looked at: rows, how much of them both sides have, which inputs tell the sides apart. */
export function shiftNote(facts: ShiftFacts): string {
  const { reference_effective: before, current_effective: after, overlap, auc, inputs, label_shift: labels } = facts
  const mix = labels === null ? [] : [labelShiftSentence(labels)]
  if (before === null || after === null || overlap === null || auc === null) return mix.join(" ")
  const rows = `${count(facts.reference_rows)} and ${count(facts.current_rows)} labelled rows, which say as much of the inputs that both have as ${count(before)} and ${count(after)}`
  const apart = `${share(overlap)} of the rows lie where both are; the sides are told apart with an AUC of ${number(auc)}`
  const most = inputs.slice(0, 3).map((name) => nameText(name, 40))
  return [`${rows}. ${apart}${auc > 0.55 ? `, most by ${most.join(", ")}` : ""}.`, ...mix].join(" ")
}

const detectorTitles: Record<Detector, string> = { adwin: "ADWIN", "page-hinkley": "Page–Hinkley" }

/** "Error rate 10.2% → 21.4% from 3 Mar 2026, 10:00 UTC on (row 3,010), found after row 3,423 by ADWIN." */
export function errorChangeSentence(change: Omit<ErrorChange, "message">): string {
  const { loss, before, after, from, from_row, found_row, detector } = change
  const moved = `${lossTitles[loss]} ${lossText(before, loss)} → ${lossText(after, loss)}`
  return `${moved} from ${time(from)} on (row ${count(from_row)}), found after row ${count(found_row)} by ${detectorTitles[detector]}.`
}
