import { expect, test } from "vitest"
import { alertFacts } from "../../src/alerts/facts.js"
import { ruleRecords } from "../../src/alerts/record.js"
import { emptyState, type AlertState } from "../../src/alerts/state.js"
import type { Action, Episode, Execution } from "../../src/model.js"
import { historyRun } from "../helpers/history.js"
import { firedSubject } from "./rules.js"

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 9, 1 + day, hour)).toISOString()
const word = { by: "ada", why: "known", at: at(0) }

/** An alert that opened on a day and was over so many hours later; null: it is open. */
function episode(rule: string, day: number, hours: number | null, more: Partial<Episode> = {}): Episode {
  const opened = at(day)
  return {
    ...{ rule, severity: "warning", since_run: opened, since: opened, last_run: opened, runs: 1, opened_at: opened },
    status: hours === null ? "open" : "resolved",
    resolved_at: hours === null ? null : at(day, hours),
    ...{ subjects: [firedSubject("carrier")], silenced: null, acknowledged: null, resolved_by: null, action: null },
    ...more,
  }
}
const state = (more: Partial<AlertState>): AlertState => ({ ...emptyState, began: at(0), ...more })

test("the record of a rule counts its alerts, a week, their median time and those that nobody acted on", () => {
  const ended = [2, 4, 9].map((day, i) => episode("psi", day, 24 * (i + 1)))
  const [psi, auc] = ruleRecords(
    state({
      ended: [...ended, episode("psi", 11, 48, { acknowledged: word }), episode("auc", 3, 24, { resolved_by: word })],
      episodes: [episode("psi", 13, null)],
    }),
    [],
    at(14),
  )
  expect(psi).toEqual({
    ...{ rule: "psi", severity: "warning", opened: 5, a_week: 2.5, hours_to_resolve: 48, ended: 4, unactioned: 3 },
    demote: false,
  })
  expect(auc).toMatchObject({ rule: "auc", opened: 1, a_week: 0.5, unactioned: 0, demote: false })
})

test("an alert whose own action was executed while it was open was acted on", () => {
  const executed = (action: Action, day: number, status: Execution["status"] = "done") =>
    historyRun(day, [], {
      decision: { action, executed: [{ action, status, at: at(day, 2), detail: null, log: "x" }] },
    })
  const ended = [2, 6, 10, 14, 18].map((day) => episode("auc", day, 24, { action: "rollback" }))
  const runs = [
    executed("rollback", 2),
    executed("monitor", 6),
    executed("rollback", 10, "failed"),
    executed("rollback", 16),
  ]
  expect(ruleRecords(state({ ended }), runs, at(30))[0]).toMatchObject({ ended: 5, unactioned: 4, demote: false })
  expect(ruleRecords(state({ ended }), [], at(30))[0]).toMatchObject({ unactioned: 5, demote: true })
})

test("a rule is proposed for demotion where more than 80 % of at least five alerts went unactioned", () => {
  const demoted = (ended: Episode[]) => ruleRecords(state({ ended }), [], at(30))[0]?.demote
  const nobody = (n: number, more: Partial<Episode> = {}) =>
    Array.from({ length: n }, (_, i) => episode("psi", i, 24, more))
  expect(demoted(nobody(4))).toBe(false)
  expect(demoted(nobody(5))).toBe(true)
  expect(demoted([...nobody(4), episode("psi", 9, 24, { acknowledged: word })])).toBe(false)
  expect(demoted([...nobody(5), episode("psi", 9, 24, { acknowledged: word })])).toBe(true)
  expect(demoted(nobody(9, { severity: "info" }))).toBe(false)
})

test("what opened more than 90 days ago is no longer counted", () => {
  const old = state({ began: at(0), ended: [episode("psi", 1, 24), episode("psi", 50, 24)] })
  expect(ruleRecords(old, [], at(100))).toMatchObject([{ opened: 1, a_week: 7 / 90 }])
})

test("pages get open alerts first, then what ended, and silences that are not over", () => {
  const silence = { rules: [], subjects: [], from: null, weekdays: [], reason: "deployment" }
  const facts = alertFacts(
    state({
      episodes: [episode("psi", 13, null), { ...episode("later", 13, null), status: "pending" }],
      ended: [episode("auc", 3, 24), episode("rows", 5, 24)],
      silences: [{ ...silence, until: at(13) }],
      configured: [{ ...silence, until: null }],
    }),
    [],
    at(14),
  )
  expect(facts?.episodes.map(({ rule, until }) => [rule, until])).toEqual([
    ["psi", null],
    ["rows", at(6)],
    ["auc", at(4)],
  ])
  expect(facts?.episodes[0]).toMatchObject({
    what: "psi 0.300 in carrier",
    figures: [{ name: "psi", subject: "carrier" }],
  })
  expect(facts?.silences.map(({ until }) => until)).toEqual([null])
  expect(alertFacts(emptyState, [], at(14))).toBe(null)
})
