import { describe, expect, test } from "vitest"
import { evaluate, type Evaluation } from "../../src/alerts/evaluate.js"
import { facts } from "../../src/alerts/figures.js"
import { alertPlan, type AlertsConfig } from "../../src/alerts/plan.js"
import { sendAll } from "../../src/alerts/send.js"
import type { Sink } from "../../src/alerts/sink.js"
import { emptyState, type AlertState } from "../../src/alerts/state.js"
import { compileWhen } from "../../src/alerts/when.js"
import type { AlertFigure, AlertMessage, HistoryRun } from "../../src/model.js"
import { historyColumn, historyRun } from "../helpers/history.js"

const known = new Map([
  ["psi", null],
  ["null_rate", "share" as const],
  ["error_rate", "share" as const],
])
const base: AlertsConfig = {
  rules: [
    { name: "feature_drift", when: "psi > 0.2" },
    { name: "null_rate_spike", when: "null_rate > 5%" },
    { name: "schema_mismatch", when: "schema_error", severity: "critical" },
    { name: "missing_runs", when: "no_answer", for: 3, severity: "critical" },
    { name: "odd_errors", when: "outside_band(error_rate)" },
  ],
  sinks: new Map([
    ["team", { kind: "webhook", url: "https://hooks.example/team" }],
    ["page", { kind: "pagerduty", key_env: "KEY" }],
  ]),
  routes: { info: [], warning: ["team"], critical: ["team", "page"] },
}

/** What a night brings: figures beyond the calm ones, or no answer. */
type Night =
  { psi?: Record<string, number>; nulls?: Record<string, number>; schema?: true; errors?: number } | "no answer"

function nightRun(i: number, night: Night): { run: HistoryRun; figures: AlertFigure[] } {
  const failed = night === "no answer"
  const errors = failed ? null : (night.errors ?? 0.01 + ((i * 7) % 5) / 10_000)
  const run = historyRun(i, failed ? [] : [historyColumn("a", 0.2)], {
    ...(failed ? { status: "no_verdict", exit_code: 2 } : {}),
    metrics:
      errors === null ? [] : [{ id: "error_rate", labels: {}, value: errors, low: null, high: null, status: "pass" }],
  })
  const of = (name: string, values: Record<string, number> = {}) =>
    Object.entries(values).map(([subject, value]): AlertFigure => ({
      name,
      subject,
      value,
      reference: null,
      unit: null,
    }))
  const fact = (name: string, value: boolean): AlertFigure => ({
    name,
    subject: "",
    value: Number(value),
    reference: null,
    unit: "count",
  })
  return {
    run,
    figures: [
      fact("no_answer", failed),
      fact("schema_error", !failed && night.schema === true),
      ...(failed
        ? []
        : [...of("psi", { a: 0.02, b: 0.05, ...night.psi }), ...of("null_rate", { a: 0.001, ...night.nulls })]),
    ],
  }
}

/** What each sink gets, night for night: "team: flights: feature_drift [opened feature_drift]". */
class Month {
  private state: AlertState = emptyState
  private readonly runs: HistoryRun[] = []
  private readonly figures = new Map<string, AlertFigure[]>()
  readonly down = new Set<string>()

  constructor(private readonly config: AlertsConfig = base) {}

  add(night: Night): this {
    const { run, figures } = nightRun(this.runs.length, night)
    this.runs.push(run)
    this.figures.set(run.run, figures)
    return this
  }

  /** Evaluates the newest run as `driftcheck alert` does, and sends; `killedAfter` deliveries nothing more is kept or sent. */
  async alert(killedAfter = Infinity): Promise<string[]> {
    const plan = alertPlan(this.config, "flights")
    const rules = plan.rules.map((rule) => ({ rule, when: compileWhen(rule.when, known, facts) }))
    const evaluation: Evaluation = {
      runs: this.runs,
      figuresOf: (run) => this.figures.get(run) ?? null,
      rules,
      plan,
      everyRun: new Set(),
    }
    const sent: string[] = []
    const sink = (name: string): Sink => ({
      meta: { title: name, needs: [] },
      deliveries: (message) => [{ kind: "line", text: `${name}: ${inWords(message)}` }],
    })
    const line = (text: string) => {
      if (sent.length >= killedAfter) throw new Error("killed")
      if (this.down.has(text.split(":")[0])) throw new Error("down")
      sent.push(text)
    }
    // The state is kept before anything is sent, and after each delivery.
    this.state = evaluate(this.state, evaluation)
    const sinks = new Map([
      ["webhook", sink("team")],
      ["pagerduty", sink("page")],
    ])
    const sending = { plan, sinks, io: { line, environment: {} } }
    await sendAll(this.state, sending, (now) => (this.state = now)).catch((error: unknown) => {
      if ((error as Error).message !== "killed" && (error as Error).message !== "down") throw error
    })
    return sent
  }

  async night(night: Night): Promise<string[]> {
    return this.add(night).alert()
  }
}

const inWords = ({ title, parts }: AlertMessage) =>
  `${title} [${parts.map(({ kind, rule, what }) => `${kind} ${rule}${what === "" ? "" : ` (${what})`}`).join("; ")}]`

