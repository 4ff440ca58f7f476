import { describe, expect, test } from "vitest"
import { preset } from "../../src/alerts/preset.js"
import { randomNumbers } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const rows = 1500

/** Requests of a service: what each rule of the preset looks at, in one table. */
interface Incident {
  errors?: number
  slow?: number
  oom?: number
  missing?: number
  /** Moves the feature, or the score alone. */
  feature?: number
  score?: number
  /** How often the target follows the score. */
  trust?: number
  carts?: number
  without?: string
}

function table(seed: number, incident: Incident = {}): string {
  const { errors = 0.002, slow = 0, oom = 0, missing = 0, feature = 0, score = 0, trust = 0.9, carts = 0.3 } = incident
  const next = randomNumbers(seed)
  const lines = Array.from({ length: rows }, (_, i) => {
    const fare = 10 + 5 * next() + feature
    const chance = Math.min(0.999, Math.max(0.001, next() + score))
    const truth = (next() < trust ? chance : next()) > 0.5
    const cells: Record<string, string | number> = {
      latency: (100 + 400 * next() + (next() < slow ? 5000 : 0)).toFixed(1),
      failed: Number(next() < errors),
      gpu_oom: Number(i < oom),
      fare: next() < missing ? "" : fare.toFixed(3),
      score: chance.toFixed(4),
      clicked: Number(truth),
      cart: Number(next() < carts),
    }
    return Object.entries(cells).filter(([name]) => name !== incident.without)
  })
  return [lines[0].map(([name]) => name), ...lines.map((cells) => cells.map(([, value]) => value))]
    .map((cells) => cells.join(","))
    .join("\n")
}

const rules = (all: typeof preset) => `alerts:
  rules:
${all.map(({ name, when, severity }) => `    - { name: ${name}, when: ${JSON.stringify(when)}, severity: ${severity} }`).join("\n")}
`
const config = `measure: [psi]
target: clicked
prediction: score
latency: latency
error: failed
gpu_oom: gpu_oom
metrics:
  add_to_cart: { column: cart, kind: rate }
${rules(preset)}`

/** The rules that are open after this night; what is no rule of the preset, and what follows of it, is said as well. */
async function fired(incident: Incident, seed = 2): Promise<string[]> {
  const folder = files.path(`reports-${String(seed)}-${JSON.stringify(incident).replace(/\W/g, "")}`)
  const path = files.write("driftcheck.yaml", config)
  const reference = files.write("ref.csv", table(1))
  const current = files.write("cur.csv", table(seed, incident))
  await runCli(["compare", reference, current, "--config", path, "-o", folder, "--quiet"])
  const { stdout, stderr } = await runCli(["alert", folder, "--config", path])
  expect(stderr).toBe("")
  return Array.from(stdout.matchAll(/^ {2}(\w+) \(/gm), ([, rule]) => rule)
}

describe("a rule of the preset fires at its incident:", () => {
  const incidents: [string, Incident][] = [
    ["high_error_rate", { errors: 0.03 }],
    ["p99_latency_spike", { slow: 0.03 }],
    ["gpu_oom", { oom: 1 }],
    ["null_rate_spike", { missing: 0.12 }],
    ["schema_mismatch", { without: "fare" }],
    ["feature_drift", { feature: 3 }],
    ["prediction_drift", { score: 0.2 }],
    ["auc_regression", { trust: 0.4 }],
    ["proxy_metric_drop", { carts: 0.2 }],
  ]
  test("every rule has one", () => {
    expect(incidents.map(([rule]) => rule)).toEqual(preset.map(({ name }) => name))
  })

  test.each(incidents)("%s", async (rule, incident) => {
    expect(await fired(incident)).toContain(rule)
  })
})

test("the preset is quiet where nothing changed", async () => {
  for (const seed of [2, 3, 4]) expect(await fired({}, seed)).toEqual([])
})

const pairs = ["nodrift", "periods_flights", "carloan"]
test.each(pairs)(
  "the preset is quiet on the calm side of the real pair %s, and says what nothing measures",
  async (name) => {
    // carloan drifts: its reference is held to itself.
    const sides = ["ref", name === "carloan" ? "ref" : "cur"].map((side) => `fixtures/data/${name}_${side}.parquet`)
    const path = files.write("real.yaml", `measure: [psi]\n${rules(preset.slice(0, -1))}`)
    const folder = files.path(name)
    await runCli(["compare", ...sides, "--config", path, "-o", folder, "--quiet"])
    const { stdout } = await runCli(["alert", folder, "--config", path])
    expect(stdout).toMatch(
      /^No alert is open\.\nNot measured in the newest run: high_error_rate \(error_rate\), .*gpu_oom \(gpu_oom_count\)/,
    )
  },
)
