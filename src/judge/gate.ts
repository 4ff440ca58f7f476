/** Whether a challenger takes the champion's place. */
import type { GateDecision, GateFacts, MetricResult, Verdict } from "../model.js"
import { nameText } from "../words/escape.js"
import { count, number, pair, plural } from "../words/format.js"
import { metricLabels, metricValue } from "../words/metric.js"

/** What the gate knows: the metric that decides comes first of the figures. */
export interface GateFindings {
  facts: GateFacts
  metrics: readonly MetricResult[]
}

const exitCodes: Record<GateDecision, 0 | 1 | 2> = { promote: 0, reject: 1, undecided: 2 }

/**
 * Reject where the challenger is surely not better by enough, or surely worse in what must be no worse; promote where it surely is
 * better and nothing is; undecided where the rows leave the gain open.
 */
export function gateVerdict({ facts, metrics }: GateFindings): Verdict {
  const deciding = metrics.find(({ id, labels }) => id === facts.metric && isWhole(labels))
  if (deciding?.value == null || facts.gain === null) return undecided([deciding?.message ?? "There is no figure."])
  const worse = metrics.filter((each) => each !== deciding && each.status === "fail")
  const status = decisionOf(deciding, worse)
  const open = status === "undecided" ? [openSentence(facts)] : []
  return {
    status,
    exit_code: exitCodes[status],
    reasons: [gainSentence(deciding, facts), ...worse.map(worseSentence), ...open],
    causes: [],
  }
}

function decisionOf(deciding: MetricResult, worse: readonly MetricResult[]): GateDecision {
  if (deciding.status === "fail" || worse.length > 0) return "reject"
  return deciding.status === "pass" && !deciding.unsure ? "promote" : "undecided"
}

export function undecided(reasons: string[]): Verdict {
  return { status: "undecided", exit_code: exitCodes.undecided, reasons, causes: [] }
}

const isWhole = (labels: Readonly<Record<string, string>>) => Object.keys(labels).length === 0

/** "ROC AUC rises from 0.843 to 0.861 on 7,206 rows: a gain of 0.018 (0.012 to 0.024), more than 0 is asked for." */
function gainSentence(metric: MetricResult, { gain, gain_low, gain_high, min_gain, rows }: GateFacts): string {
  const [before, after] = pair(metric.reference_value ?? 0, metric.value ?? 0)
  const moved = metric.change === 0 ? `stays at ${after}` : `goes from ${before} to ${after}`
  const interval = gain_low === null || gain_high === null ? "" : ` (${signed(gain_low)} to ${signed(gain_high)})`
  const asked = min_gain === 0 ? "" : `; more than ${number(min_gain)} is asked for`
  return `${metric.title} ${moved} on ${plural(rows, "row")}: a gain of ${signed(gain ?? 0)}${interval}${asked}.`
}

const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value))

function openSentence({ min_gain, gain, gain_low, gain_high }: GateFacts): string {
  if (gain === 0 && gain_low === 0 && gain_high === 0) return "The two do not differ on these rows."
  return `The labelled rows leave open whether that is more than ${number(min_gain)}: wait for more of them.`
}

function worseSentence({ title, labels, unit, value, reference_value: before }: MetricResult): string {
  const where = isWhole(labels) ? "" : ` where ${nameText(metricLabels(labels), 60)}`
  const figures =
    value === null || before === null ? "" : `: ${metricValue(before, unit)} became ${metricValue(value, unit)}`
  return `${title} is surely worse${where}${figures}.`
}

/** Why there is no answer where the two scored different rows. */
export function tooLittleShared({ rows, champion_rows, challenger_rows }: GateFacts): string[] {
  return [
    `Champion and challenger share ${count(rows)} labelled rows, of ${count(champion_rows)} and ${count(challenger_rows)}: less than half.`,
    "Both have to score the same rows: check that --id names the same thing in both files.",
  ]
}
