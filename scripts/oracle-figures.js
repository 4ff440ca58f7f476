// Writes fixtures/oracle/<method>.json: small cases of fixtures/golden with what scipy, numpy and statsmodels give, by the method's id.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { format } from "prettier"

const most = 12
const read = (name) => JSON.parse(readFileSync(`fixtures/golden/${name}.json`, "utf8"))
const isNumber = (figure) => typeof figure === "number" && Number.isFinite(figure)

const hasTies = ({ reference, current }) => new Set([...reference, ...current]).size < reference.length + current.length

/** What a method's score and statistic are in the golden file; `when`: cases in which the two mean the same. */
const ofSamples = {
  ks: { score: (e) => e.ks.p, statistic: (e) => e.ks.stat },
  "ks-distance": { score: (e) => e.ks.stat },
  "mann-whitney": { score: (e) => e.mwu.p, statistic: (e) => e.mwu.stat, tolerance: 1e-8 },
  "cramer-von-mises": {
    score: (e) => e.cvm.p,
    statistic: (e) => e.cvm.stat,
    when: (e) => e.cvm.method === "exact",
    tolerance: 1e-8,
  },
  "anderson-darling": {
    score: (e) => e.ad.p,
    when: (e, given) => e.ad.limit === null && !hasTies(given),
    tolerance: 1e-6,
  },
  "epps-singleton": {
    score: (e) => e.es.p,
    statistic: (e) => e.es.stat,
    when: (e) => e.es.rank === 4 && e.es.cond < 1e6,
    tolerance: 1e-6,
  },
  "t-test": { score: (e) => e.t.welch.p, statistic: (e) => e.t.welch.stat, tolerance: 1e-8 },
  wasserstein: { statistic: (e) => e.wasserstein.stat },
  energy: { statistic: (e) => e.energy.stat, tolerance: 1e-9 },
}
const ofCounts = {
  "chi-square": {
    score: (e) => e.chi2.p,
    statistic: (e) => e.chi2.stat,
    when: (e) => e.chi2.expected_min >= 5,
    tolerance: 1e-8,
  },
  "cramers-v": { statistic: (e) => e.chi2.cramers_v, tolerance: 1e-8 },
  "g-test": { score: (e) => e.g.p, statistic: (e) => e.g.stat, when: (e) => e.chi2.expected_min >= 5, tolerance: 1e-8 },
  "fisher-exact": { score: (e) => e.fisher?.p, tolerance: 1e-7 },
  "z-test": {
    score: (e) => e.prop_z?.p,
    statistic: (e) => e.prop_z?.stat,
    when: (e) => e.chi2.expected_min >= 5,
    tolerance: 1e-8,
  },
  "goodness-of-fit": {
    score: (e) => e.gof_ref_as_truth?.p,
    statistic: (e) => e.gof_ref_as_truth?.stat,
    tolerance: 1e-8,
  },
  "total-variation": { score: (e) => e.dist?.tvd },
  chebyshev: { score: (e) => e.dist?.linf },
  hellinger: { score: (e) => e.dist?.hellinger, tolerance: 1e-7 },
  "kl-divergence": { score: (e) => e.dist?.kl_ref_cur },
  "jensen-shannon": { score: (e) => e.dist?.js_dist_e },
  psi: { score: (e) => e.dist?.psi },
}

async function write(id, { when = () => true, tolerance = 1e-9, ...figures }, source, cases) {
  const kept = cases.flatMap(({ id: name, reference, current, expect }) => {
    const found = Object.entries(figures).map(([figure, pick]) => [figure, pick(expect)])
    const usable = found.every(([, value]) => isNumber(value)) && when(expect, { reference, current })
    return usable ? [{ name, reference, current, ...Object.fromEntries(found) }] : []
  })
  const text = JSON.stringify({ source, tolerance, cases: kept })
  writeFileSync(`fixtures/oracle/${id}.json`, await format(text, { parser: "json", printWidth: 120 }))
  console.log(`${id}: ${kept.length} cases`)
}

mkdirSync("fixtures/oracle", { recursive: true })
const words = ({ versions }, file) =>
  `fixtures/golden/${file}.json: scipy ${versions.scipy}, numpy ${versions.numpy}, statsmodels ${versions.statsmodels}`

const samples = read("edge_two_sample")
const small = samples.cases
  .filter(
    ({ x, y }) => x.length <= most && y.length <= most && [...x, ...y].every((v) => isNumber(v) && Math.abs(v) < 1e6),
  )
  .map(({ id, x, y, expect }) => ({ id, reference: x, current: y, expect }))
for (const [id, figures] of Object.entries(ofSamples))
  await write(id, figures, words(samples, "edge_two_sample"), small)

const tables = read("edge_contingency")
const rows = tables.cases
  .filter(({ table }) => table.length === 2 && table[0].length > 1 && table[0].length <= most)
  .map(({ id, table: [reference, current], expect }) => ({ id, reference, current, expect }))
for (const [id, figures] of Object.entries(ofCounts)) await write(id, figures, words(tables, "edge_contingency"), rows)
