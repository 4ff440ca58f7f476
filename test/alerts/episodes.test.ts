import { describe, expect, test } from "vitest"
import { afterRun, type JudgedRun } from "../../src/alerts/episodes.js"
import type { AlertRule, Episode, Silence } from "../../src/model.js"
import { alertRule, firedSubject } from "./rules.js"

/** A night a letter: the subjects that the rule holds for; "." none, "?" no answer. Gives what each night tells: "opened a". */
function told(nights: string, { rule = alertRule(), silences = [] as Silence[], acknowledgedOn = -1 } = {}): string[] {
  let episodes: Episode[] = []
  return nights.split(" ").map((night, i) => {
    const after = afterRun(episodes, runOf(night, i, rule), [rule], silences)
    episodes = after.episodes.map((episode) =>
      i === acknowledgedOn ? { ...episode, acknowledged: { by: "ada", why: "on it", at: dayOf(i) } } : episode,
    )
    return after.events
      .map(({ kind, episode }) => `${kind} ${episode.subjects.map(({ subject }) => subject).join("")}`)
      .join("; ")
  })
}

const dayOf = (i: number) => new Date(Date.UTC(2026, 10, 2 + i, 2)).toISOString()

function runOf(night: string, i: number, rule: AlertRule): JudgedRun {
  const subjects = /^[.?]$/.test(night) ? [] : Array.from(night, (letter) => firedSubject(letter))
  return {
    run: `night ${i}`,
    created_at: dayOf(i),
    answered: night !== "?",
    firings: subjects.length > 0 ? [{ rule: rule.name, subjects }] : [],
  }
}

const silence = (more: Partial<Silence>): Silence => ({
  rules: [],
  subjects: [],
  from: null,
  until: null,
  weekdays: [],
  reason: "deployment",
  ...more,
})

describe("an episode", () => {
  test("opens once, says what joins it, and resolves", () => {
    expect(told(". a a ab b . .")).toEqual(["", "opened a", "", "widened ab", "", "resolved b", ""])
  })

  test("opens anew after it was resolved", () => {
    expect(told("a . a")).toEqual(["opened a", "resolved a", "opened a"])
  })

  test("is not ended by a run without an answer", () => {
    expect(told("a ? a .")).toEqual(["opened a", "", "", "resolved a"])
  })

  test("waits until the rule has held in as many runs in a row as it asks for", () => {
    const rule = alertRule({ for: 2 })
    expect(told("a . a a .", { rule })).toEqual(["", "", "", "opened a", "resolved a"])
  })

  test("is told again after 7, 14 and 28 runs", () => {
    const nights = told(Array(30).fill("a").join(" "))
    const days = nights.flatMap((night, i) => (night === "repeated a" ? [i + 1] : []))
    expect(days).toEqual([7, 14, 28])
  })

  test("of information alone tells its beginning and its end", () => {
    const nights = told(`a ab ${"abc ".repeat(8)}.`, { rule: alertRule({ severity: "info" }) })
    expect(nights.filter((night) => night !== "")).toEqual(["opened a", "resolved abc"])
  })

  test("that somebody acknowledged only tells its end", () => {
    expect(told(`a ab ${"abc ".repeat(8)}.`, { acknowledgedOn: 0 }).filter((night) => night !== "")).toEqual([
      "opened a",
      "resolved abc",
    ])
  })

  test("keeps what its rule says to do about it, until its end", () => {
    const rule = alertRule({ action: "rollback", for: 2 })
    let episodes: Episode[] = []
    const kept = ["a", "a", "."].map((night, i) => {
      episodes = afterRun(episodes, runOf(night, i, rule), [rule]).episodes
      return episodes.map(({ status, action }) => `${status} ${String(action)}`)
    })
    expect(kept).toEqual([["pending rollback"], ["open rollback"], ["resolved rollback"]])
  })

  test("whose rule was taken away ends", () => {
    const rule = alertRule()
    const { episodes } = afterRun([], runOf("a", 0, rule), [rule])
    const after = afterRun(episodes, runOf("a", 1, rule), [alertRule({ name: "another" })])
    expect(after.events.map(({ kind, episode }) => `${kind} ${episode.rule}`)).toEqual(["resolved feature_drift"])
  })
})

describe("a silence", () => {
  test("keeps an alert from opening, by weekday", () => {
    // Night 0 is a Monday.
    const silences = [silence({ weekdays: [5, 6] })]
    expect(told(". . . . . a a . .", { silences }).join("")).toBe("")
    expect(told(". . . . . a a a .", { silences })).toEqual(["", "", "", "", "", "", "", "opened a", "resolved a"])
  })

  test("of a column leaves the others", () => {
    expect(told("a ab .", { silences: [silence({ subjects: ["a"] })] })).toEqual(["", "opened b", "resolved b"])
  })

  test("of another rule, or at another time, changes nothing", () => {
    expect(told("a", { silences: [silence({ rules: ["another"] })] })).toEqual(["opened a"])
    expect(told("a a", { silences: [silence({ until: dayOf(1) })] })).toEqual(["", "opened a"])
    expect(told("a", { silences: [silence({ from: dayOf(1) })] })).toEqual(["opened a"])
  })

  test("holds an open episode without a word, and lets it end after it", () => {
    const silences = [silence({ from: dayOf(1), until: dayOf(3) })]
    expect(told("a a . .", { silences })).toEqual(["opened a", "", "resolved a", ""])
  })
})
