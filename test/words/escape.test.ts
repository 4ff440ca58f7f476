import { expect, test } from "vitest"
import {
  cutEnd,
  cutMiddle,
  html,
  isolated,
  nameHtml,
  nameText,
  readable,
  slugs,
  visible,
} from "../../src/words/escape.js"

test("control characters and those that steer the reading direction are spelt out", () => {
  expect(visible("\u001b[31mred\u0000")).toBe("\\x1b[31mred\\x00")
  expect(visible("a\nb\tc\rd")).toBe("a\\nb\\tc\\rd")
  expect(visible("\u009b\u007f")).toBe("\\x9b\\x7f")
  expect(visible("\u202egnp.exe\u2066\u2069\u200f")).toBe("\\u202egnp.exe\\u2066\\u2069\\u200f")
  expect(visible("a\u200bb\ufeff")).toBe("a\\u200bb\\ufeff")
  expect(visible("soft\u00adhyphen \u034f\u115f\u180e")).toBe("soft\\xadhyphen \\u034f\\u115f\\u180e")
  expect(visible("tag\u{e0041}ged x\ufe0f\u{e0100}")).toBe("tag\\u{e0041}ged x\\ufe0f\\u{e0100}")
  expect(visible("half \ud83d of a pair")).toBe("half \\ud83d of a pair")
})

test("letters of every script and joined emoji stay as they are", () => {
  for (const text of ["naïve", "表_列", "שלום", "👩‍👩‍👧", "\u2764\ufe0f", "1\ufe0f\u20e3", "می‌خواهم", "{{x}}"])
    expect(visible(text)).toBe(text)
})

test("every string of a value becomes readable, whatever it is called", () => {
  const value = { name: "\u0007", list: ["\u0007", 1, null], nested: { __x: "\u0007" }, ok: true }
  expect(readable(value)).toEqual({ name: "\\x07", list: ["\\x07", 1, null], nested: { __x: "\\x07" }, ok: true })
  const hostile: unknown = JSON.parse('{"__proto__": {"polluted": "\\u0007"}}')
  expect(Object.keys(readable(hostile) as object)).toEqual(["__proto__"])
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined()
})

test("markup becomes text", () => {
  expect(html(`<a href="x" onclick='y'>&\`</a>`)).toBe(
    "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&#96;&lt;/a&gt;",
  )
})

test("right-to-left runs are set apart, so that figures after them keep their order", () => {
  expect(isolated("שלום עולם 57.1% → 10.0%")).toBe("\u2068שלום עולם\u2069 57.1% → 10.0%")
  expect(isolated("plain")).toBe("plain")
})

test("names are cut in the middle by letters, not by halves of them", () => {
  expect(cutMiddle("abcdefghij", 10)).toBe("abcdefghij")
  expect(cutMiddle("abcdefghijk", 7)).toBe("abc…ijk")
  expect(cutMiddle("abcdefghijk", 7, "..")).toBe("abc..jk")
  expect(cutMiddle("🧪🧪🧪🧪🧪", 3)).toBe("🧪…🧪")
  expect(cutEnd("abcdef", 4)).toBe("abc…")
  expect(nameText("", 5)).toBe('""')
})

test("a name in HTML breaks after its separators and shows all of itself as a title when cut", () => {
  expect(nameHtml("interest_rate")).toBe("<bdi>interest_<wbr>rate</bdi>")
  expect(nameHtml("a/b.c-d_")).toBe("<bdi>a/<wbr>b.<wbr>c-<wbr>d_</bdi>")
  expect(nameHtml("<b>")).toBe("<bdi>&lt;b&gt;</bdi>")
  expect(nameHtml("")).toBe("<bdi>&quot;&quot;</bdi>")
  const long = nameHtml("x".repeat(300))
  expect(long).toContain(`title="${"x".repeat(300)}"`)
  expect(long).toContain(`>${"x".repeat(40)}…${"x".repeat(39)}<`)
})

test("slugs are unique, plain, and never empty", () => {
  expect(
    slugs(["Interest Rate", "interest_rate", "interest-rate-2", "", "表", "__proto__", "Größe", "a".repeat(99)]),
  ).toEqual([
    "c-interest-rate",
    "c-interest-rate-2",
    "c-interest-rate-2-2",
    "c-column",
    "c-column-2",
    "c-proto",
    "c-gro-e",
    `c-${"a".repeat(48)}`,
  ])
})
