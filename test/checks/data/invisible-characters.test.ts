import { describe, expect, it } from "vitest"
import check from "../../../src/checks/data/invisible-characters.js"
import { noEvidence } from "../../../src/evidence/check-evidence.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions } from "../../../src/options/options.js"
import { countInvisible } from "../../../src/stats/invisible.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { inputOf } from "../test-check.js"

/** What it says of 500 texts a side, of which so many hold a zero-width space. */
function say(before: number, after: number) {
  const side = (marked: number) => countInvisible(["Rome", "Rome\u200b"], [500 - marked, marked])
  const column = base("x", { type: "text", reference: summaryOf({ rows: 500 }), current: summaryOf({ rows: 500 }) })
  const invisible = { reference: side(before), current: side(after) }
  const input = { ...inputOf([column]), evidence: new Map([["x", { ...noEvidence, invisible }]]) }
  return runChecks(new Map([["invisible-characters", check]]), input, defaultOptions)[0]
}

describe("invisible-characters", () => {
  it("warns of new ones and names them", () => {
    expect(say(0, 40)).toMatchObject({ status: "warn", value: 0.08 })
    expect(say(0, 40).message).toBe("40 texts hold characters that nobody sees (8.0%): U+200B, 0.0% in reference")
  })

  it("is quiet where the reference holds as many, or chance may have brought them", () => {
    expect(say(60, 66).status).toBe("pass")
    expect(say(0, 3).status).toBe("pass")
    expect(say(0, 0).message).toMatch(/^No text holds/)
  })

  it("takes joiners of emoji, marks of Persian and Hebrew, tabs and line ends for what they are", () => {
    const fine = ["👩\u200d🔬", "می\u200cخواهم", "שלום\u200f!", "a\tb\r\nc", "❤\ufe0f", "e\u0301", "no\u00a0break"]
    expect(countInvisible(fine, new Array<number>(fine.length).fill(1)).rows).toBe(0)
    const not = ["\ufeffid", "soft\u00adhyphen", "a\u0000", "\u202eabc", "x\u2060y", "bell\u0007", "a\u200bb"]
    expect(countInvisible(not, new Array<number>(not.length).fill(1))).toMatchObject({ rows: not.length })
  })
})