const calm: Night = {}

describe("a month of nights", () => {
  test("tells each incident once, led by its cause, and its end", async () => {
    const month = new Month()
    for (let i = 0; i < 16; i++) expect(await month.night(calm)).toEqual([])
    // The feed breaks: everything that follows of it is one message, led by the schema.
    expect(await month.night({ schema: true, psi: { a: 0.9, b: 0.3 }, nulls: { a: 0.4 } })).toEqual([
      "team: flights: schema_mismatch and 2 more [opened schema_mismatch (schema_error); opened null_rate_spike (null_rate 0.400 in a); opened feature_drift (psi 0.900 in a, psi 0.300 in b)]",
      "page: flights: schema_mismatch [opened schema_mismatch (schema_error)]",
    ])
    expect(await month.night({ schema: true, psi: { a: 0.9, b: 0.3 }, nulls: { a: 0.4 } })).toEqual([])
    expect(await month.night({ psi: { a: 0.9 } })).toEqual([
      "team: flights: schema_mismatch is over and 1 more [resolved schema_mismatch (schema_error); resolved null_rate_spike (null_rate 0.400 in a)]",
      "page: flights: schema_mismatch is over [resolved schema_mismatch (schema_error)]",
    ])
    expect(await month.night(calm)).toEqual([
      "team: flights: feature_drift is over [resolved feature_drift (psi 0.900 in a)]",
    ])
    // A rate that no fixed limit would find.
    expect(await month.night({ errors: 0.013 })).toEqual([
      "team: flights: odd_errors [opened odd_errors (error_rate 0.0130)]",
    ])
    expect(await month.night(calm)).toHaveLength(1)
    // A night without a file resolves and opens nothing; three in a row page.
    expect(await month.night("no answer")).toEqual([])
    expect(await month.night("no answer")).toEqual([])
    expect(await month.night("no answer")).toEqual([
      "team: flights: missing_runs [opened missing_runs (no_answer)]",
      "page: flights: missing_runs [opened missing_runs (no_answer)]",
    ])
    expect(await month.night(calm)).toHaveLength(2)
  })

  test("is silent in a deployment window and over a seasonal weekend", async () => {
    const night = (i: number) => historyRun(i, []).created_at
    const silences = [
      {
        reason: "deployment",
        from: night(2).slice(0, 16).replace("T", " "),
        until: night(3).slice(0, 16).replace("T", " "),
      },
      { reason: "weekend", columns: ["a"], weekdays: ["sat", "sun"] as const },
    ]
    const month = new Month({ ...base, silences })
    const told: string[] = []
    // Night 0 is Sunday, 25 October 2026: night 6 and 7 are a weekend.
    for (let i = 0; i < 9; i++)
      for (const text of await month.night(
        i === 2 ? { schema: true } : i === 6 || i === 7 ? { psi: { a: 0.5 } } : calm,
      ))
        told.push(`${i} ${text}`)
    expect(told).toEqual([])
    expect(await month.night({ psi: { a: 0.5 } })).toHaveLength(1)
  })

  test("tells what it could not send when the sink is back, in order and once", async () => {
    const month = new Month()
    await month.night(calm)
    month.down.add("team")
    expect(await month.night({ psi: { a: 0.5 } })).toEqual([])
    expect(await month.night(calm)).toEqual([])
    month.down.clear()
    expect(await month.night(calm)).toEqual([
      "team: flights: feature_drift [opened feature_drift (psi 0.500 in a)]",
      "team: flights: feature_drift is over [resolved feature_drift (psi 0.500 in a)]",
    ])
    expect(await month.night(calm)).toEqual([])
  })

  test("killed between two deliveries, the next run sends the rest and nothing twice", async () => {
    const month = new Month()
    await month.night(calm)
    expect(await month.add({ schema: true }).alert(1)).toEqual([
      "team: flights: schema_mismatch [opened schema_mismatch (schema_error)]",
    ])
    expect(await month.alert()).toEqual(["page: flights: schema_mismatch [opened schema_mismatch (schema_error)]"])
    expect(await month.alert()).toEqual([])
  })

  test("killed before it evaluated, the next run tells both nights as one", async () => {
    const month = new Month()
    await month.night(calm)
    month.add({ psi: { a: 0.5 } })
    expect(await month.night({ psi: { a: 0.5 }, nulls: { a: 0.2 } })).toEqual([
      "team: flights: null_rate_spike and 1 more [opened null_rate_spike (null_rate 0.200 in a); opened feature_drift (psi 0.500 in a)]",
    ])
    // What began and ended unseen is not told.
    month.add(calm)
    expect(await month.night({ psi: { a: 0.5 }, nulls: { a: 0.2 } })).toEqual([])
  })

  test("tells a slow drift when it passes its limit, and again after a week", async () => {
    const month = new Month()
    const told: string[] = []
    for (let i = 0; i < 20; i++)
      for (const text of await month.night({ psi: { b: 0.02 * i } }))
        told.push(`${i} ${text.split(" [")[1].split(" ")[0]}`)
    expect(told).toEqual(["11 opened", "17 repeated"])
  })
})
