import { describe, expect, it } from "vitest"
import { holdToForm, learnForm } from "../../src/stats/text-form.js"
import { countKinds, textKind } from "../../src/stats/text-kinds.js"

const ones = (texts: readonly string[]) => texts.map(() => 1)
const learn = (texts: readonly string[]) => learnForm(texts, ones(texts))
const twenty = <T>(make: (i: number) => T) => Array.from({ length: 20 }, (_, i) => make(i))

describe("the form of texts", () => {
  it.each([
    ["email", (i: number) => `user.${i}@mail${i % 3}.example.org`],
    ["uuid", (i: number) => `3F2504E0-4F89-11D3-9A0C-0305E82C33${String(i).padStart(2, "0")}`],
    ["URL", (i: number) => `https://example.org/${i}?q=1`],
    ["IPv4 address", (i: number) => `10.0.${i}.1`],
    ["date", (i: number) => `2024-01-${String(i + 1).padStart(2, "0")}T00:00:00Z`],
    ["phone number", (i: number) => `+41 44 ${100 + i} 33 ${10 + i}`],
  ])("is known: %s", (name, make) => {
    expect(learn(twenty(make))?.name).toBe(name)
  })

  it.each<[string, (i: number) => string, string]>([
    ["letters, a sign, digits", (i) => `AB-${1000 + i}`, "[A-Z]{2}-\\d{4}"],
    ["digits of any length", (i) => `x${10 ** (i % 4) + i}`, "[a-z]\\d+"],
    ["capitals of one length", (i) => `A${String.fromCharCode(65 + i)}`, "[A-Z]{2}"],
    ["two shapes", (i) => (i % 2 ? `N${100 + i}A` : `N${100 + i}`), "[A-Z]\\d{3}[A-Z]|[A-Z]\\d{3}"],
    ["hashes", (i) => (0x9e3779b1 * (i + 1)).toString(16).slice(0, 7), "[0-9a-f]{7}"],
  ])("is learned: %s", (_, make, pattern) => {
    const form = learn(twenty(make))
    expect(form?.name).toBe("code")
    expect(form?.pattern.split("|").sort()).toEqual(pattern.split("|").sort())
  })

  it("is none for words, prose, few texts and no shared shape", () => {
    const words = ["Rome", "Paris", "Oslo"].flatMap((word) => twenty((i) => word + "a".repeat(i)))
    expect([
      learn(words),
      learn(twenty((i) => `a sentence of ${i} words`.repeat(i))),
      learn(["A-1", "A-2"]),
      learn([]),
      learn(twenty((i) => "a1".repeat(i))),
    ]).toEqual([null, null, null, null, null])
  })

  it("forgives one in a hundred, and tells the most common texts that break it", () => {
    const texts = [...twenty((i) => `A-${10 + i}`), "odd one", "other"]
    const counts = [...twenty(() => 20), 1, 3]
    const form = learnForm(texts, counts)!
    expect(form.pattern).toBe("[A-Z]-\\d{2}")
    expect(holdToForm(form, [...texts, "", "N/A"], [...counts, 9, 9])).toEqual({
      rows: 404,
      broken: 4,
      examples: [
        { value: "other", count: 3 },
        { value: "odd one", count: 1 },
      ],
    })
  })

  it("takes signs of regular expressions for themselves", () => {
    for (const sign of "\\^$.*+?()[]{}|/-#~&!") {
      const texts = twenty((i) => `A${sign}${10 + i}`)
      expect(holdToForm(learn(texts)!, [...texts, "Ax10"], ones([...texts, ""])).broken).toBe(1)
    }
  })
})

describe("what texts read like", () => {
  it("is a number, a date, true or false, or text; blank texts and words for missing are none", () => {
    const texts = ["-1.5e3", " 7 ", "2024-01-02", "2024-01-02 03:04:05.6+01:00", "TRUE", "12 kg", "", " ", "null"]
    expect(texts.map(textKind)).toEqual(["number", "number", "date", "date", "boolean", "text", null, null, null])
  })

  it("takes a code that overflows as a number for text", () => {
    expect(textKind("9E3315")).toBe("text")
  })

  it("is counted in rows, with the five most common of each", () => {
    const { rows, number, text, examples } = countKinds(
      ["1", "a", "b", "", "c", "d", "e", "f"],
      [5, 1, 2, 9, 3, 4, 5, 6],
    )
    expect({ rows, number, text }).toEqual({ rows: 26, number: 5, text: 21 })
    expect(examples.text).toEqual(["f", "e", "d", "c", "b"])
  })
})
