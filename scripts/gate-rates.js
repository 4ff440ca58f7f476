// npm run gate-rates: how often the gate promotes a challenger that is no better, and one that is, into docs/gate.md.
// Pairs of models are made up: 20 % positives; both score what they see (weight 0.7 of it is the same), shifted by 1 sd for positives.
import { readFileSync, writeFileSync } from "node:fs"
import { pairedMetrics } from "../dist/compare/gate/gains.js"
import { gateVerdict } from "../dist/judge/gate.js"
import { judgeMetric } from "../dist/judge/judge-metrics.js"
import { normalDraws, randomNumbers } from "../dist/stats/random.js"

const pairs = 1000
const shift = 1
const gain = 0.15
const shared = Math.sqrt(0.7)
const own = Math.sqrt(0.3)

/** Both sides of pair `seed` as evidence of the need; the challenger's positives lie `better` sd further off. */
function pairOf(seed, rows, better, need) {
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
function decisionOf(id, better, seed, rows) {
  const { need, gain: measure } = pairedMetrics.get(id)
  const { value, low, high } = measure(...pairOf(seed, rows, better, need), 0.95)
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

function rates(id, rows, better) {
  const counts = { promote: 0, reject: 0, undecided: 0 }
  for (let pair = 0; pair < pairs; pair++) counts[decisionOf(id, better, pair * 7 + rows, rows)]++
  return counts
}

const sizes = { roc_auc: [200, 1000, 5000], accuracy: [200, 1000, 5000], brier: [200, 1000] }
const titles = { roc_auc: "ROC AUC (DeLong)", accuracy: "Accuracy (McNemar)", brier: "Brier score (bootstrap)" }
const percent = (count) => `${((100 * count) / pairs).toFixed(1)} %`
const lines = [
  "| Metric | Labelled rows | No better: promoted | rejected | undecided | Better by 0.15 sd: promoted | rejected | undecided |",
  "| --- | --: | --: | --: | --: | --: | --: | --: |",
]
for (const [id, each] of Object.entries(sizes))
  for (const rows of each) {
    const found = [rates(id, rows, 0), rates(id, rows, gain)]
    const cells = found.flatMap(({ promote, reject, undecided }) => [promote, reject, undecided].map(percent))
    lines.push(`| ${[titles[id], rows.toLocaleString("en-US"), ...cells].join(" | ")} |`)
    console.log(lines.at(-1))
  }

const page = "docs/gate.md"
const [begin, end] = ["<!-- rates: npm run gate-rates -->", "<!-- /rates -->"]
const text = readFileSync(page, "utf8")
const from = text.indexOf(begin) + begin.length
const to = text.indexOf(end)
if (from < begin.length || to < 0) throw new Error(`${page} has no place for the rates`)
writeFileSync(page, `${text.slice(0, from)}\n\n${lines.join("\n")}\n\n${text.slice(to)}`)
