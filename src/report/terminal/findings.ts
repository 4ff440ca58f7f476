import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import { cutEnd, nameText } from "../../words/escape.js"
import { plural } from "../../words/format.js"
import type { Style } from "./style.js"
import { findingGroups, type Finding } from "../findings.js"
import { sentence } from "./lines.js"

/** Groups of findings that a terminal shows without --all. */
const mostFindings = 10

/** Characters of a finding's message without --all: two lines of most terminals. */
const longestMessage = 160

/** The findings by column: of each the most telling one, with the names of the others; with --all each of them in a line. */
export function findings(context: Context, style: Style, options: RenderOptions): string[] {
  const { all } = options
  const { report, check } = context
  const { paint, signs } = style
  const groups = findingGroups(report)
  const shown = all ? groups : groups.slice(0, mostFindings)
  const rest = groups.slice(shown.length).flatMap((group) => group.findings).length
  const lines = [
    ...shown.flatMap((group) => groupLines(group.findings, style, options)),
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more finding")}. List them with --all.`)] : []),
  ]
  const passed = report.checks.filter(({ status }) => status === "pass")
  if (passed.length === 0) return lines
  if (!all) {
    return [...lines, paint.dim(`  ${plural(passed.length, lines.length > 0 ? "other check" : "check")} passed.`)]
  }
  const ids = [...new Set(passed.map(({ id }) => id))]
  const times = (id: string) => passed.filter((each) => each.id === id).length
  return [
    ...lines,
    ...ids.map((id) => paint.dim(`${signs.ok} passed  ${check(id).title} (${plural(times(id), "result")})`)),
  ]
}

/** The most telling finding and whatever else fails, each in a line; what only warns beside them by the names of its checks. */
function groupLines([first, ...others]: readonly Finding[], style: Style, options: RenderOptions): string[] {
  const { all } = options
  const whole = others.filter(({ status, rule }) => all || status !== "warn" || rule !== undefined)
  const names = new Set(others.filter((finding) => !whole.includes(finding)).map(({ id }) => id))
  const also = names.size === 0 ? [] : [style.paint.dim(`           also ${Array.from(names).join(", ")}`)]
  return [...[first, ...whole].flatMap((finding) => findingLines(finding, style, options)), ...also]
}

function findingLines(finding: Finding, { paint, signs, letters }: Style, options: RenderOptions): string[] {
  const { column, status, message } = finding
  const loud = status === "warn" ? paint.yellow : paint.red
  const word = { fail: "failed", warn: "warning", error: "error" }[status].padEnd(7)
  // Most messages speak of the column's values, some name the column themselves.
  const about = column === null || message.startsWith(column) ? "" : nameText(column, 32, letters("…"))
  const text = options.all ? message : cutEnd(message, longestMessage)
  return sentence({ mark: `${signs[status]} ${word}`, about, text }, { mark: loud, about: paint.bold }, options)
}
