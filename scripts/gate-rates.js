// npm run gate-rates: how often the gate promotes a challenger that is no better, and one that is, into docs/gate.md.
// Pairs of models are made up: 20 % positives; both score what they see, most of it the same, shifted by 1 sd for positives.
import { readFileSync, writeFileSync } from "node:fs"
import { pairedMetrics } from "../dist/compare/gate/gains.js"
import { gateVerdict } from "../dist/judge/gate.js"
import { judgeMetric } from "../dist/judge/judge-metrics.js"
import { normalDraws, randomNumbers } from "../dist/stats/random.js"

const shift = 1
const gain = 0.15
/** The share of their variance that the scores of both have in common. */
const usualShare = 0.7

/** Both sides of pair `seed` as evidence of the need; the challenger's positives lie `better` sd further off. */
function pairOf(seed, rows, { better, share = usualShare }, need) {
  const [shared, own] = [Math.sqrt(share), Math.sqrt(1 - share)]
  const next = randomNumbers(seed)
  const draws = normalDraws(3 * rows, seed + 1_000_003)
  const truth = Uint8Array.from({ length: rows }, () => Number(next() < 0.2))
  const scoresOf = (part, by) =>
    Float64Array.from(truth, (of, i) => shared * draws[i] + own * draws[(part + 1) * rows + i] + by * of)
  return [scoresOf(0, shift), scoresOf(1, shift + better)].map((scores) => evidence(truth, scores, need))
}

/** The probability that the score means where both kinds of row are normal. */
const probability = (score) => 1 / (1 + Math.exp(-(shift * score - (shift * shift) / 2 + Math.log(0.2 / 0.8))))

function evidence(truth, scores, need) {
  if (need === "scores") return { truth, scores }
  const probabilities = scores.map(probability)
  if (need === "probabilities") return { truth, probabilities }
  return {
    truth: Int32Array.from(truth),
    predicted: Int32Array.from(probabilities, (each) => Number(each >= 0.5)),
    classes: 2,
  }
}

/** "promote", "reject" or "undecided", as the gate says with --min-gain 0 where nothing else is looked at. */
function decisionOf(id, models, seed, rows) {
  const { need, gain: measure } = pairedMetrics.get(id)
  const { value, low, high } = measure(...pairOf(seed, rows, models, need), 0.95)
  const lower = id === "brier"
  const side = (of) => ({ value: of, low: null, high: null, rows })
  const metric = judgeMetric({
    id,
    title: id,
    layer: "performance",
    unit: "score",
    better: lower ? "lower" : "higher",
    labels: {},
    reference: side(0.5),
    current: side(0.5 + value),
    limits: { warn: null, fail: { side: "worse", by: -0, from: "reference" } },
    baseline: null,
    estimated: false,
    change: { value, low, high },
  })
  const facts = { metric: id, gain: lower ? -value : value, gain_low: low, gain_high: high, min_gain: 0, rows }
  return gateVerdict({ facts, metrics: [metric] }).status
}

function rates(id, rows, pairs, models) {
  const counts = { promote: 0, reject: 0, undecided: 0 }
  for (let pair = 0; pair < pairs; pair++) counts[decisionOf(id, models, pair * 7 + rows, rows)]++
  return counts
}

const percent = (share) => `${(100 * share).toFixed(1)} %`

/** A Markdown table, whose first column alone stands to the left. */
function table(head, lines) {
  return [head, ["---", ...head.slice(1).map(() => "--:")], ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
}

const metrics = [
  { id: "roc_auc", title: "ROC AUC (DeLong)", pairs: 4000, sizes: [200, 1000, 5000] },
  { id: "accuracy", title: "Accuracy (McNemar)", pairs: 4000, sizes: [200, 1000, 5000] },
  // 2,000 resamples a pair: fewer pairs.
  { id: "brier", title: "Brier score (bootstrap)", pairs: 1000, sizes: [200, 1000] },
]

function decisions() {
  const head = ["Metric", "Labelled rows", "No better: promoted", "at most", "rejected", "undecided"]
  const lines = metrics.flatMap(({ id, title, pairs, sizes }) =>
    sizes.map((rows) => {
      const [no, better] = [0, gain].map((each) => rates(id, rows, pairs, { better: each }))
      const most = 0.025 + 2 * Math.sqrt((0.025 * 0.975) / pairs)
      const cells = [no.promote / pairs, most, no.reject / pairs, no.undecided / pairs]
      const more = [better.promote, better.reject, better.undecided].map((count) => count / pairs)
      const line = [title, rows.toLocaleString("en-US"), ...[...cells, ...more].map(percent)]
      console.log(line.join("  "))
      return line
    }),
  )
  return table([...head, "Better by 0.15 sd: promoted", "rejected", "undecided"], lines)
}

/** How often a better challenger is promoted by ROC AUC at 1,000 rows, by what the two models have in common. */
function powers() {
  const shares = [0.5, 0.6, 0.7, 0.75, 0.8, 0.9]
  const found = shares.map((share) => rates("roc_auc", 1000, 2000, { better: gain, share }).promote / 2000)
  return table(["Shared variance", ...shares.map((share) => `${100 * share} %`)], [["Promoted", ...found.map(percent)]])
}

const page = "docs/gate.md"
/** The page with `part` between its two marks. */
function placed(text, mark, part) {
  const begin = `<!-- ${mark}: npm run gate-rates -->`
  const from = text.indexOf(begin) + begin.length
  const to = text.indexOf(`<!-- /${mark} -->`)
  if (from < begin.length || to < 0) throw new Error(`${page} has no place for the ${mark}`)
  return `${text.slice(0, from)}\n\n${part}\n\n${text.slice(to)}`
}

const parts = { powers: powers(), rates: decisions() }
const text = Object.entries(parts).reduce((page, [mark, part]) => placed(page, mark, part), readFileSync(page, "utf8"))
writeFileSync(page, text)
