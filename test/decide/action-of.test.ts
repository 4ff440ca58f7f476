import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { actionOf } from "../../src/decide/action-of.js"
import { rankOf } from "../../src/decide/decide.js"
import type { Action } from "../../src/model.js"

interface Case {
  drift_on_key_features: boolean
  proxies: "ok" | "degraded" | "unknown"
  degradation: number | null
  action: Action
}
const { cases } = JSON.parse(readFileSync("fixtures/golden/decisions.json", "utf8")) as { cases: Case[] }
const words = { ok: "fine", degraded: "degraded", unknown: "unknown" } as const

describe("the table of decisions", () => {
  test.each(cases.map((each) => ({ ...each, name: JSON.stringify(each) })))("$name", (each) => {
    const { degradation, drift_on_key_features: drifted, proxies } = each
    expect(actionOf({ degradation, drifted, proxies: words[proxies] })).toBe(each.action)
  })

  test("has 54 cases", () => {
    expect(cases).toHaveLength(54)
  })

  test("takes 0.9 to 0.855 as 5 %, and 1 to 0.85 as 15 %, whatever floating point makes of them", () => {
    const calm = { drifted: false, proxies: "fine" } as const
    expect(actionOf({ ...calm, degradation: (0.9 - 0.855) / 0.9 })).toBe("retrain_now")
    expect(actionOf({ ...calm, degradation: (1 - 0.85) / 1 })).toBe("retrain_now")
    expect(actionOf({ ...calm, degradation: 0.05 - 1e-8 })).toBe("queue_retrain")
    expect(actionOf({ ...calm, degradation: 0.15 + 1e-8 })).toBe("rollback")
  })

  test("never grows milder as the model grows worse", () => {
    const shares = Array.from({ length: 401 }, (_, i) => -0.1 + i * 0.001)
    for (const drifted of [true, false])
      for (const proxies of Object.values(words)) {
        const ranks = shares.map((degradation) => rankOf(actionOf({ degradation, drifted, proxies })))
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b))
      }
  })
})
