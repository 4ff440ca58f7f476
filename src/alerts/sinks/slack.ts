import type { AlertMessage, MessagePart, Severity } from "../../model.js"
import { cutEnd, visible } from "../../words/escape.js"
import type { Sink } from "../sink.js"
import { partLines } from "../words.js"

/** Slack's own limits: characters of a header and of a section; and what a whole message may have (it refuses at about 13,200). */
const longestHeader = 150
const longestSection = 3000
const longestMessage = 10_000
/** Slack takes 50 blocks: parts, a header, what goes on, and a footer. */
const mostParts = 40

const marks: Record<Severity, string> = {
  critical: ":red_circle:",
  warning: ":large_yellow_circle:",
  info: ":white_circle:",
}

/** An incoming webhook with blocks. */
export default {
  meta: { title: "Slack", needs: ["url_env"] },
  deliveries: (message, { url_env = "" }, secret) => [
    { kind: "http", address: secret(url_env), body: bodyOf(message) },
  ],
} satisfies Sink

/** https://api.slack.com/reference/block-kit/blocks, read in November 2026. */
export function bodyOf(message: AlertMessage) {
  const { severity, status, title, going_on, report, run } = message
  const mark = status === "resolved" ? ":large_green_circle:" : marks[severity]
  const header = `${mark} ${cutEnd(visible(title), longestHeader - 30)}`
  const footer = report === null ? `Run ${run}` : `<${report}|Report of run ${run}>`
  const goesOn = going_on.length === 0 ? [] : [section(`Still open: ${escaped(going_on.join(", "))}`)]
  return {
    text: header,
    blocks: [
      { type: "header", text: { type: "plain_text", text: header, emoji: true } },
      ...sections(message.parts),
      ...goesOn,
      { type: "context", elements: [{ type: "mrkdwn", text: cutEnd(footer, longestSection) }] },
    ],
  }
}

/** The parts as far as they fit, and how many did not. */
function sections(parts: readonly MessagePart[]) {
  const shown: ReturnType<typeof section>[] = []
  let left = longestMessage - 2 * longestHeader - 1500
  for (const part of parts.slice(0, mostParts)) {
    const [first, ...rest] = partLines(part)
    const text = cutEnd([`*${escaped(first)}*`, ...rest.map(escaped)].join("\n"), longestSection)
    left -= text.length
    if (left < 0) break
    shown.push(section(text))
  }
  const rest = parts.length - shown.length
  return rest === 0 ? shown : [...shown, section(`… and ${rest} more: see the report.`)]
}

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text: cutEnd(text, longestSection) } })

/** Slack's three characters, and none of its marks: a name may hold `*` or `_`. */
const escaped = (text: string) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[*_~`]/g, "$&\u200b")
