import { createHash } from "node:crypto"
import { HtmlValidate } from "html-validate"
import { describe, expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import html from "../../src/reporters/html.js"
import {
  checksFailedReport,
  errorReport,
  hostileNames,
  hostileReport,
  noVerdictReport,
  quietReport,
  sampleReport,
  unreadableReport,
  wideReport,
} from "../helpers/sample-report.js"

const states: Record<string, () => Report> = {
  drift: sampleReport,
  "no drift": quietReport,
  "checks failed": checksFailedReport,
  "no verdict": noVerdictReport,
  "an unreadable file": unreadableReport,
  "an error in one column": errorReport,
  "hostile names": hostileReport,
  "many columns": () => wideReport(200),
}
const pages = new Map<string, string>()
for (const [name, make] of Object.entries(states)) pages.set(name, await html.render(make()))
const page = (name: string) => pages.get(name) ?? ""

describe.each([...pages])("the page of %s", (_, text) => {
  test("is valid HTML", async () => {
    const validator = new HtmlValidate({ extends: ["html-validate:standard"] })
    const report = await validator.validateString(text)
    const messages = report.results.flatMap(({ messages: found }) =>
      found.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId} ${message}`),
    )
    expect(messages.slice(0, 20)).toEqual([])
  })

  test("allows itself one style and one script, named by their hashes, and nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]
    const hash = (pattern: RegExp) => {
      const found = [...text.matchAll(pattern)]
      expect(found).toHaveLength(1)
      return `&#x27;sha256-${createHash("sha256")
        .update(found[0]?.[1] ?? "")
        .digest("base64")
        .replaceAll("=", "&#x3D;")}&#x27;`
    }
    expect(policy).toBe(
      `default-src &#x27;none&#x27;; style-src ${hash(/<style>([\s\S]*?)<\/style>/g)}; script-src ${hash(/<script>([\s\S]*?)<\/script>/g)}; base-uri &#x27;none&#x27;; form-action &#x27;none&#x27;`,
    )
  })

  test("has no inline style, no handler, no address to fetch", () => {
    const tags = text.replace(/<(style|script)>[\s\S]*?<\/\1>/g, "").match(/<[a-z][^>]*>/g) ?? []
    expect(tags.length).toBeGreaterThan(20)
    for (const tag of tags) {
      expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/ style=| on[a-z]+=| src=/)
      expect(/ href="([^"]*)"/.exec(tag)?.[1] ?? "#").toMatch(/^#/)
    }
  })

  test("has ids once each and links to those only", () => {
    const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, target] of text.matchAll(/ href="#([^"]*)"/g)) expect(ids).toContain(target)
  })
})

test("hostile names and values are text: no tag of theirs, no control character", () => {
  const text = page("hostile names")
  const body = text.slice(text.indexOf("<body>"))
  expect(body.match(/<script/g)).toHaveLength(1)
  expect(body).not.toMatch(/<img|<marquee|<b>ref|<i>|<u>/)
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  expect(text.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  for (const name of hostileNames.slice(2, 5)) expect(body.replaceAll("<wbr>", "")).toContain(name)
})

test("the page of thirty-two columns is under 300 KB, of a thousand under 2 MB", async () => {
  expect(Buffer.byteLength(page("drift"))).toBeLessThan(300_000)
  expect(Buffer.byteLength(await html.render(wideReport(1000)))).toBeLessThan(2_000_000)
})

test("failed checks are named in the verdict and lead to what was found", () => {
  const [, line = ""] = /<p class="sub">(\d+ data quality checks? failed[^]*?)<\/p>/.exec(page("drift")) ?? []
  const [, ...targets] = line.split('<a href="#')
  expect(targets.length).toBeGreaterThan(0)
  for (const target of targets) expect(page("drift")).toContain(`id="${target.split('"')[0]}"`)
})

test("sections without content are left out with their links", () => {
  const text = page("no verdict")
  for (const id of ["columns", "quality", "outcomes"]) expect(text).not.toContain(`"#${id}"`)
  expect(text).toContain('href="#setup"')
})

test("the same report gives the same page", async () => {
  expect(await html.render(sampleReport())).toBe(page("drift"))
})
