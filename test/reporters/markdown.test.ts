import { expect, test } from "vitest"
import markdown from "../../src/reporters/markdown.js"
import { errorReport, hostileReport, options, sampleReport } from "../helpers/sample-report.js"

test("drifted columns come furthest first, with the comparison that decided", () => {
  const text = markdown.render(sampleReport(), options)
  const ratios = Array.from(text.matchAll(/\| (\d+(?:\.\d+)?)× \|/g), ([, times]) => Number(times))
  expect(ratios).toHaveLength(10)
  expect(ratios).toEqual([...ratios].sort((a, b) => b - a))
  expect(text).toMatch(
    /^\| interest_rate \| numeric \| Median 10\.8 → 14\.6 \(\S+%\) \| \w+ \| [\d.]+ ≥ [\d.]+ \| [\d.]+× \|$/m,
  )
})

test("the schema's changes and the doubts about the data are told", () => {
  const text = markdown.render({ ...sampleReport(), warnings: ["Reference: *odd*"] }, options)
  expect(text).toContain("| removed | legacy_score | only in reference |")
  expect(text).toContain("| added | partner_id | only in current |")
  expect(text).toContain("| retyped | open_accounts | int32 → int64; compared all the same |")
  expect(text).toContain("> Reference: \\*odd\\*")
})

test("names read as they are, without entities", () => {
  const [column] = sampleReport().columns
  const text = markdown.render({ ...sampleReport(), columns: [{ ...column, name: "arr_delay" }] }, options)
  expect(text).toMatch(/\| arr\\?_delay \|/)
  expect(text).not.toMatch(/&#?\w+;/)
})

test("a column that broke says why", () => {
  expect(markdown.render(errorReport(), options)).toContain(
    "| age | numeric | page 3 of column age is cut short | Error |  |  |",
  )
})

test("hostile names stay text, and every table keeps its shape", () => {
  const text = markdown.render(hostileReport(), { ...options, all: true })
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(text.replace(/`<b>ref`/g, "")).not.toMatch(/[\u0000-\u0008\u001b\u202e]|</)
  const widths = new Set(
    text
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => line.split("|").length),
  )
  expect([...widths].sort()).toEqual([5, 6, 8])
})

test("only what would be markup is escaped, so that a mail reads as the page does", () => {
  const said = (message: string) =>
    markdown
      .render({ ...sampleReport(), warnings: [message] }, options)
      .split("\n")
      .at(-2)
  expect(said("KS p (adjusted) <0.0001 in dep_delay, 5 & 7, a-b + c! {x}")).toBe(
    "> KS p (adjusted) <0.0001 in dep_delay, 5 & 7, a-b + c! {x}",
  )
  expect(said("_a_ __b__ *c* ~d~ `e` [f](g) |h| #1 @i")).toBe(
    "> \\_a\\_ \\_\\_b\\_\\_ \\*c\\* \\~d\\~ \\`e\\` \\[f\\]\\(g) \\|h\\| \\#1 \\@i",
  )
  expect(said("<b>x</b> &lt;i&gt; <!-- y")).toBe("> &lt;b>x&lt;/b> &amp;lt;i&amp;gt; &lt;!-- y")
  for (const [first, shown] of [
    ["- a", "\\- a"],
    ["+ a", "\\+ a"],
    ["> a", "\\> a"],
    ["1. a", "1\\. a"],
    ["12) a", "12\\) a"],
    ["    a", "a"],
  ])
    expect(said(first)).toBe(`> ${shown}`)
})

test("a report that somebody forged brings no markup, whichever field it is in", () => {
  const forged = "<img src=x>|**b**[l](u)`c`"
  const report = sampleReport()
  const columns = report.columns.map((column) => ({
    ...column,
    ...{ type: forged, reason: forged, ...(column.method === null ? {} : { method: forged }) },
    ...("effect" in column && column.effect !== null ? { effect: { ...column.effect, method: forged } } : {}),
  })) as unknown as typeof report.columns
  const checks = report.checks.map((check) => ({ ...check, id: forged, message: forged }))
  const methods = report.methods.map((method) => ({ ...method, title: forged, short_title: forged }))
  const text = markdown.render(
    {
      ...{ ...report, columns, checks, methods, warnings: [forged] },
      reference: { ...report.reference, label: forged },
      verdict: { ...report.verdict, reasons: [forged] },
    },
    { ...options, all: true },
  )
  // A label stands in a span of code, where nothing is markup.
  expect(text.replace(/``.*?``/g, "")).not.toMatch(/<img|\*\*b|\]\(|`c`/)
})
