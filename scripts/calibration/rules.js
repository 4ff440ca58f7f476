// The rules whose verdicts are compared: the default, the one before it, and tests without any distance.
import { measureInTurn } from "../../dist/compare/measure-all.js"
import { measureColumn } from "../../dist/compare/measure.js"
import { judgeColumns } from "../../dist/judge/judge.js"
import { defaultOptions } from "../../dist/options/options.js"
import { policies } from "../../dist/options/policies.js"
import { loadRegistry } from "../../dist/registry.js"

const text = { types: ["text"], rules: [{ method: "text-classifier", threshold: 0.55 }] }
const categories = (...distances) => ({
  types: ["categorical", "boolean"],
  rules: [{ method: "chi-square", threshold: 0.05 }, ...distances],
  aboveNoise: true,
})
const numbers = (...distances) => ({ types: ["numeric"], rules: [{ method: "ks", threshold: 0.05 }, ...distances] })

const { calibrated } = policies
/** The default's rule before the column rule of now: Wasserstein over the standard deviation, one threshold for everything. */
const before = {
  ...calibrated,
  sharesUpTo: undefined,
  ladder: [
    numbers({ method: "wasserstein", threshold: 0.1 }),
    categories({ method: "jensen-shannon", threshold: 0.1 }),
    text,
  ],
}
export const rules = { now: calibrated, before, tests: { ...before, ladder: [numbers(), categories(), text] } }

const whole = await loadRegistry()
const asked = new Set(
  Object.values(rules).flatMap(({ ladder }) => ladder.flatMap(({ rules: of }) => of.map(({ method }) => method))),
)
export const registry = {
  ...whole,
  multivariate: new Map(),
  metrics: new Map(),
  methods: new Map(Array.from(asked, (id) => [id, whole.methods.get(id)])),
}
export const options = { ...defaultOptions, measure: Array.from(asked), multivariate: false }

/** Measures columns as a comparison does. `forRule`: the columns as each rule wants them; numbers of two values are categories to the default alone. */
export async function measureFor(work, progress) {
  const measured = await measureInTurn(work, progress)
  const broken = measured.find(({ failure }) => failure !== null)
  if (broken !== undefined) throw new Error(`${broken.name} could not be measured: ${broken.failure}`)
  const asNumbers = []
  for (const [i, column] of measured.entries())
    asNumbers.push(
      column.judgedAs === column.type ? column : await measureColumn(work.columns[i], { ...work, policy: before }),
    )
  return { measured, forRule: { now: measured, before: asNumbers, tests: asNumbers } }
}

/** Names of the columns that the rule marks; `policy`: the rule as it is, or with another significance. */
export function marked(columns, policy) {
  const judged = judgeColumns(columns, policy, registry.methods, options)
  return judged.filter(({ status }) => status === "drift").map(({ name }) => name)
}

/** The rule as for one column of fifty: p below 0.001, uncorrected. */
export function alone(policy) {
  const isTest = ({ method }) => registry.methods.get(method).meta.kind === "test"
  const ladder = policy.ladder.map((step) => ({
    ...step,
    rules: step.rules.map((rule) => (isTest(rule) ? { ...rule, threshold: 0.001 } : rule)),
  }))
  return { ...policy, correction: "none", ladder }
}
