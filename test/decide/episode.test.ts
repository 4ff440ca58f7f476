import { describe, expect, test } from "vitest"
import { episodeOf, executedBefore, rejectionOf } from "../../src/decide/episode.js"
import type { Action, Execution, HistoryRun, VerdictStatus } from "../../src/model.js"
import { historyRun } from "../helpers/history.js"

const execution = (action: Action, status: Execution["status"] = "done"): Execution => ({
  ...{ action, status, at: "2026-11-23T02:16:00.000Z", detail: null, log: "decisions/log" },
})
/** A night with its decision, and what was executed; null: nothing was decided. */
const night = (i: number, action: Action | null, executed: Execution[] = []): HistoryRun =>
  historyRun(i, [], action === null ? {} : { decision: { action, executed } })
const nights = (...actions: (Action | null)[]) => actions.map((action, i) => night(i, action))
const gate = (i: number, status: VerdictStatus) => historyRun(i, [], { kind: "gate", status })

describe("an episode", () => {
  const lengthOf = (runs: HistoryRun[], action: Action) => episodeOf(runs, action).length

  test("of an action that somebody has to take goes back to the last mild decision", () => {
    expect(lengthOf(nights("retrain_now", "monitor", "queue_retrain", "rollback"), "retrain_now")).toBe(2)
    expect(lengthOf(nights("retrain_now", "none"), "retrain_now")).toBe(0)
    expect(lengthOf([], "rollback")).toBe(0)
  })

  test("of a mild one goes back to the last night with none", () => {
    expect(lengthOf(nights("none", "watch", "monitor", "rollback"), "monitor")).toBe(3)
  })

  test("passes over nights that nothing was decided on", () => {
    expect(lengthOf(nights("retrain_now", null, "retrain_now"), "retrain_now")).toBe(2)
  })
})

describe("an action", () => {
  const run = night(5, "retrain_now")

  test("is executed once in its episode, another action of it as well", () => {
    const earlier = [night(0, "retrain_now", [execution("retrain_now")]), ...nights("queue_retrain")]
    expect(executedBefore(run, earlier, "retrain_now")?.run).toBe(earlier[0].run)
    expect(executedBefore(run, earlier, "rollback")).toBeNull()
  })

  test("is executed again in the next episode", () => {
    const earlier = [night(0, "retrain_now", [execution("retrain_now")]), night(1, "monitor")]
    expect(executedBefore(run, earlier, "retrain_now")).toBeNull()
  })

  test("whose end nobody knows is not executed again; one that failed is, but for the same run", () => {
    const before = (status: Execution["status"]) => [night(0, "retrain_now", [execution("retrain_now", status)])]
    expect(executedBefore(run, before("begun"), "retrain_now")?.execution.status).toBe("begun")
    expect(executedBefore(run, before("failed"), "retrain_now")).toBeNull()
    const own = night(5, "retrain_now", [execution("retrain_now", "failed")])
    expect(executedBefore(own, [], "retrain_now")?.execution.status).toBe("failed")
  })
})

describe("a rejected challenger", () => {
  const run = night(5, "retrain_now")

  test("counts where it was rejected after this episode asked for it", () => {
    const asked = [night(2, "none"), night(3, "retrain_now")]
    expect(rejectionOf(run, asked, [gate(4, "reject")])?.run).toBe(gate(4, "reject").run)
    expect(rejectionOf(run, asked, [gate(1, "reject")])).toBeNull()
    expect(rejectionOf(run, [], [gate(4, "reject")])).toBeNull()
    expect(rejectionOf(run, [], [gate(6, "reject")])).not.toBeNull()
  })

  test("counts no longer when another was promoted or left open", () => {
    const asked = [night(3, "retrain_now")]
    expect(rejectionOf(run, asked, [gate(4, "reject"), gate(4.5, "undecided")])).toBeNull()
  })
})
