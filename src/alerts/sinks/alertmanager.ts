import type { AlertMessage, MessagePart } from "../../model.js"
import { visible } from "../../words/escape.js"
import type { Sink } from "../sink.js"
import { sinceInWords } from "../words.js"

/**
 * Prometheus Alertmanager, API v2. Grouping, inhibition and routing are its own: labels are the rule, the data set and the severity. An alert
 * ends there by itself after 5 minutes unless it says until when it holds: until the next run and a margin.
 */
export default {
  meta: { title: "Alertmanager", needs: ["url"], everyRun: true },
  deliveries: (message, { url = "" }) => [
    {
      kind: "http",
      address: `${url.replace(/\/+$/, "")}/api/v2/alerts`,
      body: message.parts.map((part) => alert(message, part)),
    },
  ],
} satisfies Sink

function alert({ dataset, created_at, ends_at, report }: AlertMessage, part: MessagePart) {
  const { rule, severity, kind, what, since, runbook, first_action } = part
  const annotations = {
    summary: visible(`${rule}: ${what}`),
    description: sinceInWords(part),
    ...(runbook === null ? {} : { runbook_url: runbook }),
    ...(first_action === null ? {} : { first_action }),
  }
  return {
    labels: { alertname: rule, dataset, severity },
    annotations,
    startsAt: since,
    endsAt: kind === "resolved" ? created_at : ends_at,
    ...(report === null ? {} : { generatorURL: report }),
  }
}
