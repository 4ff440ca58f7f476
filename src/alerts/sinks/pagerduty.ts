import type { AlertMessage, MessagePart } from "../../model.js"
import { cutEnd, visible } from "../../words/escape.js"
import type { Sink } from "../sink.js"
import { bandInWords, courseInBlocks, sinceInWords } from "../words.js"

const longestSummary = 1024
const longestKey = 255

/** PagerDuty Events API v2: an event for each rule, so that the next run updates its incident and a good one resolves it. */
export default {
  meta: { title: "PagerDuty", needs: ["key_env"], takes: ["url"], acknowledges: true },
  deliveries: (message, { key_env = "", url = "https://events.pagerduty.com/v2/enqueue" }, secret) =>
    message.parts.map((part) => ({
      kind: "http",
      address: url,
      body: { routing_key: secret(key_env), ...event(message, part) },
    })),
} satisfies Sink

/** Data set and rule; a long one keeps its end, where the rule is. */
export const dedupKey = (dataset: string, rule: string): string => `${dataset}/${rule}`.slice(-longestKey)

/** https://developer.pagerduty.com/docs/send-alert-event, read in November 2026. */
function event({ dataset, run, created_at, report }: AlertMessage, part: MessagePart) {
  const key = { dedup_key: dedupKey(dataset, part.rule) }
  if (part.kind === "acknowledged") return { event_action: "acknowledge", ...key }
  if (part.kind === "resolved") return { event_action: "resolve", ...key }
  const { rule, severity, when, what, first_action, owner } = part
  const links = [
    ...(report === null ? [] : [{ href: report, text: "Report" }]),
    ...(part.runbook === null ? [] : [{ href: part.runbook, text: "Runbook" }]),
  ]
  return {
    event_action: "trigger",
    ...key,
    payload: {
      summary: cutEnd(visible(`${dataset}: ${rule}: ${what}`), longestSummary),
      source: dataset,
      severity,
      timestamp: created_at,
      component: rule,
      custom_details: {
        rule: when,
        since: sinceInWords(part),
        ordinary: bandInWords(part) ?? "still being learned",
        course: courseInBlocks(part.course),
        first_action,
        owner,
        run,
      },
    },
    ...(links.length === 0 ? {} : { links }),
  }
}
