/** Rules over a folder of runs, and where alerts go. */
import { UsageError } from "../../errors.js"
import { actions, severities, silenceDays } from "../../model.js"
import type { Settings } from "../setting.js"
import { key, takes, text, type Valibot } from "../takes.js"

export const alerts = {
  "alerts.report_url": {
    takes: text,
    about: "Where the folder of runs is served, for the link to the report",
  },
  "alerts.rules": {
    takes: takes((v) => v.array(rule(v))),
    about: "What is an alert; `driftcheck init --alerts` writes some to begin with",
  },
  "alerts.sinks": {
    takes: takes((v) => v.map(v.string(), sink(v)), { mapping: "names" }),
    about: "Where messages go, by a name of your own",
  },
  "alerts.routes": {
    takes: takes((v) => v.strictObject(routes(v)), { mapping: "keys" }),
    about: "Sinks for each severity",
  },
  "alerts.silences": {
    takes: takes((v) => v.array(silence(v))),
    about: "When and for what nothing is sent",
  },
} as const satisfies Settings

function rule(v: Valibot) {
  const runs = v.union([
    v.pipe(v.number(), v.integer(), v.minValue(1)),
    v.pipe(v.string(), v.regex(/^[1-9]\d* runs?$/)),
  ])
  return v.strictObject({
    name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/), v.metadata({ description: "Lower case, digits and `_`." })),
    when: v.pipe(v.string(), v.metadata({ description: "An expression over figures, such as `error_rate > 1%`." })),
    for: key(v, runs, "In as many runs in a row it has to hold (default: 1).", { default: 1 }),
    severity: key(v, v.picklist(severities), "`info`, `warning` (default) or `critical`.", { default: "warning" }),
    runbook: key(v, v.string(), "Address of what to read."),
    first_action: key(v, v.string(), "What to do first, in a sentence."),
    owner: key(v, v.string(), "Who cares."),
    routes: key(v, v.array(v.string()), "Sinks by name, instead of those of the severity."),
    action: key(v, v.picklist(actions), "What `driftcheck decide` makes of it."),
  })
}

/** Kinds of sink, as `src/alerts/sinks/` has them. */
export const sinkKinds = ["slack", "pagerduty", "email", "webhook", "alertmanager", "command", "log"] as const

function sink(v: Valibot) {
  return v.strictObject({
    kind: v.picklist(sinkKinds),
    url: key(v, v.string(), "The address, where it is no secret: of an Alertmanager, of a webhook."),
    url_env: key(v, v.string(), "The environment variable that holds the address (Slack, webhooks)."),
    key_env: key(
      v,
      v.string(),
      "The environment variable that holds the routing key (PagerDuty) or the HMAC secret (webhook).",
    ),
    template: key(
      v,
      v.string(),
      "Webhook: JSON with `{{title}}`, `{{text}}`, `{{severity}}` … instead of the whole message.",
    ),
    smtp_env: key(v, v.string(), "Mail: the environment variable that holds smtp://user:password@host:port."),
    from: key(v, v.string(), "Mail: the sender."),
    to: key(v, v.array(v.string()), "Mail: the recipients."),
    command: key(v, v.array(v.string()), "A program and its arguments; the message is its standard input as JSON."),
    timeout: key(v, v.pipe(v.number(), v.gtValue(0)), "Seconds that one try may take (default: 10).", { default: 10 }),
  })
}

function routes(v: Valibot) {
  const sinks = v.array(v.string())
  return {
    info: key(v, sinks, "Default: those of kind `log`."),
    warning: key(v, sinks, "Default: those of kind `slack`, `email`, `webhook`, `alertmanager`, `command` and `log`."),
    critical: key(v, sinks, "Default: all."),
  }
}

const writtenTime = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?Z?)?$/

/** "2026-11-30" or "2026-11-30 08:00", UTC. */
export const silenceTime = takes((v) => v.pipe(v.string(), v.regex(writtenTime)), {
  read(written) {
    if (writtenTime.test(written) && !Number.isNaN(Date.parse(written.replace(" ", "T")))) return written
    throw new UsageError("must be a day or a minute, UTC", { hint: "2026-11-30, or 2026-11-30T08:00" })
  },
})

function silence(v: Valibot) {
  const time = silenceTime.schema(v)
  return v.strictObject({
    rules: key(v, v.array(v.string()), "Rules by name (default: all)."),
    columns: key(v, v.array(v.string()), "Columns, or segments such as `country=DE` (default: all)."),
    from: key(v, time, "First day or minute, UTC (default: at once)."),
    until: key(v, time, "Day or minute at which it ends, UTC."),
    weekdays: key(v, v.array(v.picklist(silenceDays)), "Only on these days, UTC."),
    reason: v.pipe(v.string(), v.nonEmpty(), v.metadata({ description: "Why; shown wherever it holds." })),
  })
}
